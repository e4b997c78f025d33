"""Putting a mark in the place of words in a text. Pure."""

import re
from collections.abc import Iterable

from webapp.responses import personal

SHORT = 4
"""Words shorter than this are masked only where they stand alone."""


def masked(text: str, words: Iterable[str], mark: str) -> str:
    """The text with `mark` in the place of each of the words, and of each identity number.

    The words are found however their lines are broken, in small letters and capitals.
    """
    found = _joined([*personal.spans_of_numbers(text), *_spans(text, words)])
    if not found:
        return text  # As it is nearly always.
    said: list[str] = []
    at = 0
    for start, end in found:
        said += (text[at:start], mark)
        at = end
    return "".join([*said, text[at:]])


def stands_in(words: str, text: str) -> bool:
    """Say whether the words stand somewhere in the text, as `masked` finds them."""
    pattern = _pattern(words)
    return pattern is not None and pattern.search(text) is not None


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    patterns = filter(None, map(_pattern, words))
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    whole = r"\s+".join(parts)
    alone = len(words.strip()) < SHORT
    return re.compile(rf"(?<!\w){whole}(?!\w)" if alone else whole, re.IGNORECASE)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order; those that overlap or touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
