"""Forms of meetings, of steps of a case, and of its consultation with Sámi representatives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from webapp.core import clock
from webapp.core.database import uuid7
from webapp.core.forms import AtMost, Form, KeyedForm, LineField, TextField, choices, identifier
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import plain_line
from webapp.rounds import deadlines, papers
from webapp.rounds.forms.fields import DayField, WallClockField, texts
from webapp.rounds.labels import KINDS, MEETING_KINDS, SAMI_NEEDS, SAMI_STEPS
from webapp.rounds.models import (
    CaseStep,
    Meeting,
    MeetingKind,
    Round,
    SamiNeed,
    SamiStepKind,
    SamiTrack,
)
from webapp.rounds.service import MeetingFacts, SamiFacts, StepFacts

MOST_WORDS = 10_000
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class WebAddress:
    """A validator: the address of a page, which browsers can open."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise a ValidationError where the field holds something else."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_l("Write the whole address, beginning with https://."))


class MeetingForm(KeyedForm):
    """When and where a meeting is, what it is about, and who is called."""

    kind = RadioField(
        _l("Kind of meeting"), choices=choices(MEETING_KINDS), validators=[InputRequired()]
    )
    title_sv = LineField(
        _l("Title in Swedish"),
        validators=[DataRequired(_l("Fill in the title in Swedish.")), AtMost(200)],
    )
    title_en = LineField(_l("Title in English"), validators=[AtMost(200)])
    starts_at = WallClockField(
        _l("Begins, in Swedish time"),
        format=FORMATS,
        validators=[InputRequired(_l("Fill in when it begins."))],
    )
    ends_at = WallClockField(
        _l("Ends, in Swedish time"),
        format=FORMATS,
        validators=[InputRequired(_l("Fill in when it ends."))],
    )
    place = LineField(_l("Place"), validators=[AtMost(300)])
    link = LineField(_l("Link to join by"), validators=[AtMost(1000), WebAddress()])
    description_sv = TextField(_l("Description in Swedish"), validators=[AtMost(MOST_WORDS)])
    description_en = TextField(_l("Description in English"), validators=[AtMost(MOST_WORDS)])
    round_id = SelectField(_l("Who is called"), choices=[])
    is_public = BooleanField(_l("Open to everyone, and shown on the public page"))

    @classmethod
    def among(cls, rounds: Sequence[Round], meeting: Meeting | None = None) -> "MeetingForm":
        """The form for a case with `rounds`, filled in with what the meeting has."""
        form = cls(data=_meeting_data(meeting))
        named: dict[str, Any] = {"": _l("The bodies of every open round of the case")}
        for each in rounds:
            label = _l(
                "The bodies of %(kind)s, round %(number)s",
                kind=str(KINDS[each.kind]).lower(),
                number=each.number,
            )
            named[str(each.id)] = label
        form.round_id.choices = choices(named)
        return form

    def validate_starts_at(self, field: WallClockField) -> None:
        """Raise a ValidationError where clocks never show that time."""
        _on_the_wall(field)

    def validate_ends_at(self, field: WallClockField) -> None:
        """Raise a ValidationError where clocks never show that time."""
        _on_the_wall(field)

    def facts(self) -> MeetingFacts:
        """What the form says."""
        return MeetingFacts(
            kind=MeetingKind(self.kind.data),
            title=texts(sv=self.title_sv.data, en=self.title_en.data),
            starts_at=_on_the_wall(self.starts_at),
            ends_at=_on_the_wall(self.ends_at),
            place=self.place.data,
            link=self.link.data,
            is_public=self.is_public.data,
            round_id=identifier(self.round_id.data),
            description=texts(sv=self.description_sv.data, en=self.description_en.data),
        )


class CancelMeetingForm(Form):
    """Why a meeting is not held."""

    reason = TextField(
        _l("Why is it cancelled?"),
        validators=[DataRequired(_l("Say why the meeting is cancelled.")), AtMost(2000)],
    )


class NotesForm(Form):
    """What was said at a meeting, and its film."""

    notes_sv = TextField(_l("Notes in Swedish"), validators=[AtMost(50_000)])
    notes_en = TextField(_l("Notes in English"), validators=[AtMost(50_000)])
    film = LineField(_l("Address of a film"), validators=[AtMost(1000), WebAddress()])

    @classmethod
    def about(cls, meeting: Meeting) -> "NotesForm":
        """The form with what is written down."""
        notes = {f"notes_{tag}": text for tag, text in meeting.notes.items()}
        return cls(data={"film": meeting.film, **notes})

    def notes(self) -> Mapping[str, str]:
        """What was said, by language."""
        return texts(sv=self.notes_sv.data, en=self.notes_en.data)


