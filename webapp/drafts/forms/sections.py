"""Forms for writing in a section."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import IntegerField, SelectField
from wtforms.widgets import HiddenInput

from webapp.core.database import Localised
from webapp.core.forms import AtMost, Form, LineField, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import ngettext
from webapp.drafts import blocks, labels, writing
from webapp.drafts.blocks import BlockKind, BlockText
from webapp.drafts.merging import Choice
from webapp.drafts.models import Section, SectionKind
from webapp.drafts.saving import Entry
from webapp.drafts.service import Ways

LONGEST_TITLE = 300
LONGEST_TEXT = 200_000


class SectionForm(Form):
    """A section: its kind, and a title and a text in each language of the document.

    Made by `section_form`, which knows the languages.
    """

    languages: Sequence[str] = ()

    revision = IntegerField(widget=HiddenInput(), default=0)
    kind = SelectField(
        _l("Kind of section"),
        choices=choices({kind.value: label for kind, label in labels.KINDS.items()}),
        default=SectionKind.PLAIN.value,
    )

    def title(self, tag: str) -> Any:
        """The field for the title in a language."""
        return self[f"title_{tag}"]

    def text(self, tag: str) -> Any:
        """The field for the text in a language."""
        return self[f"text_{tag}"]

    def describes_figures(self) -> bool:
        """Say whether each figure says what it shows or that it is decorative; else complain."""
        for field in map(self.text, self.languages):
            lacking = [p for p in blocks.split(field.data or "") if _lacks_alternative(p)]
            if lacking:
                field.errors = [*field.errors, _undescribed(len(lacking))]
        return not self.errors

    def entry(self) -> Entry:
        """What was typed."""
        return Entry(
            titles={tag: self.title(tag).data or "" for tag in self.languages},
            texts={tag: self.text(tag).data or "" for tag in self.languages},
            kind=SectionKind(self.kind.data),
            revision=self.revision.data or 0,
        )


def section_form(languages: Sequence[str], section: Section | None = None) -> SectionForm:
    """The form for a section in `languages`, filled with what `section` says."""
    fields: dict[str, Any] = {"languages": tuple(languages)}
    for tag in languages:
        name = labels.language_name(tag)
        fields[f"title_{tag}"] = LineField(
            _l("Title (%(language)s)", language=name), [AtMost(LONGEST_TITLE)]
        )
        fields[f"text_{tag}"] = TextField(
            _l("Text (%(language)s)", language=name), [AtMost(LONGEST_TEXT)]
        )
    made: type[SectionForm] = type("SectionForm", (SectionForm,), fields)
    return made(data=_typed(section, languages) if section else None)


def _typed(section: Section, languages: Sequence[str]) -> Localised:
    said: dict[str, Any] = {"kind": section.kind.value, "revision": section.revision}
    for tag in languages:
        said[f"title_{tag}"] = section.title.get(tag, "")
        said[f"text_{tag}"] = writing.whole_text(section, tag)
    return said


def _lacks_alternative(part: BlockText) -> bool:
    return part.kind is BlockKind.FIGURE and blocks.lacks_alternative(part.text)


def _undescribed(count: int) -> str:
    return ngettext(
        "%(num)s figure does not say what it shows. Describe it in words, or say that it is "
        "decorative.",
        "%(num)s figures do not say what they show. Describe them in words, or say that they are "
        "decorative.",
        count,
    )


def ways_chosen() -> Ways:
    """The ways out of conflicts that the form at hand carries: fields `choice-<conflict>`."""
    chosen = {
        name.removeprefix("choice-"): Choice(value)
        for name, value in request.form.items()
        if name.startswith("choice-") and value in set(Choice)
    }
    return Ways(request.form.get("seen", 0, type=int), chosen)
