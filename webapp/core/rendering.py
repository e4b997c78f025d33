"""Turning messages, texts and moments into what a person reads, in that person's language.

The one door to Flask-Babel. Message ids are written in English; each feature has a catalogue of
its own, `translations/<language>/LC_MESSAGES/<feature>.po`. Dates and times are shown in
Europe/Stockholm. Works in a request and in a task alike.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

import css_inline
from babel.lists import format_list
from babel.numbers import format_decimal
from flask import g, has_app_context, render_template, url_for
from flask_babel import (
    force_locale,
    format_date,
    format_datetime,
    format_timedelta,
    get_locale,
    get_translations,
)
from flask_babel.speaklater import LazyString

from webapp.core import clock

__all__ = [
    "LANGUAGES",
    "TO_ONE",
    "Rendered",
    "address",
    "capitalised",
    "catalogue",
    "email",
    "first",
    "gettext",
    "language",
    "language_of",
    "lazy_gettext",
    "lazy_ngettext",
    "lazy_pgettext",
    "localised",
    "ngettext",
    "pgettext",
    "plain_line",
    "show_date",
    "show_moment",
    "show_number",
    "show_time_left",
    "speak_to_one",
    "spoken",
    "without_controls",
]

LANGUAGES: Mapping[str, str] = {"sv": "Svenska", "en": "English"}
"""The languages of the interface, by BCP 47 tag. The first is the default."""

DEFAULT_LANGUAGE = "sv"

TO_ONE = "to one person"
"""The context of a message as it is said to a private person, where that is not as to a body."""

_CATALOGUE = "yttra_catalogue"
"""Where `flask.g` keeps the catalogue that was found."""

_LANGUAGE = "yttra_language"
"""Where it keeps the tag of the language."""

_UNTRANSLATED = NullTranslations()

_GROUPED = 1_000
"""The least number whose digits are written in groups."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail's words, ready to be put in a message."""

    subject: str
    text: str
    html: str


class _ToOne(NullTranslations):
    """The messages as they are said to a private person, where they differ; else as to all."""

    def __init__(self, said: NullTranslations) -> None:
        super().__init__()
        self._said = said
        self.pgettext = said.pgettext  # type: ignore[method-assign]  # as it is

    def gettext(self, message: str) -> str:
        """The message to one, which the catalogue has in a context of its own."""
        words = self._said.pgettext(TO_ONE, message)
        return self._said.gettext(message) if words == message else words

    def ngettext(self, one: str, many: str, num: int) -> str:
        """As `gettext`, for a message with a number."""
        words = self._said.npgettext(TO_ONE, one, many, num)
        return self._said.ngettext(one, many, num) if words in {one, many} else words


def language() -> str:
    """The BCP 47 tag of the language now spoken. It is asked hundreds of times for a page."""
    if not has_app_context():
        return _language()
    found: str | None = g.get(_LANGUAGE)
    if found is None:
        found = _language()
        setattr(g, _LANGUAGE, found)
    return found


def _language() -> str:
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT_LANGUAGE


def catalogue() -> NullTranslations:
    """The messages of the language now spoken.

    They are found once for each request or task, because a page looks up hundreds of words.
    """
    if not has_app_context():
        return _UNTRANSLATED
    found: NullTranslations | None = g.get(_CATALOGUE)
    if found is None:
        found = get_translations()
        setattr(g, _CATALOGUE, found)
    return found


def gettext(message: str, **values: object) -> str:
    """`message` in the language now spoken, with `values` in their places (`%(name)s`)."""
    text = catalogue().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """`one` or `many`, whichever `num` asks for, in the language now spoken."""
    return catalogue().ngettext(one, many, num) % {"num": num, **values}


def pgettext(context: str, message: str, **values: object) -> str:
    """As `gettext`, for a message that means different things in different contexts."""
    text = catalogue().pgettext(context, message)
    return text % values if values else text


def lazy_gettext(message: str, **values: object) -> LazyString:
    """As `gettext`, spoken when it is shown and not before."""
    return LazyString(gettext, message, **values)


def lazy_ngettext(one: str, many: str, num: int, **values: object) -> LazyString:
    """As `ngettext`, spoken when it is shown and not before."""
    return LazyString(ngettext, one, many, num, **values)


