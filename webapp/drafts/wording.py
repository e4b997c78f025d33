"""What differs between two wordings of a text, by word. Pure.

The differences are those of Myers' algorithm (An O(ND) Difference Algorithm, 1986) over words,
spaces and punctuation, tidied so that a lone comma that happens to be the same does not cut a
rewritten clause in two.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from diff_match_patch import diff_match_patch

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_SURROGATES: Final = range(0xD800, 0xE000)


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
    found = tool.diff_main(signs.encode(old), signs.encode(new), checklines=False)
    tool.diff_cleanupSemantic(found)
    return [Piece(_FATES[fate], signs.decode(text)) for fate, text in found if text]


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
