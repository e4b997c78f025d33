"""Forms by which staff file an answer that came by e-mail, as a file or on paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from webapp.core import clock, rendering
from webapp.core.errors import DomainError
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import numbers
from webapp.organisations.addresses import find_normalised
from webapp.responses import labels, policy
from webapp.responses.forms.answering import LONGEST_STATEMENT
from webapp.responses.forms.decided import BehindFields, offer_deciders
from webapp.responses.models import Behind, Channel, IncomingResponse, Position, Stage
from webapp.responses.models import Form as AnswerForm
from webapp.responses.queries import Candidate
from webapp.responses.service.answering import Reply
from webapp.responses.service.filing import Answerer, Filing
from webapp.responses.service.incoming import Upload
from webapp.rounds.forms import DayField, WallClockField
from webapp.rounds.models import Question, Round

_LONGEST_NUMBER = 9

BODY, OTHER_BODY, PERSON = "body", "other_body", "person"

_IN_PARTS = _l(
    "Register it in parts: keep here as many whole paragraphs as there is room for, and register "
    "the rest afterwards as an answer that is added to the earlier one. Then all of it is one "
    "answer. The files are kept whole, whatever stands here."
)
"""What to do with a letter that is longer than a form takes. It is the sender's, so nobody can
write it shorter."""


class TakeInForm(Form):
    """How an answer came, and its files."""

    channel = RadioField(_l("How did the answer come?"), default=Channel.PAPER.value)
    files = MultipleFileField(_l("Files"), validators=[Optional()])
    invitation = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the ways in which an answer comes."""
        super().__init__(*args, **kwargs)
        self.channel.choices = choices(labels.CAME_AS)

    def uploads(self) -> list[Upload]:
        """The files that were chosen; browsers send an empty one where there are none."""
        return [
            Upload(each.filename, each.read()) for each in self.files.data or () if each.filename
        ]


