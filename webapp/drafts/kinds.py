"""What kind of section a heading announces, guessed when a file is read. A writer can change it."""

import re
from collections.abc import Sequence
from typing import Final

from webapp.drafts.models import SectionKind

# A heading that names one thing of its kind: “Mål 1: …”, “Vision 2034”, “Styrkeområde: …”.
_ONE: Final = {
    SectionKind.VISION: r"((vår|our|the)\s+)?vision(en)?(\s+(för|for|\d{4})\b.*|\s*:.*)?$",
    SectionKind.GOAL: r"(övergripande\s+|overall\s+)?(delmål|mål|goal|objective)\s*(\d|:|[A-Z]\b)",
    SectionKind.MEASURE: r"(insats|åtgärd|measure|action)\s*(\d|:|[A-Z]\b)",
    SectionKind.STRENGTH_AREA: (
        r"(styrkeområde|specialiseringsområde|strength area|area of strength)\b"
    ),
    SectionKind.INDICATOR: r"(indikator|indicator)\s*(\d|:|[A-Z]\b)",
}
_ONE_RE: Final = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ONE.items()}

# A heading that gathers several: what stands directly under it is one of them.
_SEVERAL: Final = {
    SectionKind.STRENGTH_AREA: re.compile(
        r"(\w+\s+)?(styrkeområden|specialiseringsområden|strength areas|areas of strength)$",
        re.IGNORECASE,
    ),
    SectionKind.INDICATOR: re.compile(r"(indikatorer|indicators)$", re.IGNORECASE),
    SectionKind.MEASURE: re.compile(r"(insatser|åtgärder|measures|actions)$", re.IGNORECASE),
}
_MEASURES_UNDER: Final = re.compile(r"\b(insatser|åtgärder|measures|actions)\b", re.IGNORECASE)


def guess(path: Sequence[str]) -> SectionKind:
    """What kind of section a heading is, given the titles from the top down to its own."""
    *above, title = path
    for kind, pattern in _ONE_RE.items():
        if pattern.match(title):
            return kind
    if not above:
        return SectionKind.PLAIN
    for kind, pattern in _SEVERAL.items():
        if pattern.match(above[-1]):
            return kind
    under_goal = _ONE_RE[SectionKind.GOAL].match(above[-1])
    in_chapter = any(_MEASURES_UNDER.search(each) for each in above[:-1])
    return SectionKind.MEASURE if under_goal and in_chapter else SectionKind.PLAIN
