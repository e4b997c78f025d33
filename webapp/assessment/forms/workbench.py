"""The forms of the list of points: what is shown, and whose the chosen ones are to be."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Self

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SearchField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, Optional

from webapp.accounts.models import User
from webapp.assessment.arguing import Named
from webapp.assessment.forms.sharing import SharedForm
from webapp.assessment.labels import DECISIONS, ORIGINS, STATUSES
from webapp.assessment.models import Decision, StandardReply, Theme
from webapp.assessment.service import LONGEST_REPLY, Errand, Verdict
from webapp.assessment.statuses import NO_ARGUMENT, PERSON, UNASSIGNED, Choice, PointStatus
from webapp.core.errors import DomainError
from webapp.core.forms import (
    AtMost,
    Form,
    LineField,
    TextField,
    choices,
    clean_line,
    identifier,
    member,
)
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts.labels import language_name
from webapp.organisations.labels import CATEGORIES
from webapp.responses.labels import KINDS, POSITIONS

LONGEST_SEARCH = 200
LONGEST_NAME = 100


def named_arguments(arguments: Sequence[Named]) -> dict[str, str]:
    """Arguments to choose among: A3 and what it says."""
    return {str(each.id): f"A{each.number} {localised(each.view)}" for each in arguments}


class WorkbenchForm(Form):
    """What the list of points is narrowed to. It stands in the address, so it can be shared."""

    class Meta(Form.Meta):
        """A filter is a GET and changes nothing."""

        csrf = False

    q = SearchField(_l("Words in the points"))
    status = SelectField(_l("Status"), validate_choice=False)
    part = SelectField(_l("Part"), validate_choice=False)
    assignee = SelectField(_l("Whose"), validate_choice=False)
    theme = SelectField(_l("Theme"), validate_choice=False)
    argument = SelectField(_l("Argument"), validate_choice=False)
    sender = SearchField(_l("Sender"))
    category = SelectField(_l("Kind of body"), validate_choice=False)
    position = SelectField(_l("The sender's position"), validate_choice=False)
    kind = SelectField(_l("Kind of comment"), validate_choice=False)
    origin = SelectField(_l("Taken from"), validate_choice=False)
    alike = SelectField(_l("Texts that are alike"), validate_choice=False)

    @classmethod
    def of(  # noqa: PLR0913 - what there is to choose among
        cls,
        asked: Mapping[str, Any],
        *,
        parts: Mapping[str, object],
        people: Sequence[User],
        themes: Sequence[Theme],
        arguments: Sequence[Named],
        alike: Mapping[str, object],
    ) -> "WorkbenchForm":
        """The form with what the address asks for; what it does not know counts as all."""
        form = cls(formdata=None)
        every = {"": _l("All")}
        form.status.choices = choices(every | dict(STATUSES))
        form.part.choices = choices(every | dict(parts))
        form.assignee.choices = choices(
            every | {UNASSIGNED: _l("Nobody's")} | {str(each.id): each.name for each in people}
        )
        form.theme.choices = choices(every | {str(each.id): each.name for each in themes})
        form.argument.choices = choices(
            every | {NO_ARGUMENT: _l("In no argument")} | named_arguments(arguments)
        )
        form.category.choices = choices(every | dict(CATEGORIES) | {PERSON: _l("Private persons")})
        form.position.choices = choices(every | dict(POSITIONS))
        form.kind.choices = choices(every | dict(KINDS))
        form.origin.choices = choices(every | dict(ORIGINS))
        form.alike.choices = choices(every | dict(alike))
        for field in form:
            wanted = clean_line(str(asked.get(field.name) or ""))[:LONGEST_SEARCH]
            # The list has another form on the same page.
            field.id = f"by-{field.name}"
            known = {str(each.value) for each in getattr(field, "choices", None) or []}
            field.data = wanted if not known or wanted in known else ""
        return form

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any(field.data for field in self)

    @property
    def widened(self) -> bool:
        """Whether something is asked for that stands in the folded part of the filter."""
        return any(
            field.data
            for field in (
                self.theme,
                self.argument,
                self.sender,
                self.category,
                self.position,
                self.kind,
                self.origin,
                self.alike,
            )
        )

    def address(self) -> dict[str, Any]:
        """What the address says, for links to other pages of the list."""
        return {field.name: str(field.data) for field in self if field.data}

    def choice(self) -> Choice:
        """What is asked for."""
        return Choice(
            words=self.q.data or "",
            sender=self.sender.data or "",
            part=self.part.data or "",
            category=self.category.data or "",
            position=self.position.data or "",
            kind=self.kind.data or "",
            origin=self.origin.data or "",
            status=member(PointStatus, self.status.data),
            assignee=identifier(self.assignee.data) or self.assignee.data or "",
            theme=identifier(self.theme.data),
            argument=identifier(self.argument.data) or self.argument.data or "",
            alike=identifier(self.alike.data),
        )


class AssignForm(SharedForm):
    """Whose a point is to be, and by when."""

    assignee = SelectField(_l("Whose is it to be?"), validate_choice=True)
    due = DateField(_l("To be assessed by"), validators=[Optional(_l("Write the day as a date."))])

    @classmethod
    def among(cls, people: Sequence[User], **kwargs: Any) -> Self:
        """The form, with those who may get points to choose among."""
        form = cls(**kwargs)
        form.people = {each.id: each for each in people}
        names = {str(each.id): each.name for each in people}
        form.assignee.choices = choices({"": _l("Nobody's")} | names)
        return form

    people: Mapping[uuid.UUID, User]

    @classmethod
    def of(cls, errand: Errand, people: Sequence[User]) -> Self:
        """The form with whose one point is now."""
        now = {**errand.fields(), "due": errand.due}
        form = cls.among(people, formdata=None, data=now)
        form.remember()
        return form

    def errand(self) -> Errand:
        """What was chosen."""
        chosen = identifier(self.assignee.data)
        to = self.people.get(chosen) if chosen else None
        return Errand(assignee=to, due=self.due.data if to else None)


class ManyForm(AssignForm):
    """What becomes of the chosen points of the list: whose they are, a decision, or a theme."""

    points = SelectMultipleField(coerce=identifier, validate_choice=False)
    every = BooleanField(_l("All that the filter shows"))
    decision = SelectField(_l("Decision"), validate_choice=True)
    reply = TextField(_l("Reply with reasons"), validators=[AtMost(LONGEST_REPLY)])
    standard = SelectField(_l("Standard reply"), validate_choice=False, choices=[])
    theme = LineField(_l("Theme"), validators=[AtMost(LONGEST_NAME)])
    argument = SelectField(_l("Argument"), validate_choice=False, choices=[])
    seen = HiddenField()
    """When the list was shown: what is decided later, nobody has read in it."""

    @classmethod
    def among(cls, people: Sequence[User], **kwargs: Any) -> Self:
        """The form, with those who may get points to choose among."""
        form = super().among(people, **kwargs)
        names = {str(each.id): each.name for each in people}
        # Points keep whose they are until someone is chosen, be it nobody.
        whose = {"": _l("Choose somebody"), UNASSIGNED: _l("Nobody's")}
        form.assignee.choices = choices(whose | names)
        form.decision.choices = choices({"": _l("Choose a decision.")} | dict(DECISIONS))
        return form

    def errand(self) -> Errand:
        """Whose they are to be, by when.

        Raises:
            DomainError: nothing is chosen.
        """
        if not self.assignee.data:
            raise DomainError(_l("Choose who gets the points, or nobody."), field="assignee")
        return super().errand()

    def verdict(self) -> Verdict:
        """What is decided on all of them.

        Raises:
            DomainError: no decision is chosen.
        """
        decision = member(Decision, self.decision.data)
        if decision is None:
            raise DomainError(_l("Choose a decision."), field="decision")
        return Verdict(decision, self.reply.data or self.standard_text, revision=0)

    def seen_at(self) -> datetime:
        """When the list was shown.

        Raises:
            DomainError: the form does not say.
        """
        try:
            return datetime.fromisoformat(self.seen.data or "").astimezone(UTC)
        except (ValueError, OverflowError):
            raise DomainError(_l("Open the list again, and choose the points anew.")) from None

    def offer_arguments(self, arguments: Sequence[Named]) -> None:
        """Offer arguments to choose among."""
        self.argument.choices = choices(
            {"": _l("Choose an argument"), **named_arguments(arguments)}
        )

    standard_text = ""
    """What the chosen standard reply says, which counts where no other reply is written."""

    def offer(self, replies: Sequence[StandardReply]) -> None:
        """Offer standard replies to choose among, in each language that they are in."""
        texts = {
            f"{each.id}:{tag}": (f"{each.name} ({language_name(tag)})", text)
            for each in replies
            for tag, text in each.spoken
        }
        labels = {value: name for value, (name, _text) in texts.items()}
        self.standard.choices = choices({"": _l("None")} | labels)
        self.standard_text = texts.get(self.standard.data or "", ("", ""))[1]


class ThemeForm(Form):
    """The theme that one point is put under, or taken out of."""

    theme = LineField(
        _l("Theme"),
        validators=[DataRequired(_l("Write the name of a theme.")), AtMost(LONGEST_NAME)],
    )


class SaveFilterForm(Form):
    """A name for what the list is narrowed to."""

    name = LineField(
        _l("Name of the filter"),
        validators=[DataRequired(_l("Give the filter a name.")), AtMost(LONGEST_NAME)],
    )
    shared = BooleanField(_l("Show it to colleagues, too"))