class FilingForm(BehindFields, Form):
    """What a registrar reads in an answer: who, when, and what it says."""

    who = RadioField(_l("Who answers?"), default=BODY)
    name = LineField(_l("Name"), validators=[AtMost(200)])
    chosen = RadioField(_l("Which body do you mean?"), validate_choice=False, choices=[])
    email = LineField(_l("E-mail address for the receipt"), validators=[Optional(), AtMost(320)])
    named = BooleanField(_l("The person wants to be named where answers are published"))
    arrived = WallClockField(
        _l("When did it arrive?"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        validators=[InputRequired(_l("Give the day and time when the answer arrived."))],
    )
    form = RadioField(_l("Kind of answer"), default=AnswerForm.ANSWER.value)
    stage = RadioField(_l("Is it the final answer?"), default=Stage.FINAL.value)
    decides_on = DayField(
        _l("If it is preliminary: when does the body decide?"), validators=[Optional()]
    )
    position = RadioField(_l("Position, as the letter states it"), validators=[Optional()])
    statement = TextField(
        _l("What the letter says"),
        validators=[Optional(), AtMost(LONGEST_STATEMENT, advice=_IN_PARTS)],
    )
    language = SelectField(_l("Language of the letter"))
    complements = RadioField(_l("If the sender has answered before"), default="replaces")
    former_number = LineField(_l("Number of the earlier answer"), validators=[Optional()])
    same_file = BooleanField(_l("Register it although the same file has come before"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.who.choices = choices(labels.ANSWERERS)
        self.form.choices = choices(labels.FORMS)
        self.stage.choices = choices(labels.STAGE_CHOICES)
        self.position.choices = choices(labels.STATED)
        self.language.choices = choices(rendering.LANGUAGES)
        self.complements.choices = choices(labels.FOLLOWS)
        offer_deciders(self)
        self.minutes.choices = []
        # What is needed depends on the other fields; none of these is left to choice.
        for field in (self.name, self.chosen, self.position, self.statement):
            field.flags.required = True

    @classmethod
    def of(cls, found: IncomingResponse, *, language: str) -> "FilingForm":
        """The form with what is known of an answer already."""
        form = cls(formdata=None)
        form.offer_minutes(found)
        form.name.data, form.email.data = found.sender_name, found.sender_address
        form.arrived.data = clock.local(found.arrived_at).replace(tzinfo=None)
        form.statement.data, form.language.data = found.text, language
        if found.invitation is not None:
            form.chosen.data = f"invitation:{found.invitation.id}"
        return form

    def offer_minutes(self, found: IncomingResponse) -> None:
        """Let the registrar say which of the files are the minutes of the decision."""
        self.minutes.choices = [(str(each.id), each.file.name) for each in found.files]

    def validate_name(self, field: Any) -> None:
        """Ask for a name, whoever answers."""
        if not field.data:
            raise ValidationError(_l("Fill in who answers."))

    def validate_email(self, field: Any) -> None:
        """Refuse what is not an address."""
        address = find_normalised(field.data) if field.data else ""
        if address is None:
            raise ValidationError(
                _l("This does not look like an e-mail address. It should be like name@example.se.")
            )
        field.data = address

    def offer(self, found: Sequence[Candidate]) -> None:
        """Let the registrar choose among the bodies that the name may mean."""
        self.chosen.choices = [(each.key, labels.candidate(each)) for each in found]

    def filing(self, found: Sequence[Candidate], replies: Mapping[Question, Reply]) -> Filing:
        """What was filled in, where the name may mean the bodies `found`.

        Raises:
            DomainError: it is not told who answers.
        """
        wall: datetime = self.arrived.data
        return Filing(
            answerer=self._answerer(found),
            arrived_at=policy.arrival(wall),
            form=AnswerForm(self.form.data),
            stage=Stage(self.stage.data),
            position=member(Position, self.position.data),
            statement=self.statement.data or "",
            language=self.language.data,
            replies=replies,
            complements=self.complements.data == "complements",
            behind=Behind.read(self.data),
            minutes=frozenset(self.minutes.data or ()),
            decides_on=self.decides_on.data,
            former_number=_running_number(self.former_number.data),
            same_file=bool(self.same_file.data),
        )

    def _answerer(self, found: Sequence[Candidate]) -> Answerer:
        if self.who.data == BODY:
            body = _picked(found, self.chosen.data, self.name.data or "")
            return Answerer(body.invitation, body.organisation, name=body.name)
        for_body = self.who.data == OTHER_BODY
        return Answerer(
            name=self.name.data or "",
            for_body=for_body,
            named=for_body or bool(self.named.data),
            email=self.email.data or "",
        )


class PlaceForm(Form):
    """Which round an answer is for."""

    round = SelectField(
        _l("Which round is it for?"),
        coerce=identifier,
        validators=[InputRequired(_l("Choose a round."))],
    )

    @classmethod
    def among(cls, rounds: Sequence[Round], **kwargs: Any) -> "PlaceForm":
        """The form that chooses one of `rounds`."""
        form = cls(**kwargs)
        form.round.choices = [(each.id, labels.round_name(each)) for each in rounds]
        return form


class AsideForm(Form):
    """Why something is put aside."""

    reason = LineField(
        _l("Why?"),
        validators=[
            InputRequired(_l("Write why, so that others understand it later.")), AtMost(400)
        ],
    )  # fmt: skip


def _running_number(text: str | None) -> int | None:
    """The running number in `34` or `RUN 2027/12-34`; None where nothing is written."""
    digits = (text or "").rsplit("-", 1)[-1].strip()
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > _LONGEST_NUMBER:
        raise DomainError(
            _l("Write the number like 34, or with the registry number in front of it."),
            field="former_number",
        )
    return int(digits)


def _picked(found: Sequence[Candidate], key: str | None, words: str) -> Candidate:
    chosen = [each for each in found if each.key == key]
    meant = {words.casefold(), numbers.normalised(words)}
    same = [each for each in found if meant & {each.name.casefold(), each.email, each.number}]
    picked = chosen or same
    if len(picked) == 1:
        return picked[0]
    if found:
        raise DomainError(_l("Choose which of the bodies you mean."), field="chosen")
    raise DomainError(
        _l(
            "No body that was invited or is in the register is called that. Check the name, or "
            "choose that the body is not in the register."
        ),
        field="name",
    )


__all__ = ["BODY", "OTHER_BODY", "PERSON", "AsideForm", "FilingForm", "PlaceForm", "TakeInForm"]
