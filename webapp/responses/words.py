"""Fixed words, numbers and times in a reader's language, for documents that no page renders.

Documents are compiled where there is no request, so their words come from a catalogue they are
given. Any `gettext.NullTranslations` will do; the plain one gives the English message ids.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@cache
def _locale(language: str) -> Locale:
    """The locale for dates: British for English, and Swedish where a tag is unknown."""
    if language.split("-", maxsplit=1)[0] == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("sv", "SE")


@dataclass(frozen=True)
class Words:
    """Words in one language, given as a BCP 47 tag, from one catalogue."""

    language: str
    translations: NullTranslations = field(default_factory=NullTranslations)

    @property
    def locale(self) -> Locale:
        """The locale that dates and numbers are written in."""
        return _locale(self.language)

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The message for `count`, which is filled in as `%(num)s`."""
        text = self.translations.ngettext(singular, plural, count)
        return text % {"num": self.number(count)}

    def number(self, value: int) -> str:
        """A whole number, grouped as the language does."""
        return format_decimal(value, locale=self.locale)

    def date(self, value: date) -> str:
        """A day, such as 14 november 2026."""
        return format_date(value, format="long", locale=self.locale)

    def day(self, value: datetime) -> str:
        """The day in Sweden, short (ISO 8601), for tables."""
        return value.astimezone(STOCKHOLM).date().isoformat()

    def moment(self, value: datetime) -> str:
        """A day and time of day in Swedish time, to the minute."""
        return self._at(value, "HH:mm")

    def exact_moment(self, value: datetime) -> str:
        """A day and time of day in Swedish time, to the second and with its time zone."""
        return self._at(value, "HH:mm:ss (zzzz, 'UTC'xxx)")

    def _at(self, value: datetime, pattern: str) -> str:
        local = value.astimezone(STOCKHOLM)
        clock = format_datetime(local, pattern, locale=self.locale)
        _ = self.gettext
        return _("%(date)s at %(clock)s") % {"date": self.date(local.date()), "clock": clock}
