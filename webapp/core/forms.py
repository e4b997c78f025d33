"""What every form shares: cleaned text, error sentences next to their field, and safe attempts."""

import re
import uuid
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from enum import StrEnum
from functools import cache
from gettext import NullTranslations
from typing import Any, TypeVar

from babel.support import Translations
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.i18n import messages_path
from wtforms.validators import ValidationError
from wtforms.widgets import Select, html_params

from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import language, plain_line, without_controls
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.transactions import rollback
from webapp.core.web import is_autosave

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Ends of lines as they are pasted out of browsers, word processors and PDF files."""

Outcome = TypeVar("Outcome")
State = TypeVar("State", bound=StrEnum)


def clean_line(value: str | None) -> str:
    """One line: no control or direction characters, white space folded."""
    return plain_line(value or "")


def clean_text(value: str | None) -> str:
    """A text: Unix line ends, no control or direction characters, no white space around it."""
    return without_controls(_LINE_ENDS.sub("\n", value or "")).strip()


def choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """The options of a field: what is sent, and the label that people read."""
    return [SelectChoice(str(value), label) for value, label in labels.items()]


def member(states: type[State], value: str | None) -> State | None:
    """The state that a choice in an address or a form names, or None."""
    try:
        return states(value or "")
    except ValueError:
        return None


def identifier(value: uuid.UUID | str | None) -> uuid.UUID | None:
    """The identifier in an address or a form, or None; also what a field of identifiers coerces."""
    if isinstance(value, uuid.UUID):
        return value
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


class LineField(StringField):
    """A field for one line of text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As `StringField`, with the line cleaned on the way in."""
        super().__init__(*args, filters=[clean_line, *kwargs.pop("filters", [])], **kwargs)


class TextField(TextAreaField):
    """A field for a text of several lines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As `TextAreaField`, with the text cleaned on the way in."""
        super().__init__(*args, filters=[clean_text, *kwargs.pop("filters", [])], **kwargs)


class AtMost:
    """A validator: at most `limit` characters. The sentence says how many were typed.

    `advice`: a sentence about what to do instead, where it cannot be written shorter.
    """

    def __init__(self, limit: int, *, advice: object = "") -> None:
        self.limit = limit
        self.advice = advice

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise a ValidationError where the field holds more."""
        length = len(field.data or "")
        if length > self.limit:
            told = _l(
                "This is %(length)s characters long. It can be at most %(limit)s.",
                length=length,
                limit=self.limit,
            )
            raise ValidationError(f"{told} {self.advice}".strip())


class _Options(Select):
    """WTForms' own, but quicker for options without attributes, of which a page may have 400."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        """The list as HTML."""
        if field.has_groups():
            return Markup(super().__call__(field, **kwargs))  # noqa: S704 - WTForms' own
        flags = {name: getattr(field.flags, name) or False for name in self.validation_attrs}
        told = html_params(name=field.name, **{"id": field.id, **flags, **kwargs})
        options = "".join(self.render_option(each) for each in field.iter_choices())
        return Markup(f"<select {told}>{options}</select>")  # noqa: S704 - each part is escaped

    @classmethod
    def render_option(cls, choice: SelectChoice, **kwargs: Any) -> str:
        """The option as HTML."""
        if choice.render_kw or kwargs:
            return str(super().render_option(choice, **kwargs))
        chosen = " selected" if choice.selected else ""
        label = escape(choice.label or choice.value)
        return f'<option{chosen} value="{escape(choice.value)}">{label}</option>'


_OPTIONS = _Options()


@cache
def _own_sentences(tag: str) -> NullTranslations:
    found: NullTranslations = Translations.load(messages_path(), [tag], domain="wtforms")
    return found


class Form(FlaskForm):
    """Every form of the product."""

    class Meta:
        """What WTForms is told."""

        def get_translations(self, _form: FlaskForm) -> NullTranslations:
            """WTForms' own sentences in the language now spoken, read from their file once."""
            return _own_sentences(language())

        def bind_field(self, form: FlaskForm, unbound: Any, options: dict[str, Any]) -> Field:
            """As WTForms binds it; a list to choose from is written quicker."""
            field: Field = unbound.bind(form=form, **options)
            if type(field.widget) is Select and not field.widget.multiple:
                field.widget = _OPTIONS
            return field

    def attempt(self, action: Callable[[], Outcome]) -> Outcome | None:
        """Do `action`; if a rule stops it, undo it, keep what was typed and show the sentence.

        Returns what `action` returned, or None where a `DomainError` was raised, whose
        sentence then stands at its field, or above the form where it names no field.

        A page that saves by itself does nothing else in its request, and shows no page after it:
        there all of it is undone, so that no savepoint is needed.
        """
        alone = is_autosave()
        try:
            with nullcontext() if alone else session.begin_nested():
                return action()
        except DomainError as error:
            if alone:
                rollback()
            self.blame(error)
            return None

    def blame(self, error: DomainError) -> None:
        """Put the sentence of `error` at its field, or above the form."""
        field = self._fields.get(error.field) if error.field else None
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]


class KeyedForm(Form):
    """A form that makes one thing, however often it is sent."""

    key = HiddenField()

    def made_key(self) -> uuid.UUID:
        """The identifier of what it makes."""
        return identifier(self.key.data) or uuid7()
