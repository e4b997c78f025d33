"""The report's fixed words in its reader's language: states, dates and counts.

A compiler knows no request, so its words come from a catalogue it is given. Any
`gettext.NullTranslations` will do; the plain one gives the English message ids themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from webapp.reports.outline import Decision, PointKind, RoundKind
from webapp.reports.participation import Outcome, Position

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def N_(message: str) -> str:  # noqa: N802 - the name that Babel's extraction looks for
    """Marks a message for translation where it cannot yet be translated."""
    return message


POSITIONS: Mapping[Position, str] = {
    Position.ENDORSE: N_("Endorses"),
    Position.ENDORSE_IN_PART: N_("Endorses in part"),
    Position.NEITHER: N_("Neither endorses nor opposes"),
    Position.OPPOSE: N_("Opposes"),
    Position.NO_COMMENTS: N_("Has no comments"),
    Position.ABSTAIN: N_("Abstains"),
    Position.NOT_STATED: N_("Position not stated"),
}

DECISIONS: Mapping[Decision, str] = {
    Decision.ACCOMMODATED: N_("Accommodated"),
    Decision.PARTLY: N_("Accommodated in part"),
    Decision.NOT_ACCOMMODATED: N_("Not accommodated"),
    Decision.NOTED: N_("Noted"),
    Decision.OUT_OF_SCOPE: N_("Outside the scope"),
    Decision.UNASSESSED: N_("Not yet assessed"),
}

KINDS: Mapping[PointKind, str] = {
    PointKind.GENERAL: N_("General"),
    PointKind.TECHNICAL: N_("Technical"),
    PointKind.EDITORIAL: N_("Editorial"),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FINAL: N_("Answered"),
    Outcome.PRELIMINARY: N_("Answered, preliminary"),
    Outcome.NO_COMMENTS: N_("Has no comments"),
    Outcome.ABSTAINED: N_("Abstained from answering"),
    Outcome.NO_ANSWER: N_("Did not answer"),
}

ROUNDS: Mapping[RoundKind, str] = {
    RoundKind.QUESTIONS: N_("Early questions"),
    RoundKind.DIALOGUE: N_("Dialogue"),
    RoundKind.REMISS: N_("Consultation"),
    RoundKind.SECOND_REMISS: N_("Second consultation"),
}

LABELS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Position: POSITIONS,
    Decision: DECISIONS,
    PointKind: KINDS,
    Outcome: OUTCOMES,
    RoundKind: ROUNDS,
}


def _locale(language: str) -> Locale:
    """The locale for dates: British for English, and Swedish where a tag is unknown."""
    if language.split("-", maxsplit=1)[0] == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("sv", "SE")


@dataclass(frozen=True)
class Wording:
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

    def label(self, state: StrEnum | None) -> str:
        """What a state is called; nothing for None."""
        return "" if state is None else self.gettext(LABELS[type(state)][state])

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
        local = value.astimezone(STOCKHOLM)
        clock = format_datetime(local, "HH:mm", locale=self.locale)
        _ = self.gettext
        return _("%(date)s at %(clock)s") % {"date": self.date(local.date()), "clock": clock}

    def exact_moment(self, value: datetime) -> str:
        """A day and time of day in Swedish time, to the second and with its time zone."""
        local = value.astimezone(STOCKHOLM)
        clock = format_datetime(local, "HH:mm:ss (zzzz, 'UTC'xxx)", locale=self.locale)
        _ = self.gettext
        return _("%(date)s at %(clock)s") % {"date": self.date(local.date()), "clock": clock}

    def listed(self, names: list[str]) -> str:
        """Names joined as a sentence has them: one, two and three."""
        if len(names) < 2:  # noqa: PLR2004 - a pair is two
            return "".join(names)
        _ = self.gettext
        return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
