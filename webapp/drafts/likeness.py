"""How alike two texts are, and which of many texts are like one: by words and by letters. Pure.

Measured on Swedish and English strategy prose: of pairs of unrelated paragraphs 99 in 100 are less
than 33 alike and 999 in 1,000 less than 45; of paragraphs with four words in ten replaced, removed
or added, 95 in 100 are more than 61 alike to what they were, and half of them more than 75.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

# A short word stands in nearly every text and says little; a number says what it says.
_WORD: Final = re.compile(r"\w+")
_SHORT: Final = 3
_LEAST: Final = 0.3
# Words that stand side by side in both texts: unrelated paragraphs share hardly any. A few pairs
# say nothing.
_TELLING_PAIRS: Final = 5


def weight(word: str) -> float:
    """How much it says that a word stands in two texts."""
    return float(len(word)) if word[0].isdigit() else max(_LEAST, len(word) - _SHORT)


class Text:
    """A text made ready to be compared with many others."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        words = _WORD.findall(self.text.casefold())
        self.words = Counter(words)
        self.weight = _total(self.words)
        self.row = words

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """Its pairs of words that stand side by side."""
        return Counter(pairwise(self.row))

    def likeness(self, other: "Text") -> float:
        """How alike the two are as wholes: 100 for the same, the same both ways."""
        letters = fuzz.ratio(self.text, other.text)
        both = self.weight + other.weight
        if not both:
            return letters
        return (letters + 100 * 2 * _total(self.words & other.words) / both) / 2

    def shared(self, other: "Text") -> float:
        """How much of the smaller of the two stands in the other, word beside word: 100 for all."""
        fewest = min(self.pairs.total(), other.pairs.total())
        if fewest < _TELLING_PAIRS:
            return 0.0
        return 100 * (self.pairs & other.pairs).total() / fewest

    def held_by(self, other: "Text") -> float:
        """How much of this text stands in the other, word beside word: 100 for all of it."""
        own = self.pairs.total()
        return 100 * (self.pairs & other.pairs).total() / own if own >= _TELLING_PAIRS else 0.0

    def longest_run(self, other: "Text") -> str:
        """The words side by side, as many as there are, that stand in both."""
        match = SequenceMatcher(None, self.row, other.row, autojunk=False).find_longest_match()
        return " ".join(self.row[match.a : match.a + match.size])


class Index:
    """Many texts, so kept that those which are like one are found without comparing all."""

    _COMMON: Final = 50
    """A word that stands in more texts than this finds none."""
    _MOST: Final = 8

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._where: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for word in text.words:
                self._where[word].append(place)

    def near(self, text: Text) -> set[int]:
        """The places of the few texts that are likest, or that hold the most of it."""
        shared: dict[int, float] = defaultdict(float)
        for word in text.words:
            places = self._where.get(word, ())
            if len(places) <= self._COMMON:
                for place in places:
                    shared[place] += weight(word)

        def alike(place: int) -> tuple[float, int]:
            return shared[place] / (text.weight + self._texts[place].weight), -place

        def inside(place: int) -> tuple[float, int]:
            return shared[place] / min(text.weight, self._texts[place].weight), -place

        return {*nlargest(self._MOST, shared, alike), *nlargest(self._MOST, shared, inside)}


def _total(words: Counter[str]) -> float:
    return sum(weight(word) * count for word, count in words.items())
