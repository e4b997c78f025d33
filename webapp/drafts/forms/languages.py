"""Forms for translating a section, and for the languages of a document."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields import HiddenField

from webapp.core.forms import AtMost, Form, LineField, TextField, choices
from webapp.core.rendering import capitalised
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels, translation
from webapp.drafts.forms.sections import LONGEST_TEXT, LONGEST_TITLE
from webapp.drafts.models import Document, Section
from webapp.drafts.service import Translated, Typed


class TranslationForm(Form):
    """A section in one language: its title, and a text for each of its blocks.

    Made by `translation_form`, which knows the blocks.
    """

    keys: Sequence[uuid.UUID] = ()

    title = LineField(_l("Title"), [AtMost(LONGEST_TITLE)])

    def text(self, key: uuid.UUID) -> Any:
        """The field for a block's text."""
        return self[f"text-{key}"]

    def holds(self, key: uuid.UUID) -> Any:
        """The field that says that a block's translation holds though its source has changed."""
        return self[f"holds-{key}"]

    def seen(self, key: uuid.UUID) -> Any:
        """The hidden field with the mark of the translation that was shown."""
        return self[f"seen-{key}"]

    def translated(self, tag: str) -> Translated:
        """What was typed, in the language `tag`."""
        blocks = {
            key: Typed(
                self.text(key).data or "", self.seen(key).data or "", holds=self.holds(key).data
            )
            for key in self.keys
        }
        return Translated(tag, self.title.data or "", blocks)

    def see(self, section: Section, tag: str) -> None:
        """Let what was typed be saved over what the blocks say now.

        A field that was left alone shows what its block says now.
        """
        for block in section.blocks:
            text, seen = self.text(block.key), self.seen(block.key)
            current = block.text.get(tag, "")
            if translation.mark(text.data or "") == seen.data:
                text.data, text.raw_data = current, None
            seen.data, seen.raw_data = translation.mark(current), None


def translation_form(section: Section, tag: str) -> TranslationForm:
    """The form for a section in the language `tag`, filled with what it says."""
    keys = tuple(block.key for block in section.blocks)
    fields: dict[str, Any] = {"keys": keys}
    data: dict[str, Any] = {"title": section.title.get(tag, "")}
    for block in section.blocks:
        text = block.text.get(tag, "")
        fields[f"text-{block.key}"] = TextField(_l("Translation"), [AtMost(LONGEST_TEXT)])
        fields[f"holds-{block.key}"] = BooleanField(_l("The translation still holds"))
        fields[f"seen-{block.key}"] = HiddenField()
        data[f"text-{block.key}"], data[f"seen-{block.key}"] = text, translation.mark(text)
    made: type[TranslationForm] = type("TranslationForm", (TranslationForm,), fields)
    return made(data=data)


class LanguagesForm(Form):
    """The language that the others are translated from, and one to add."""

    source = SelectField(_l("The others are translated from"))
    add = LineField(_l("Add a language"), [AtMost(35)])


def languages_form(document: Document) -> LanguagesForm:
    """The form with the languages of a document."""
    form = LanguagesForm(data={"source": document.source_language})
    names = {tag: capitalised(labels.language_name(tag)) for tag in document.languages}
    form.source.choices = choices(names)
    return form
