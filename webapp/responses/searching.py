"""Finding words in a document that is read: where they stand, with a few words around. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

AROUND: Final = 90
"""Characters of the text that are shown on each side of what was found."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text that is searched: a section's title, or one of its blocks. `place` says where."""

    place: str
    section: int
    """Which section it is in, counted in the document."""
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch in which the words stand, and what is shown of it: each piece, found or not."""

    stretch: Stretch
    pieces: tuple[tuple[str, bool], ...]

    @property
    def words(self) -> str:
        """The first of what was found, as it stands there."""
        return next((text for text, found in self.pieces if found), "")


def search(stretches: Iterable[Stretch], asked: str) -> Iterator[Hit]:
    """The stretches with the words as they are asked for; where there are none, with all of them.

    Capitals make no difference. Words between quotation marks are looked for side by side only.
    """
    wanted = asked.strip().strip('"“”')
    if not wanted.strip():
        return
    everything = list(stretches)
    side_by_side = _pattern([wanted])
    found = [each for each in everything if side_by_side.search(each.text)]
    if found or wanted != asked.strip():
        yield from (_hit(each, side_by_side) for each in found)
        return
    words = wanted.split()
    any_word = _pattern(words)
    each_word = [_pattern([word]) for word in words]
    for each in everything:
        if all(pattern.search(each.text) for pattern in each_word):
            yield _hit(each, any_word)


def _pattern(wanted: Sequence[str]) -> re.Pattern[str]:
    forms = (r"\s+".join(map(re.escape, words.split())) for words in wanted)
    return re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)


def _hit(stretch: Stretch, pattern: re.Pattern[str]) -> Hit:
    first = pattern.search(stretch.text)
    at = first.start() if first else 0
    start = _word_start(stretch.text, max(0, at - AROUND))
    end = min(len(stretch.text), (first.end() if first else at) + AROUND)
    end = len(stretch.text) if end == len(stretch.text) else stretch.text.rfind(" ", at, end)
    end = max(end, first.end() if first else at)
    shown = stretch.text[start:end]
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    last = 0
    for match in pattern.finditer(shown):
        pieces += [(shown[last : match.start()], False), (match[0], True)]
        last = match.end()
    pieces += [(shown[last:], False), (" …" if end < len(stretch.text) else "", False)]
    return Hit(stretch, tuple(piece for piece in pieces if piece[0]))


def _word_start(text: str, place: int) -> int:
    """The place moved on to where a word begins."""
    return text.find(" ", place) + 1 if place and " " in text[place:] else place
