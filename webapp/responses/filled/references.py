"""Which section people mean when they write: section 4.2, Goal 1, or its title. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from webapp.drafts.blocks import BlockKind
from webapp.responses.filled.finds import ShownBlock, ShownSection

_NUMBER: Final = r"(\d{1,3}(?:\.\d{1,3})*)"
_NAMED: Final = re.compile(
    rf"\b(?:avsnitt(?:et)?|kapitel|kap\.?|punkt|rubrik|section|chapter|clause)\s+{_NUMBER}\b",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(rf"^\s*§?\s*{_NUMBER}[.):]?(?:\s|$)")
_ORDINAL: Final = re.compile(r"(\d{1,3})")
_KINDS: Final = (
    (re.compile(r"\b(?:figur|bild|diagram|figure|picture)", re.IGNORECASE), BlockKind.FIGURE),
    (re.compile(r"\b(?:tabell|table)", re.IGNORECASE), BlockKind.TABLE),
    (re.compile(r"\b(?:lista|list)\b", re.IGNORECASE), BlockKind.LIST),
)
_ALIKE: Final = 90.0
_MOST_WORDS: Final = 8
_LONGEST_LINE: Final = 120
_SHORTEST: Final = 6
"""A title of fewer letters is not looked for amid a sentence."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A section that is meant."""

    section: ShownSection
    is_heading: bool
    """Whether the line is a short one that does little but refer, as a heading is."""
    is_bare: bool = False
    """Whether it says nothing but the reference, so that nothing is lost without it."""


def find(line: str, row: Sequence[ShownSection]) -> Reference | None:
    """The section that a line refers to, by number, by what it is called or by its title."""
    said = " ".join(line.split())
    by_number = {section.number: section for section in row if section.number}
    title = _titled(said, row)
    if title is not None:
        return Reference(title, is_heading=True, is_bare=True)
    leading, named = _LEADING.match(said), _NAMED.search(said)
    for at in (named, leading if leading and "." in leading[1] else None):
        if at is not None and at[1] in by_number:
            return _reference(by_number[at[1]], said, at.span())
    return _called(said, row) or _mentioned(said, row)


def in_cell(cell: str, row: Sequence[ShownSection]) -> ShownSection | None:
    """The section that a cell of a table names, where a number alone is a section's."""
    leading = _LEADING.match(cell)
    if leading:
        return next((each for each in row if each.number == leading[1]), None)
    found = find(cell, row)
    return found.section if found else None


def block(cell: str, section: ShownSection) -> ShownBlock | None:
    """The paragraph, figure or table that a cell names by its number within the section."""
    number = _ORDINAL.search(cell)
    if number is None:
        return None
    kind = next((kind for pattern, kind in _KINDS if pattern.search(cell)), None)
    row = [each for each in section.blocks if kind is None or each.kind is kind]
    place = int(number[1]) - 1
    return row[place] if 0 <= place < len(row) else None


def _titled(said: str, row: Sequence[ShownSection]) -> ShownSection | None:
    bare = _LEADING.sub("", said).strip(" .:–-").casefold()
    if not bare:
        return None
    alike = [(fuzz.ratio(bare, each.title.casefold()), each) for each in row]
    score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= _ALIKE else None


def _called(said: str, row: Sequence[ShownSection]) -> Reference | None:
    """Goal 1, Strength area 4: the longest name that stands there, for 1.3 is not 1."""
    folded = said.casefold()
    found = [
        (name, each)
        for each in row
        for name in each.names
        if re.search(rf"(?<!\w){re.escape(name.casefold())}(?![\w.]*\d)", folded)
    ]
    if not found:
        return None
    name, section = max(found, key=lambda pair: len(pair[0]))
    start = folded.index(name.casefold())
    return _reference(section, said, (start, start + len(name)))


def _mentioned(said: str, row: Sequence[ShownSection]) -> Reference | None:
    """The title in quotation marks, or with a capital letter, somewhere in the line."""
    found = [
        each
        for each in row
        if len(each.title) >= _SHORTEST
        and re.search(rf"[”\"“»]{re.escape(each.title)}[”\"“«]", said, re.IGNORECASE)
    ]
    return Reference(found[0], is_heading=False) if len(found) == 1 else None


def _reference(section: ShownSection, said: str, span: tuple[int, int]) -> Reference:
    rest = f"{said[: span[0]]} {said[span[1] :]}".strip(" .:–-")
    is_line = not said.endswith((".", "?", "!")) and len(said) <= _LONGEST_LINE
    is_bare = not rest or fuzz.ratio(rest.casefold(), section.title.casefold()) >= _ALIKE
    return Reference(section, is_line and len(rest.split()) <= _MOST_WORDS, is_bare)
