"""Turning messages, texts and moments into what a person reads, in that person's language.

The one door to Flask-Babel. Message ids are written in English; each feature has a catalogue of
its own, `translations/<language>/LC_MESSAGES/<feature>.po`. Dates and times are shown in
Europe/Stockholm. Works in a request and in a task alike.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations
from typing import Any

import css_inline
from flask import render_template, url_for
from flask_babel import (
    force_locale,
    format_date,
    format_datetime,
    format_decimal,
    format_timedelta,
    get_locale,
    get_translations,
    gettext,
    lazy_gettext,
    lazy_ngettext,
    lazy_pgettext,
    ngettext,
    pgettext,
)

from webapp.core import clock

__all__ = [
    "LANGUAGES",
    "Rendered",
    "address",
    "catalogue",
    "email",
    "gettext",
    "language",
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
    "spoken",
]

LANGUAGES: Mapping[str, str] = {"sv": "Svenska", "en": "English"}
"""The languages of the interface, by BCP 47 tag. The first is the default."""

DEFAULT_LANGUAGE = "sv"

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail's words, ready to be put in a message."""

    subject: str
    text: str
    html: str


def language() -> str:
    """The BCP 47 tag of the language now spoken."""
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT_LANGUAGE


def catalogue() -> NullTranslations:
    """The messages of the language now spoken, for documents that no page renders."""
    found: NullTranslations = get_translations()
    return found


def address(endpoint: str, **values: Any) -> str:
    """The full public address of a page, for e-mails and documents."""
    return url_for(endpoint, _external=True, **values)


@contextmanager
def spoken(tag: str) -> Iterator[None]:
    """Speak the language `tag` within the block, or Swedish where it is not one of ours."""
    with force_locale(tag if tag in LANGUAGES else DEFAULT_LANGUAGE):
        yield


def localised(texts: Mapping[str, str] | None, tag: str | None = None) -> str:
    """The text in the language `tag` (now spoken, if None), else in Swedish, else in any."""
    if not texts:
        return ""
    for candidate in (tag or language(), DEFAULT_LANGUAGE):
        if texts.get(candidate):
            return texts[candidate]
    return next((text for text in texts.values() if text), "")


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
    return str(format_decimal(value))


def show_time_left(moment: datetime) -> str:
    """How long it is to `moment`, or since it, in words."""
    return str(format_timedelta(moment - clock.now(), add_direction=True))


def plain_line(text: str) -> str:
    """`text` on one line, without control and direction characters, for names and subjects."""
    return " ".join(_CONTROLS.sub("", text).split())


def email(template: str, *, context: Mapping[str, Any]) -> Rendered:
    """Render the three templates of the e-mail `template` (`<feature>/emails/<name>`)."""
    return Rendered(
        subject=plain_line(render_template(f"{template}.subject.txt", **context)),
        text=render_template(f"{template}.txt", **context).strip() + "\n",
        html=css_inline.inline(render_template(f"{template}.html", **context)),
    )