def lazy_pgettext(context: str, message: str, **values: object) -> LazyString:
    """As `pgettext`, spoken when it is shown and not before."""
    return LazyString(pgettext, context, message, **values)


def first(texts: Mapping[str, str]) -> str:
    """The text in the language that it was first written in: for the trail, which has one."""
    return next(iter(texts.values()), "")


def address(endpoint: str, **values: Any) -> str:
    """The full public address of a page, for e-mails and documents."""
    return url_for(endpoint, _external=True, **values)


@contextmanager
def spoken(tag: str, *, to_one: bool = False) -> Iterator[None]:
    """Speak the language `tag` within the block, or Swedish where it is not one of ours.

    `to_one`: to a private person and not to a body, which in Swedish is *du* and not *ni*.
    """
    kept = (_CATALOGUE, _LANGUAGE) if has_app_context() else ()
    former = {name: g.pop(name, None) for name in kept}
    try:
        with force_locale(tag if tag in LANGUAGES else DEFAULT_LANGUAGE):
            if to_one and kept:
                setattr(g, _CATALOGUE, _ToOne(get_translations()))
            yield
    finally:
        for name in kept:
            setattr(g, name, former[name])


def speak_to_one() -> None:
    """For the rest of this request, say what is said to a private person and not to a body."""
    setattr(g, _CATALOGUE, _ToOne(get_translations()))


def language_of(texts: Mapping[str, str] | None, tag: str | None = None, source: str = "") -> str:
    """The language to show a text in: `tag` (now spoken, if None), else that of its `source`.

    Where there is no text in these, Swedish, else any in which there is one; nothing if none.
    """
    if not texts:
        return ""
    tag = tag or language()
    if texts.get(tag):
        return tag
    written = [each for each, text in texts.items() if text]
    wanted = (tag, source, DEFAULT_LANGUAGE, *written)
    return next((each for each in wanted if each in written), "")


def localised(texts: Mapping[str, str] | None, tag: str | None = None, source: str = "") -> str:
    """The text, in the language that `language_of` finds for it."""
    return (texts or {}).get(language_of(texts, tag, source), "")


def capitalised(text: object) -> str:
    """The text with its first letter as a capital, and the others as they are: Ume Sámi."""
    words = str(text)
    return words[:1].upper() + words[1:]


def listed(names: Sequence[str]) -> str:
    """Names in a row, as one says them: Anna, Bo och Cia."""
    return format_list(list(names), locale=language())


def show_moment(moment: datetime | None, form: str = "d MMMM y HH:mm") -> str:
    """Day and time in Stockholm, in words: `24 december 2026 15:00`."""
    return format_datetime(clock.local(moment), form, rebase=False) if moment else ""


def show_date(day: date | datetime | None, form: str = "d MMMM y") -> str:
    """A day in words: `24 december 2026`. A moment gives its day in Stockholm."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    return format_date(day, form, rebase=False) if day else ""


def show_number(value: float) -> str:
    """A number with the language's own separators."""
    if isinstance(value, int) and 0 <= value < _GROUPED:
        return str(int(value))  # As most are, thousands on a page of figures.
    return _number(value, language())


@lru_cache(maxsize=10_000)
def _number(value: float, tag: str) -> str:
    return str(format_decimal(value, locale=tag))


def show_time_left(moment: datetime) -> str:
    """How long it is to `moment`, or since it, in words."""
    return str(format_timedelta(moment - clock.now(), add_direction=True))


def without_controls(text: str) -> str:
    """`text` without the control and direction characters that no person types."""
    return _CONTROLS.sub("", text)


def plain_line(text: str) -> str:
    """`text` on one line, without control and direction characters, for names and subjects."""
    return " ".join(without_controls(text).split())


def email(template: str, *, context: Mapping[str, Any]) -> Rendered:
    """Render the three templates of the e-mail `template` (`<feature>/emails/<name>`)."""
    return Rendered(
        subject=plain_line(render_template(f"{template}.subject.txt", **context)),
        text=render_template(f"{template}.txt", **context).strip() + "\n",
        html=css_inline.inline(render_template(f"{template}.html", **context)),
    )
