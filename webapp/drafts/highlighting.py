"""Passages marked in a block's HTML as readers see it. Pure: HTML in, HTML out.

The places are those of the block's plain text. The HTML has the same characters in the same
order, and spaces of its own, so that places are counted without spaces.
"""

import html as entities
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_PART: Final = re.compile(r"<[^>]*>|&[#\w]+;|[^<&]+|&")
_OPENS_LINK: Final = re.compile(r"<a[\s>]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark, in places of the plain text. `identifier` is unique on its page."""

    start: int
    end: int
    identifier: str
    after: str = ""
    """HTML to put behind the marked words, such as a link to what is said of them."""


def highlight(html: str, plain: str, marks: Sequence[Mark]) -> str:
    """The HTML with the marks in it, each findable by its identifier; without those not found."""
    stretches = _stretches(html, plain, marks)
    return _Marker(stretches).marked(html) if stretches else html


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A mark by numbers of characters that are no spaces: from the first up to the last."""

    first: int
    last: int
    mark: Mark


def _stretches(html: str, plain: str, marks: Sequence[Mark]) -> list[_Stretch]:
    shown = "".join(
        sign for part in _PART.findall(html) for sign in _shown(part) if not sign.isspace()
    )
    said = "".join(plain.split())
    found = []
    for mark in marks:
        first = len("".join(plain[: mark.start].split()))
        length = len("".join(plain[mark.start : mark.end].split()))
        if shown != said:
            first = _nearest(shown, said[first : first + length], first)
        if length and first >= 0:
            found.append(_Stretch(first, first + length - 1, mark))
    return found


def _nearest(shown: str, words: str, place: int) -> int:
    """Where the words stand nearest a place, or -1: a note or a picture adds to what is shown."""
    before, after = shown.rfind(words, 0, place + len(words)), shown.find(words, place)
    found = [each for each in (before, after) if each >= 0]
    return min(found, key=lambda each: abs(each - place), default=-1)


def _shown(part: str) -> str:
    return "" if part.startswith("<") else entities.unescape(part)


class _Marker:
    """Goes through HTML once, opening and closing marks around runs of text."""

    def __init__(self, stretches: Sequence[_Stretch]) -> None:
        self._stretches = stretches
        self._number = -1
        self._named: set[str] = set()
        self._waiting: list[str] = []
        self._in_link = False
        self._ends: dict[int, list[_Stretch]] = defaultdict(list)
        for stretch in stretches:
            self._ends[stretch.last].append(stretch)

    def marked(self, html: str) -> str:
        return "".join(piece for part in _PART.findall(html) for piece in self._part(part))

    def _part(self, part: str) -> Iterator[str]:
        if part.startswith("<"):
            yield part
            self._in_link = part != "</a>" and (
                self._in_link or _OPENS_LINK.match(part) is not None
            )
            if part == "</a>":
                yield from self._behind()
        elif part.startswith("&"):
            yield from self._run([part], entities.unescape)
        else:
            yield from self._run(part, str)

    def _run(self, signs: Sequence[str], shown: Callable[[str], str]) -> Iterator[str]:
        opened = False
        for sign in signs:
            if not shown(sign).isspace():
                self._number += 1
                begun = self._begun()
                if begun and not opened:
                    yield f"<mark{self._name(begun)}>"
                    opened = True
                yield from self._also_named(begun)
            yield sign
            if not shown(sign).isspace() and self._number in self._ends:
                yield "</mark>" if opened else ""
                opened = False
                self._waiting += [each.mark.after for each in self._ends[self._number]]
                if not self._in_link:
                    yield from self._behind()
        if opened:
            yield "</mark>"

    def _begun(self) -> list[_Stretch]:
        return [each for each in self._stretches if each.first <= self._number <= each.last]

    def _name(self, begun: Sequence[_Stretch]) -> str:
        new = next((s.mark for s in begun if s.mark.identifier not in self._named), None)
        if new is None:
            return ""
        self._named.add(new.identifier)
        return f' id="{new.identifier}"'

    def _also_named(self, begun: Sequence[_Stretch]) -> Iterator[str]:
        for stretch in begun:
            if stretch.mark.identifier not in self._named:
                self._named.add(stretch.mark.identifier)
                yield f'<span id="{stretch.mark.identifier}"></span>'

    def _behind(self) -> Iterator[str]:
        yield from self._waiting
        self._waiting.clear()
