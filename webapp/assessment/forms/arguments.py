"""The forms of arguments: what one says, where it stands, the answer to it, and its points."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired

from webapp.assessment.arguing import Asked, Grouping, Named
from webapp.assessment.forms.sharing import SharedForm
from webapp.assessment.forms.workbench import LONGEST_NAME, LONGEST_SEARCH, named_arguments
from webapp.assessment.labels import DECISIONS
from webapp.assessment.models import Argument, Decision, Theme
from webapp.assessment.service import (
    LONGEST_REPLY,
    LONGEST_SUMMARY,
    LONGEST_VIEW,
    Summed,
    Verdict,
    said_of,
    standing,
)
from webapp.assessment.statuses import Choice
from webapp.core.forms import (
    AtMost,
    Form,
    KeyedForm,
    LineField,
    TextField,
    choices,
    clean_line,
    identifier,
    member,
)
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts.models import Section


def named_sections(sections: Collection[Section]) -> dict[str, str]:
    """Sections to choose among: their keys, with number and title."""
    return {str(each.key): f"{each.number} {localised(each.title)}".strip() for each in sections}


class ArgumentForm(SharedForm, KeyedForm):
    """What an argument says; for a new one also where it stands, and the points it is made of."""

    view_sv = LineField(_l("What they say, in Swedish"), validators=[AtMost(LONGEST_VIEW)])
    view_en = LineField(_l("What they say, in English"), validators=[AtMost(LONGEST_VIEW)])
    summary_sv = TextField(_l("Their reasons, in Swedish"), validators=[AtMost(LONGEST_SUMMARY)])
    summary_en = TextField(_l("Their reasons, in English"), validators=[AtMost(LONGEST_SUMMARY)])
    section = SelectField(_l("Section"), validate_choice=True)
    theme = LineField(_l("Theme"), validators=[AtMost(LONGEST_NAME)])
    points = SelectMultipleField(coerce=identifier, validate_choice=False)
    out_of = HiddenField()
    """The argument that the points are taken out of, where there is one."""

    @classmethod
    def new(
        cls, sections: Sequence[Section], section: object = "", **kwargs: Any
    ) -> "ArgumentForm":
        """A form for a new one, in a section that is likely."""
        form = cls(data={"section": section}, **kwargs)
        form.section.choices = choices(
            {"": _l("The document as a whole"), **named_sections(sections)}
        )
        form.key.data = str(form.made_key())
        return form

    @classmethod
    def of(cls, argument: Argument) -> "ArgumentForm":
        """The form with what the argument says."""
        form = cls(data=said_of(argument))
        del form.section
        if not form.is_submitted():
            form.remember()
        return form

    def summed(self) -> Summed:
        """What is written."""
        return Summed(
            view={"sv": self.view_sv.data or "", "en": self.view_en.data or ""},
            summary={"sv": self.summary_sv.data or "", "en": self.summary_en.data or ""},
            theme=self.theme.data or "",
        )


class AnswerForm(SharedForm):
    """The authority's answer to an argument."""

    decision = RadioField(
        _l("Decision"),
        choices=choices(DECISIONS),
        validators=[InputRequired(_l("Choose a decision."))],
    )
    reply = TextField(_l("Reply with reasons"), validators=[AtMost(LONGEST_REPLY)])

    @classmethod
    def of(cls, argument: Argument) -> "AnswerForm":
        """The form with what is decided so far."""
        form = cls(formdata=None, data=standing(argument))
        form.remember()
        return form

    def verdict(self) -> Verdict:
        """What the officer decided."""
        return Verdict(Decision(self.decision.data), self.reply.data or "")


class PlaceForm(Form):
    """A section that an argument is to stand in, too."""

    section = SelectField(_l("Let it stand in this section, too"), validate_choice=True)

    @classmethod
    def among(cls, sections: Sequence[Section], **kwargs: Any) -> "PlaceForm":
        """The form with the sections to choose among."""
        form = cls(**kwargs)
        form.section.choices = choices({"": _l("Choose a section"), **named_sections(sections)})
        return form


class LinkPointForm(Form):
    """The argument that sums up one point."""

    argument = SelectField(_l("Argument"), validate_choice=False)

    @classmethod
    def among(cls, arguments: Sequence[Named], **kwargs: Any) -> "LinkPointForm":
        """The form with the arguments to choose among."""
        form = cls(**kwargs)
        form.argument.choices = choices(
            {"": _l("Choose an argument"), **named_arguments(arguments)}
        )
        return form


class MergeForm(LinkPointForm):
    """The argument that another becomes a part of."""


class TickForm(Form):
    """The points that are ticked in an argument's list or among those found."""

    points = SelectMultipleField(coerce=identifier, validate_choice=False)
    after = HiddenField()

    def ticked(self) -> list[uuid.UUID]:
        """Which they are."""
        return [each for each in self.points.data or [] if each]


class _Address(Form):
    """What stands in an address, so that it can be shared."""

    class Meta(Form.Meta):
        """A filter is a GET and changes nothing."""

        csrf = False

    def take(self, asked: Mapping[str, Any]) -> None:
        """Fill in what the address asks for; what it does not know counts as all."""
        for field in self:
            wanted = clean_line(str(asked.get(field.name) or ""))[:LONGEST_SEARCH]
            field.id = f"by-{field.name}"
            known = {str(each.value) for each in getattr(field, "choices", None) or []}
            field.data = wanted if not known or wanted in known else ""

    def address(self) -> dict[str, str]:
        """What the address says, for links to other pages of the list."""
        return {field.name: str(field.data) for field in self if field.data}


class ArgumentsForm(_Address):
    """What the list of arguments is narrowed to, and how it is put in groups."""

    q = SearchField(_l("Words in the arguments"))
    section = SelectField(_l("Section"), validate_choice=False)
    theme = SelectField(_l("Theme"), validate_choice=False)
    by = SelectField(_l("Grouped by"), validate_choice=False)

    @classmethod
    def of(
        cls, asked: Mapping[str, Any], sections: Collection[Section], themes: Sequence[Theme]
    ) -> "ArgumentsForm":
        """The form with what the address asks for."""
        form = cls(formdata=None)
        every = {"": _l("All")}
        form.section.choices = choices(every | named_sections(sections))
        form.theme.choices = choices(every | {str(each.id): each.name for each in themes})
        form.by.choices = choices({"": _l("Section"), Grouping.THEME: _l("Theme")})
        form.take(asked)
        return form

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.q.data or self.section.data or self.theme.data)

    def asked(self) -> Asked:
        """What is asked for."""
        return Asked(
            words=self.q.data or "",
            section=identifier(self.section.data),
            theme=identifier(self.theme.data),
        )

    def grouping(self) -> Grouping:
        """How the list is put in groups."""
        return member(Grouping, self.by.data) or Grouping.SECTION


class FindPointsForm(_Address):
    """The points to look for that an argument may sum up."""

    q = SearchField(_l("Words in the points"))
    part = SelectField(_l("Part"), validate_choice=False)
    sender = SearchField(_l("Sender"))

    @classmethod
    def of(cls, asked: Mapping[str, Any], parts: Mapping[str, object]) -> "FindPointsForm":
        """The form with what the address asks for."""
        form = cls(formdata=None)
        form.part.choices = choices({"": _l("All"), **parts})
        form.take(asked)
        return form

    def choice(self) -> Choice:
        """What is asked for."""
        return Choice(
            words=self.q.data or "", sender=self.sender.data or "", part=self.part.data or ""
        )
