"""Which of many texts are alike: the same words, or nearly the same. Pure.

Texts with the same words are one text, however many there are. Then each different text is
compared with those that already lead a group, from the one with most copies down. MinHash
(Broder, 1997) with banding finds which are worth comparing; a text joins a group only where the
Jaccard similarity of their sequences of three words, counted in full, is at least `NEARLY`.
The result is the same in whatever order the texts come.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rensa import RMinHash

NEARLY: Final = 0.7
"""The least share of sequences of words that two nearly identical texts have in common."""

FEWEST_WORDS: Final = 8
"""Shorter texts are alike only word for word, and only on the same place."""

_RUN: Final = 3
_BANDS: Final = 32
_ROWS: Final = 4
_BAND: Final = _ROWS * 4
_SIGNATURE: Final = _BANDS * _BAND
_SEED: Final = 1
_AT_ONCE: Final = 1_000
_IN_A_BUCKET: Final = 64
_MOST_COMPARED: Final = 200
"""With so many groups a text is compared at most: those that it shares most bands with."""

_WORD: Final = re.compile(r"\w+")
_SIGNATURES_END: Final = 0.6
"""How much of the work is done when the signatures are."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One text to compare, under its number. What it is on tells short ones apart."""

    number: int
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """A text of a group, and its `likeness` to the one that leads it, up to 1."""

    number: int
    likeness: float
    is_same: bool
    """Whether all the words are the same, in the same order."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts that are alike, by number; `lead` is the first of those with most copies."""

    lead: int
    members: Sequence[Like]


