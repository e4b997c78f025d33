"""Forms of consultations and rounds, and the plain values that they say."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as PartOfForm
from wtforms.validators import DataRequired, Email, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.accounts.models import User
from webapp.core.forms import AtMost, Form, LineField, TextField, choices, identifier, member
from webapp.core.rendering import capitalised, localised
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.labels import language_name
from webapp.drafts.models import Version
from webapp.organisations.categories import Category
from webapp.organisations.labels import CATEGORIES
from webapp.rounds import distribution
from webapp.rounds.labels import KINDS, STATUSES
from webapp.rounds.ledger import Choice, InvitationStatus
from webapp.rounds.models import Consultation, Round, RoundKind
from webapp.rounds.plans import AskedText, CaseFacts, Plan

MOST_QUESTIONS = 30


_ADDRESS = (
    DataRequired(_l("Fill in the e-mail address.")),
    Email(_l("This does not look like an e-mail address. It should be like name@example.se.")),
    AtMost(320),
)


class DayField(DateField):
    """A day. What is not one is said in the reader's own language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the day as browsers send it and as people write it."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(_l("This is not a date. Write it like 2027-03-31.")) from error


class WallClockField(DateTimeLocalField):
    """A day and a time, as a clock on a wall shows it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the time as browsers send it and as people write it."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(
                _l("This is not a day and a time. Write it like 2027-03-31 08:00.")
            ) from error


def _of(labels: Mapping[Any, Any]) -> list[Any]:
    return choices(labels)


class AddressOfPage(Form):
    """What a page's own address says. Such a form changes nothing, so it needs no token."""

    class Meta:
        """Without a token."""

        csrf = False


class ConsultationForm(Form):
    """What a consultation is called and whom those who are asked can turn to."""

    registry_number = LineField(
        _l("Registry number"),
        validators=[DataRequired(_l("Fill in the registry number.")), AtMost(100)],
    )
    title_sv = LineField(
        _l("Title in Swedish"),
        validators=[DataRequired(_l("Fill in the title in Swedish.")), AtMost(300)],
    )
    title_en = LineField(_l("Title in English"), validators=[AtMost(300)])
    contact_name = LineField(
        _l("Name"),
        validators=[DataRequired(_l("Fill in the contact person's name.")), AtMost(200)],
    )
    contact_title = LineField(_l("Job title"), validators=[AtMost(200)])
    contact_email = LineField(_l("E-mail address"), validators=_ADDRESS)
    contact_phone = LineField(_l("Phone"), validators=[AtMost(60)])

    @classmethod
    def of_contact(cls, user: User) -> "ConsultationForm":
        """The form of a new case, with `user` as contact person."""
        return cls(
            contact_name=user.name,
            contact_title=user.title,
            contact_email=user.email,
            contact_phone=user.phone,
        )

    @classmethod
    def about(cls, case: Consultation) -> "ConsultationForm":
        """The form filled in with what the case has."""
        titles = {f"title_{tag}": text for tag, text in case.title.items()}
        return cls(obj=case, data=titles)

    def facts(self) -> CaseFacts:
        """What the form says."""
        return CaseFacts(
            registry_number=self.registry_number.data,
            title=_texts(sv=self.title_sv.data, en=self.title_en.data),
            contact_name=self.contact_name.data,
            contact_title=self.contact_title.data,
            contact_email=self.contact_email.data,
            contact_phone=self.contact_phone.data,
        )


class QuestionForm(PartOfForm):
    """One question. A row without words is no question."""

    text_sv = TextField(_l("The question in Swedish"), validators=[AtMost(2000)])
    text_en = TextField(_l("The question in English"), validators=[AtMost(2000)])
    asks_position = BooleanField(_l("Those who answer also take a position"))

    def validate_text_sv(self, field: TextField) -> None:
        """Raise a ValidationError where there is English and no Swedish."""
        if self.text_en.data and not field.data:
            raise ValidationError(_l("Write the question in Swedish too."))


