"""What differs between two wordings of a text, by word. Pure.

The differences are those of Myers' algorithm (An O(ND) Difference Algorithm, 1986) over words,
spaces and punctuation, tidied so that a lone comma that happens to be the same does not cut a
rewritten clause in two.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_SURROGATES: Final = range(0xD800, 0xE000)
_AT_ONCE: Final = 4_000_000
"""Where the words of both texts multiplied are no more, all is compared at once: much faster."""


class Fate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both wordings, in the former alone, or in the later alone."""

    fate: Fate
    text: str


_FATES: Final = {-1: Fate.GONE, 0: Fate.SAME, 1: Fate.NEW}


def words(old: str, new: str) -> list[Piece]:
    """The pieces in order. Those that are not new make up `old`, those that are not gone `new`."""
    if old == new:
        return [Piece(Fate.SAME, old)] if old else []
    signs = _Signs()
    tool = diff_match_patch()
    tool.Diff_Timeout = 0
    was, became = signs.encode(old), signs.encode(new)
    if len(was) * len(became) <= _AT_ONCE:
        found = [step for step in _gathered(_edits(was, became)) if step[1]]
        tool.diff_cleanupMerge(found)
    else:
        found = tool.diff_main(was, became, checklines=False)
    tool.diff_cleanupSemantic(found)
    return [Piece(_FATES[fate], signs.decode(text)) for fate, text in found if text]


def _edits(was: str, became: str) -> Iterator[tuple[int, str]]:
    """The fewest steps from the one to the other, in the form that the tidying takes."""
    for step in Indel.opcodes(was, became):
        if step.tag == "equal":
            yield 0, was[step.src_start : step.src_end]
        elif step.tag == "delete":
            yield -1, was[step.src_start : step.src_end]
        else:
            yield 1, became[step.dest_start : step.dest_end]


@dataclass(slots=True)
class _Run:
    """Signs that are the same, and what is gone and new behind them before others are."""

    same: str = ""
    gone: str = ""
    new: str = ""

    @property
    def differs(self) -> int:
        """How long the longer of the two is."""
        return max(len(self.gone), len(self.new))


def _gathered(steps: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The steps, where nothing is the same that is no longer than what differs on either side.

    The tidying begins with this, but anew for each that it finds: where two texts have little in
    common it took nearly all the time.
    """
    runs = [_Run()]
    for fate, text in steps:
        if fate == 0:
            runs.append(_Run(text))
        elif fate < 0:
            runs[-1].gone += text
        else:
            runs[-1].new += text
        while len(runs) > 1 and len(runs[-1].same) <= min(runs[-2].differs, runs[-1].differs):
            last = runs.pop()
            runs[-1].gone += last.same + last.gone
            runs[-1].new += last.same + last.new
    for run in runs:
        yield from ((0, run.same), (-1, run.gone), (1, run.new))


def likeness(old: str, new: str) -> float:
    """How much of two texts is the same, by characters of words: 0 for nothing, 1 for all."""
    total = _weight(old) + _weight(new)
    if not total:
        return 1.0
    same = sum(_weight(piece.text) for piece in words(old, new) if piece.fate is Fate.SAME)
    return 2 * same / total


def _weight(text: str) -> int:
    return sum(not sign.isspace() for sign in text)


class _Signs:
    """One sign for each different token, so that an algorithm on signs works on words."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def encode(self, text: str) -> str:
        """The text with one sign a token."""
        return "".join(map(self._sign, _TOKEN.findall(text)))

    def decode(self, signs: str) -> str:
        """The text that the signs stand for."""
        return "".join(self._tokens[sign] for sign in signs)

    def _sign(self, token: str) -> str:
        if token not in self._codes:
            number = len(self._codes) + 1
            number += len(_SURROGATES) if number >= _SURROGATES.start else 0
            self._codes[token] = chr(number)
            self._tokens[chr(number)] = token
        return self._codes[token]