def normalised(text: str) -> str:
    """The words of a text: without capitals, punctuation and what is not seen.

    A text without words, such as one of emoji alone, is its signs.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isprintable():
        for unseen in (sign for sign in set(plain) if unicodedata.category(sign) == "Cf"):
            plain = plain.replace(unseen, "")
    return " ".join(_WORD.findall(plain)) or " ".join(plain.split())


def runs(words: str) -> frozenset[str]:
    """The sequences of three words in a normalised text; a shorter text is one of its own."""
    row = words.split(" ")
    if len(row) < _RUN:
        return frozenset((words,))
    return frozenset(map(" ".join, zip(row, row[1:], row[2:], strict=False)))


def likeness(one: str, other: str) -> float:
    """The Jaccard similarity of two normalised texts: 0 for nothing in common, 1 for all."""
    return _similarity(runs(one), runs(other))


def groups(
    texts: Iterable[Said],
    leads: Iterable[Said] = (),
    *,
    progress: Callable[[float], None] = lambda _share: None,
) -> list[Alike]:
    """The groups of two texts or more, the largest first.

    `leads` lead groups that stand already: what is like them joins those, and of such a group
    only those who join are in the result. `progress` is told how much is done, from 0 to 1.
    """
    standing = [_Text(each.number, key, (), is_standing=True) for each in sorted(leads)
                if (key := _key(each))]  # fmt: skip
    different = [*_first_of_each(standing), *_different(texts)]
    joined = _joined(different, progress)
    found: dict[int, list[Like]] = {}
    for place, text in enumerate(different):
        lead, share = joined.get(place, (place, 1.0))
        is_same = text.key == different[lead].key
        found.setdefault(lead, []).extend(Like(each, share, is_same) for each in text.numbers)
    made = [_alike(different[lead], members) for lead, members in found.items()]
    progress(1.0)
    return sorted(filter(None, made), key=lambda each: (-len(each.members), each.lead))


@dataclass(frozen=True, slots=True)
class _Text:
    """One of the different texts, with the numbers of all that say it."""

    number: int
    key: tuple[str, str]
    numbers: Sequence[int]
    is_standing: bool = False

    @property
    def words(self) -> str:
        """What it says."""
        return self.key[1]

    @property
    def is_long(self) -> bool:
        """Whether it is compared with others that are nearly the same."""
        return not self.key[0]


def _key(said: Said) -> tuple[str, str] | None:
    """What tells a text from others: its words, and for a short one also what it is on."""
    words = normalised(said.text)
    if not words:
        return None
    is_long = words.count(" ") + 1 >= FEWEST_WORDS
    return ("" if is_long else f"at {said.place}", words)


def _different(texts: Iterable[Said]) -> list[_Text]:
    """The different texts, those with most copies first."""
    found: dict[tuple[str, str], list[int]] = {}
    for said in texts:
        key = _key(said)
        if key is not None:
            found.setdefault(key, []).append(said.number)
    made = [_Text(min(numbers), key, sorted(numbers)) for key, numbers in found.items()]
    return sorted(made, key=lambda each: (-len(each.numbers), each.key))


def _first_of_each(standing: Iterable[_Text]) -> Iterator[_Text]:
    seen = set()
    for text in standing:
        if text.key not in seen:
            seen.add(text.key)
            yield text


def _alike(lead: _Text, members: Sequence[Like]) -> Alike | None:
    """The group, where it is one: two texts, or one that joins a group that stands."""
    if len(members) < (1 if lead.is_standing else 2):
        return None
    ordered = sorted(members, key=lambda each: (not each.is_same, -each.likeness, each.number))
    return Alike(lead.number, ordered)


def _joined(
    different: Sequence[_Text], progress: Callable[[float], None]
) -> dict[int, tuple[int, float]]:
    """Which texts join which, by their places in the row, and how like they are."""
    long = [place for place, text in enumerate(different) if text.is_long]
    signatures = _signatures([different[place].words for place in long], progress)
    index = _Index(signatures, _meeting(signatures))
    found: dict[int, tuple[int, float]] = {}
    _joined_word_for_word(different, found)
    runs_of = lru_cache(maxsize=2_000)(lambda place: runs(different[long[place]].words))
    for place, real in enumerate(long):
        if place % _AT_ONCE == 0:
            progress(_SIGNATURES_END + (1 - _SIGNATURES_END) * place / len(long))
        if real in found:
            continue
        met = () if different[real].is_standing else index.candidates(place)
        best = _best(place, met, runs_of)
        if best is None:
            index.add(place)
        else:
            found[real] = (long[best[0]], best[1])
    return found


def _joined_word_for_word(different: Sequence[_Text], found: dict[int, tuple[int, float]]) -> None:
    """Let texts that say just what leads a group that stands join that one."""
    led = {text.key: place for place, text in enumerate(different) if text.is_standing}
    for place, text in enumerate(different):
        if not text.is_standing and text.key in led:
            found[place] = (led[text.key], 1.0)


def _best(
    place: int, candidates: Sequence[int], runs_of: Callable[[int], frozenset[str]]
) -> tuple[int, float] | None:
    """The candidate that the text is most like, where it is nearly the same."""
    if not candidates:
        return None
    own = runs_of(place)
    measured = ((_similarity(own, runs_of(each)), -each) for each in candidates)
    share, lead = max(measured)
    return (-lead, share) if share >= NEARLY else None


def _similarity(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _signatures(texts: Sequence[str], progress: Callable[[float], None]) -> bytes:
    """The MinHash signature of each text, one after another."""
    made = bytearray()
    for start in range(0, len(texts), _AT_ONCE):
        some = [list(runs(words)) for words in texts[start : start + _AT_ONCE]]
        for digest in RMinHash.digests_from_token_sets(some, _BANDS * _ROWS, _SEED):
            made += b"".join(value.to_bytes(4) for value in digest)
        progress(_SIGNATURES_END * (start + len(some)) / len(texts))
    return bytes(made)


def _bands(signatures: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    start = place * _SIGNATURE
    for band in range(_BANDS):
        yield band, signatures[start + band * _BAND : start + (band + 1) * _BAND]


def _meeting(signatures: bytes) -> Mapping[int, int]:
    """For each text that meets another in a band, the bands in which it does, as bits."""
    found: dict[int, int] = {}
    count = len(signatures) // _SIGNATURE
    for band in range(_BANDS):
        first: dict[bytes, int] = {}
        for place in range(count):
            start = place * _SIGNATURE + band * _BAND
            met = first.setdefault(signatures[start : start + _BAND], place)
            if met != place:
                found[place] = found.get(place, 0) | 1 << band
                found[met] = found.get(met, 0) | 1 << band
    return found


@dataclass(frozen=True, slots=True)
class _Index:
    """The texts that lead a group, found by the bands of their signatures.

    Only bands in which texts meet are kept, so that texts like no other take no room.
    """

    signatures: bytes
    meeting: Mapping[int, int]
    buckets: dict[tuple[int, bytes], list[int]] = field(default_factory=dict)

    def add(self, place: int) -> None:
        """Let a text be found. A bucket that is full keeps those that came first."""
        for key in self._keys(place):
            bucket = self.buckets.setdefault(key, [])
            if len(bucket) < _IN_A_BUCKET:
                bucket.append(place)

    def candidates(self, place: int) -> Sequence[int]:
        """The leading texts that share most bands with one, the first of them first."""
        met = Counter(each for key in self._keys(place) for each in self.buckets.get(key, ()))
        if len(met) <= _MOST_COMPARED:
            return sorted(met)
        return sorted(met, key=lambda each: (-met[each], each))[:_MOST_COMPARED]

    def _keys(self, place: int) -> Iterator[tuple[int, bytes]]:
        bits = self.meeting.get(place, 0)
        if bits:
            for band, key in _bands(self.signatures, place):
                if bits >> band & 1:
                    yield band, key