class StepForm(KeyedForm):
    """A step in the process that is neither a round nor a meeting."""

    title_sv = LineField(
        _l("What, in Swedish"),
        validators=[DataRequired(_l("Say in Swedish what happens.")), AtMost(200)],
    )
    title_en = LineField(_l("What, in English"), validators=[AtMost(200)])
    day = DayField(_l("Day"), validators=[InputRequired(_l("Fill in the day."))])
    until = DayField(_l("Until, if it takes several days"), validators=[Optional()])
    text_sv = TextField(_l("More, in Swedish"), validators=[AtMost(2000)])
    text_en = TextField(_l("More, in English"), validators=[AtMost(2000)])
    is_public = BooleanField(_l("Show it on the public page"))

    @classmethod
    def about(cls, step: CaseStep | None) -> "StepForm":
        """The form with what the step says."""
        if step is None:
            return cls(data={"key": str(uuid7()), "is_public": True})
        said = {f"title_{tag}": text for tag, text in step.title.items()}
        said |= {f"text_{tag}": text for tag, text in step.text.items()}
        return cls(obj=step, data=said)

    def facts(self) -> StepFacts:
        """What the form says."""
        return StepFacts(
            day=self.day.data,
            until=self.until.data,
            is_public=self.is_public.data,
            title=texts(sv=self.title_sv.data, en=self.title_en.data),
            text=texts(sv=self.text_sv.data, en=self.text_en.data),
        )


class SamiNeedForm(Form):
    """Whether the case needs a consultation with Sámi representatives, and why."""

    need = RadioField(
        _l("Is a consultation needed?"),
        choices=choices(SAMI_NEEDS),
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
    reason = TextField(_l("Why?"), validators=[AtMost(5000)])

    @classmethod
    def about(cls, track: SamiTrack | None) -> "SamiNeedForm":
        """The form with what is decided."""
        return cls(data={"need": track.need, "reason": track.reason} if track else {})

    def chosen(self) -> SamiNeed:
        """What the form says."""
        return SamiNeed(self.need.data)


class SamiStepForm(KeyedForm):
    """What happened in the consultation with Sámi representatives."""

    kind = SelectField(_l("What happened"), choices=choices(SAMI_STEPS))
    day = DayField(_l("Day"), validators=[InputRequired(_l("Fill in the day."))])
    party = LineField(_l("With whom"), validators=[DataRequired(_l("Say with whom.")), AtMost(300)])
    text = TextField(_l("What was said or agreed"), validators=[AtMost(MOST_WORDS)])
    file = FileField(_l("File"))

    @classmethod
    def new(cls) -> "SamiStepForm":
        """The form of a new step."""
        return cls(data={"key": str(uuid7())})

    def facts(self) -> SamiFacts:
        """What the form says."""
        kind = SamiStepKind(self.kind.data)
        return SamiFacts(kind, self.day.data, self.party.data, self.text.data)

    def contents(self) -> tuple[str, bytes] | None:
        """The file's name and bytes; None where none was sent."""
        sent = self.file.data
        if not sent or not sent.filename:
            return None
        data: bytes = sent.read()
        sent.seek(0)
        return plain_line(sent.filename), data

    def validate_file(self, _field: FileField) -> None:
        """Raise a ValidationError where the file is too large, or is none that we keep."""
        sent = self.contents()
        if sent is None:
            return
        if len(sent[1]) > papers.LARGEST:
            raise ValidationError(_l("The file is larger than 25 MB."))
        if papers.media_type(sent[1]) is None:
            raise ValidationError(
                _l("This is no PDF, Word, Excel or OpenDocument file, nor a picture.")
            )


def _on_the_wall(field: WallClockField) -> datetime:
    moment = deadlines.on_the_wall(field.data) if field.data else None
    if moment is None:
        raise ValidationError(
            _l(
                "There is no such time: that night the clocks go forward from 02:00 to "
                "03:00. Choose another time."
            )
        )
    return moment


def _meeting_data(meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        return {"key": str(uuid7()), "kind": MeetingKind.INFORMATION}
    said: dict[str, Any] = {f"title_{tag}": text for tag, text in meeting.title.items()}
    said |= {f"description_{tag}": text for tag, text in meeting.description.items()}
    said |= {name: getattr(meeting, name) for name in ("kind", "place", "link", "is_public")}
    wall = {name: clock.local(getattr(meeting, name)) for name in ("starts_at", "ends_at")}
    return {**said, **wall, "round_id": str(meeting.round_id or "")}