class RoundForm(Form):
    """What a round asks, of which version, until when."""

    kind = RadioField(
        _l("Kind of round"),
        choices=_of(KINDS),
        coerce=RoundKind,
        validators=[InputRequired(_l("Choose what kind of round it is."))],
    )
    version_id = SelectField(_l("Version to show"))
    languages = SelectMultipleField(
        _l("Languages that the text is shown in"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    deadline = DayField(
        _l("Last day to answer"), validators=[InputRequired(_l("Fill in the last day to answer."))]
    )
    cover_letter_sv = TextField(_l("Cover letter in Swedish"), validators=[AtMost(20_000)])
    cover_letter_en = TextField(_l("Cover letter in English"), validators=[AtMost(20_000)])
    questions = FieldList(FormField(QuestionForm), max_entries=MOST_QUESTIONS)
    open_to_public = BooleanField(_l("Those who are not on the distribution list may answer too"))

    @classmethod
    def on(cls, versions: Sequence[Version], round_: Round | None = None) -> "RoundForm":
        """The form with `versions` to choose from, filled in with what the round has."""
        form = cls(data=_round_data(round_))
        form.version_id.choices = choices({str(each.id): version_label(each) for each in versions})
        tags = dict.fromkeys(tag for each in versions for tag in each.document.languages)
        form.languages.choices = choices({tag: capitalised(language_name(tag)) for tag in tags})
        return form

    def rearrange(self, do: str) -> bool:
        """Do what a button other than the one that saves asks; False where it was that one."""
        verb, _, place = do.partition("-")
        if verb == "add" and len(self.questions) < MOST_QUESTIONS:
            self.questions.append_entry()
        if verb == "remove":
            gone = f"questions-{place}"
            self.questions.entries = [each for each in self.questions if each.id != gone]
        return verb in {"add", "remove", "preview"}

    def plan(self) -> Plan:
        """What the form says."""
        return Plan(
            kind=self.kind.data,
            version_id=uuid.UUID(self.version_id.data),
            deadline=self.deadline.data,
            cover_letter=_texts(sv=self.cover_letter_sv.data, en=self.cover_letter_en.data),
            open_to_public=self.open_to_public.data,
            languages=tuple(self.languages.data or ()),
            questions=tuple(
                AskedText(
                    _texts(sv=each.text_sv.data, en=each.text_en.data), each.asks_position.data
                )
                for each in self.questions
                if each.text_sv.data
            ),
        )


class ScheduleForm(Form):
    """When a round is to open by itself."""

    opens_at = WallClockField(
        _l("Day and time, in Swedish time"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        validators=[InputRequired(_l("Fill in when the round is to open."))],
    )


class CancelForm(Form):
    """Why a round is stopped for good."""

    reason = TextField(
        _l("Why is it cancelled?"),
        validators=[DataRequired(_l("Say why the round is cancelled.")), AtMost(2000)],
    )


class AddressForm(Form):
    """Where one body's invitation is to go instead."""

    email = LineField(_l("Correct e-mail address"), validators=_ADDRESS)


class ExtensionForm(Form):
    """Until when one body may answer."""

    day = DayField(
        _l("New last day for this body"),
        validators=[InputRequired(_l("Fill in the new last day."))],
    )


class AddForm(Form):
    """Which bodies to put on the list: of a category, out of an import, or one by one."""

    category = SelectField(choices=[], validate_choice=False)
    import_id = SelectField(choices=[], validate_choice=False)
    body = SelectMultipleField(choices=[], validate_choice=False)

    def wanted(self, round_id: uuid.UUID) -> Sequence[uuid.UUID]:
        """The bodies that are meant and not on the round's list; none where nothing is chosen."""
        category = member(Category, self.category.data)
        import_id = identifier(self.import_id.data)
        chosen = [body for body in map(identifier, self.body.data or []) if body]
        if category is None and import_id is None:
            return distribution.uninvited_ids(round_id, chosen=chosen)
        return distribution.uninvited_ids(round_id, category=category, import_id=import_id)


class ChoiceForm(AddressOfPage):
    """Which bodies of a list to show, from the page's address."""

    q = LineField(_l("Name"))
    category = SelectField(_l("Category"), choices=_of({"": _l("All categories"), **CATEGORIES}))
    status = SelectField(_l("Status"), choices=_of({"": _l("Every status"), **STATUSES}))
    after = HiddenField()
    paused = HiddenField()

    def choice(self) -> Choice:
        """What the address says. What makes no sense is left out."""
        return Choice(
            words=self.q.data or "",
            category=member(Category, self.category.data),
            status=member(InvitationStatus, self.status.data),
            after=identifier(self.after.data),
        )

    @property
    def narrowed(self) -> bool:
        """Whether not all of the list is asked for."""
        return bool(self.q.data or self.category.data or self.status.data)

    def address(self, **changes: str) -> dict[str, str]:
        """The parts of an address that says the same, but for `changes`."""
        said = {name: field.data or "" for name, field in self._fields.items()} | changes
        return {name: value for name, value in said.items() if value}


class FindForm(AddressOfPage):
    """Which bodies of the register to offer, from the page's address."""

    find = LineField(_l("Name of the body"))
    find_after = HiddenField()

    def choice(self) -> Choice | None:
        """What the address says; None where nothing is searched for."""
        if not self.find.data:
            return None
        return Choice(words=self.find.data, after=identifier(self.find_after.data))


def version_label(version: Version) -> str:
    """What a version is called in a list of them."""
    name = version.name or str(_l("Version %(number)s", number=version.number))
    return f"{localised(version.document.title)}: {name}"


def _round_data(round_: Round | None) -> dict[str, Any]:
    if round_ is None:
        return {"kind": RoundKind.REMISS, "open_to_public": True, "questions": [{}]}
    letters = {f"cover_letter_{tag}": text for tag, text in round_.cover_letter.items()}
    asked = [
        {"asks_position": each.asks_position}
        | {f"text_{tag}": text for tag, text in each.text.items()}
        for each in round_.questions
    ]
    return {
        "kind": round_.kind,
        "version_id": str(round_.version_id),
        "deadline": round_.deadline,
        "open_to_public": round_.open_to_public,
        "languages": round_.languages,
        "questions": asked,
        **letters,
    }


def _texts(**texts: str) -> dict[str, str]:
    return {tag: text for tag, text in texts.items() if text}
