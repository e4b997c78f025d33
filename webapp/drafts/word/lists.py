"""Lists: how Word numbers them (ECMA-376 part 1, 17.9) and how CommonMark writes them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Final

from webapp.drafts.word import numerals
from webapp.drafts.word.draft import NOTHING, Bag
from webapp.drafts.word.names import Element, child, name, number, value

_PLAIN_FORMATS: Final = {"decimal", "decimalZero"}
_MAX_DEPTH: Final = 8
_PLACE: Final = re.compile(r"%([1-9])")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_MAX_NUMBER: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Marker:
    """The bullet or number before a paragraph."""

    depth: int
    number: int | None
    """None for a bullet."""
    simplified: bool = False
    """Whether Word shows letters or Roman numerals, which become figures."""
    label: str = ""
    """What Word writes before the text, where it is more than a number: Step 1."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph in a list, its text in CommonMark."""

    marker: Marker
    text: str
    bag: Bag = NOTHING
    is_continued: bool = False
    """Whether it goes on in an item before it, and has no marker of its own."""


class Numbering:
    """The definitions of a document's lists, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        kinds = [] if root is None else root.findall(name("w:abstractNum"))
        self._kinds = {each.get(name("w:abstractNumId"), ""): each for each in kinds}
        self._by_style = {value(each, "w:styleLink"): each for each in kinds}
        lists = [] if root is None else root.findall(name("w:num"))
        self._lists = {each.get(name("w:numId"), ""): each for each in lists}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()

    def marker(self, properties: Element | None, style: Element | None) -> Marker | None:
        """The next marker of the list that a paragraph (or its style) belongs to, or None."""
        num_id = value(properties, "w:numId") or value(style, "w:numId")
        found = self._lists.get(num_id or "")
        if found is None or num_id is None:
            return None
        depth = number(properties, "w:ilvl") or number(style, "w:ilvl") or 0
        depth = min(max(depth, 0), _MAX_DEPTH)
        form = self._form(found, depth)
        if form == "bullet":
            return Marker(depth, None)
        count = self._count(num_id, found, depth)
        label = self._label(found, depth)
        if form == "none" or label:
            return Marker(depth, None, label=label)
        return Marker(depth, count, simplified=form not in _PLAIN_FORMATS)

    def _form(self, found: Element, depth: int) -> str:
        return value(self._level(found, depth), "w:numFmt") or "decimal"

    def _label(self, found: Element, depth: int) -> str:
        """What stands before the text, where it has words of its own beside the numbers."""
        pattern = value(self._level(found, depth), "w:lvlText") or ""
        if not _WORD.search(_PLACE.sub("", pattern)):
            return ""
        counts = self._counts[value(found, "w:abstractNumId") or ""]

        def shown(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            return numerals.written(counts.get(level, 1), self._form(found, level))

        return _PLACE.sub(shown, pattern).strip()

    def _count(self, num_id: str, found: Element, depth: int) -> int:
        kind = value(found, "w:abstractNumId") or ""
        counts = self._counts[kind]
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        restart = number(_override(found, depth), "w:startOverride")
        if restart is not None and (num_id, depth) not in self._restarted:
            self._restarted.add((num_id, depth))
            counts.pop(depth, None)
        start = number(self._level(found, depth), "w:start")
        first = next((each for each in (restart, start) if each is not None), 1)
        counts[depth] = min(max(counts[depth] + 1 if depth in counts else first, 0), _MAX_NUMBER)
        return counts[depth]

    def _level(self, found: Element, depth: int) -> Element | None:
        own = child(_override(found, depth), "w:lvl")
        kind = self._kinds.get(value(found, "w:abstractNumId") or "")
        link = value(kind, "w:numStyleLink")
        kind = self._by_style.get(link, kind) if link else kind
        return own if own is not None else _at_depth(kind, "w:lvl", depth)


def _override(found: Element, depth: int) -> Element | None:
    return _at_depth(found, "w:lvlOverride", depth)


def _at_depth(parent: Element | None, short: str, depth: int) -> Element | None:
    levels = [] if parent is None else parent.findall(name(short))
    return next((each for each in levels if each.get(name("w:ilvl")) == str(depth)), None)


def lists(items: Sequence[Item], *, follows_list: bool = False) -> list[tuple[str, Bag]]:
    """The items as CommonMark lists: one for each change of bullets or restart of numbers.

    Neighbouring lists are marked differently (``-`` and ``*``, ``1.`` and ``1)``), or they would be
    read as one.
    """
    result = []
    for group in _groups(items):
        bag = reduce(add, (item.bag for item in group))
        result.append((_written(group, other_marks=follows_list), bag))
        follows_list = not follows_list
    return result


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    top = 0
    for item in items:
        if item.is_continued and groups:
            groups[-1].append(item)
            continue
        if groups and (item.marker.depth > top or _continues(groups[-1], item, top)):
            groups[-1].append(item)
        else:
            groups.append([item])
        top = min(top, item.marker.depth) if len(groups[-1]) > 1 else item.marker.depth
    return groups


def _continues(group: Sequence[Item], item: Item, top: int) -> bool:
    marked = (each for each in reversed(group) if not each.is_continued)
    last = next(each.marker.number for each in marked if each.marker.depth <= top)
    if item.marker.number is None or last is None:
        return item.marker.number is last
    return item.marker.number == last + 1


@dataclass(slots=True)
class _Open:
    """A list being written: how deep, how far in, what was its last marker."""

    depth: int
    indent: int
    last: int | None
    other_marks: bool
    width: int = 0
    """Of the marker that was written last."""


def _written(items: Sequence[Item], *, other_marks: bool) -> str:
    lines: list[str] = []
    path: list[_Open] = []
    for item in items:
        if item.is_continued and path:
            lines += ["", _going_on(path, item)]
            continue
        _open_list(path, item.marker, other_marks=other_marks)
        here = path[-1]
        mark = _mark(item.marker.number, other=here.other_marks)
        here.width = len(mark)
        if lines and item.marker.number not in {None, 1} and item.marker.number != here.last:
            lines.append("")  # Only a list that starts with 1 may follow a line of text directly.
        here.last = None if item.marker.number is None else item.marker.number + 1
        margin = "\n" + " " * (here.indent + here.width)
        lines.append(" " * here.indent + mark + re.sub(r"\n(?!\n)", margin, item.text))
    return "\n".join(lines)


def _going_on(path: list[_Open], item: Item) -> str:
    """A further paragraph of the item that is open at its depth."""
    while len(path) > 1 and path[-1].depth > item.marker.depth:
        path.pop()
    margin = " " * (path[-1].indent + path[-1].width)
    return margin + item.text.replace("\n", f"\n{margin}")


def _open_list(path: list[_Open], marker: Marker, *, other_marks: bool) -> None:
    left = None
    while path and path[-1].depth > marker.depth:
        left = path.pop()
    if path and path[-1].depth == marker.depth:
        here = path[-1]
        if here.last is not None and marker.number is not None and marker.number != here.last:
            here.other_marks, here.last = not here.other_marks, None
    elif path:
        indent = left.indent if left else path[-1].indent + path[-1].width
        other = left is not None and not left.other_marks
        path.append(_Open(marker.depth, indent, None, other_marks=other))
    else:
        path.append(_Open(marker.depth, 0, None, other_marks=other_marks))


def _mark(count: int | None, *, other: bool) -> str:
    if count is None:
        return "* " if other else "- "
    return f"{count}) " if other else f"{count}. "
