"""A passage: some words of a block, and how they are found again where the text has changed. Pure.

A passage is kept as two selectors of the W3C Web Annotation Data Model: its words with those
before and after them (TextQuoteSelector), and where it starts and ends in the block's plain text
(TextPositionSelector). It is looked for where it stood, then by its very words, with those beside
them to tell several apart, and last by words that are like it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from rapidfuzz import fuzz

BESIDE: Final = 32
"""Characters of the text that are kept from before and from after a passage."""

ALIKE: Final = 75.0
"""From here words are taken for a passage that was edited: 100 for the same."""

_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n|\t")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:t\.?\s?ex|bl\.?\s?a|d\.?\s?v\.?\s?s|m\.?\s?fl|o\.?\s?s\.?\s?v|s\.?\s?k|f\.?\s?d|"
    r"p\.?\s?g\.?\s?a|fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|dvs|osv|etc|kap|nr|ca|jfr|resp|inkl|exkl|"
    r"e\.?g|i\.?e|vs|approx|no|fig|tab|st|dr)|\b[A-ZÅÄÖ]|\b\d{1,2})\.$",
    re.IGNORECASE,
)


class Certainty(IntEnum):
    """How a passage was found."""

    ALIKE = 1
    """Words that are like it stand there."""
    SAME_WORDS = 2
    """Its words stand there, but not where it stood."""
    SAME_PLACE = 3
    """It stands as it stood."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text: from `start` up to `end`, in characters of its plain text."""

    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""

    def selector(self, language: str) -> dict[str, Any]:
        """What is kept of it beside its words. `language`: that of the text (BCP 47)."""
        return {
            "start": self.start,
            "end": self.end,
            "prefix": self.prefix,
            "suffix": self.suffix,
            "language": language,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands in a text."""

    start: int
    end: int
    certainty: Certainty


def of(text: str, start: int, end: int) -> Passage | None:
    """The passage between two places in a text, without the spaces at its ends; None if empty."""
    start, end = max(0, start), min(len(text), end)
    exact = text[start:end].strip()
    if not exact:
        return None
    start = text.index(exact, start)
    end = start + len(exact)
    return Passage(
        exact, start, end, text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    )


def kept(quote: str, selector: Mapping[str, Any]) -> Passage:
    """The passage that `Passage.selector` was kept of."""
    return Passage(
        quote,
        int(selector.get("start", 0)),
        int(selector.get("end", 0)),
        str(selector.get("prefix", "")),
        str(selector.get("suffix", "")),
    )


def find(text: str, passage: Passage) -> Found | None:
    """Where the passage stands in the text, or None where nothing like it does."""
    if not passage.exact:
        return None
    places = list(_places(text, passage.exact))
    if places:
        start = max(places, key=lambda place: _fit(text, passage, place))
        same = start == passage.start
        certainty = Certainty.SAME_PLACE if same else Certainty.SAME_WORDS
        return Found(start, start + len(passage.exact), certainty)
    return _typed(text, passage.exact) or _alike(text, passage)


def typed(text: str, words: str) -> Passage | None:
    """The passage that someone means who types its words, however they are spaced."""
    start = text.find(words.strip())
    if words.strip() and start >= 0:
        return of(text, start, start + len(words.strip()))
    found = _typed(text, words) or _alike(text, Passage(" ".join(words.split()), 0, 0))
    return of(text, found.start, found.end) if found else None


def sentences(text: str) -> list[Passage]:
    """The sentences of a text, in order; a line or a cell ends one too."""
    found: list[Passage] = []
    start = 0
    for match in _END.finditer(text):
        ends_text = match[0].isspace()
        if not ends_text and not _ends_sentence(text, match.end()):
            continue
        if passage := of(text, start, match.start() if ends_text else match.end()):
            found.append(passage)
        start = match.end()
    if rest := of(text, start, len(text)):
        found.append(rest)
    return found


def spaceless(text: str, number: int) -> int:
    """The place in the text of its character of this number, counted without spaces, from 0.

    Browsers and we space a text in different ways, but agree on its other characters. A number
    past the last gives the end of the text.
    """
    for place, sign in enumerate(text):
        if not sign.isspace():
            if number <= 0:
                return place
            number -= 1
    return len(text)


def _ends_sentence(text: str, end: int) -> bool:
    before, after = text[:end], text[end:].lstrip()
    if _ABBREVIATED.search(before[-12:]) and before.endswith("."):
        return False
    return not after or not after[0].islower()


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _fit(text: str, passage: Passage, place: int) -> tuple[float, int]:
    """How well a place fits: by the words beside it, and then by how near it is."""
    end = place + len(passage.exact)
    before = text[max(0, place - BESIDE) : place]
    after = text[end : end + BESIDE]
    beside = fuzz.ratio(before, passage.prefix) + fuzz.ratio(after, passage.suffix)
    return beside, -abs(place - passage.start)


def _typed(text: str, words: str) -> Found | None:
    """Where the words stand with other spaces between them, or other capitals."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return Found(match.start(), match.end(), Certainty.ALIKE) if match else None


def _alike(text: str, passage: Passage) -> Found | None:
    if len(passage.exact) > len(text):
        alike = fuzz.ratio(passage.exact, text) >= ALIKE
        return Found(0, len(text), Certainty.ALIKE) if text and alike else None
    best = fuzz.partial_ratio_alignment(passage.exact, text, score_cutoff=ALIKE)
    if best is None or best.dest_start == best.dest_end:
        return None
    start, end = _whole_words(text, best.dest_start, best.dest_end)
    return Found(start, end, Certainty.ALIKE)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The places moved out to where words begin and end."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
