"""What two writers make of the same fields, word by word. Pure.

A three-way merge: of what a writer began from, what stands there now, and what was typed. What
only one of them changed is taken; what both put in at the same place stands after each other.
Where both changed the same words differently both wordings stay, and where one deleted what the
other changed the change stays, so that no word that anyone wrote is ever left out unseen. The
order of two lines of thought cannot be told by a program: then a person is asked.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from rapidfuzz.distance import Indel

_TOKEN: Final = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
_LINE: Final = re.compile(r"[^\n]*\n+|[^\n]+")
_SHORT: Final = 25_000_000
"""Up to this product of two lengths in tokens two texts are compared by word alone."""

_LARGEST: Final = 400_000_000
"""Above this product of two lengths in tokens a stretch is taken as rewritten: 50 MB of bits."""


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one text that two have changed."""

    both: str
    """What is kept, with the words of both."""
    theirs: str
    """The same, with their words alone where the two are in each other's way."""
    mine: str
    clash: bool = False
    """Whether a person should look at it: the same words were changed in two ways."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both have changed in different ways, and what each would make of it."""

    field: str
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields of a row after a saving."""

    values: Mapping[str, Any]
    clashes: Sequence[Clash] = ()


def fields(
    began: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    *,
    texts: Collection[str],
) -> Merged:
    """The fields of a row: `texts` names those that are merged by word; others are choices."""
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, typed in mine.items():
        if name in texts:
            met = text(began.get(name) or "", theirs[name], typed)
            values[name] = met.both
            sides = (met.theirs, met.mine) if met.clash else None
        else:
            values[name], clash = choice(began.get(name), theirs[name], typed)
            sides = (theirs[name], typed) if clash else None
        if sides:
            clashes.append(Clash(name, *sides))
    return Merged(values, clashes)


def choice(began: Any, theirs: Any, mine: Any) -> tuple[Any, bool]:
    """What is chosen after both have chosen, and whether the two chose differently.

    Of several that can be chosen at once, each is taken or left by itself.
    """
    if isinstance(mine, list | tuple):
        before, now = set(began or ()), [*theirs, *(each for each in mine if each not in theirs)]
        gone = (before - set(theirs)) | (before - set(mine))
        return type(mine)(each for each in now if each not in gone), False
    if mine in (began, theirs):
        return theirs, False
    return mine, theirs not in (began, None, "")


def text(began: str, theirs: str, mine: str) -> Met:
    """What both make of a text."""
    if mine in (began, theirs):
        return Met(theirs, theirs, theirs)
    if theirs == began:
        return Met(mine, mine, mine)
    base = _tokens(began)
    made: list[str] = []
    his: list[str] = []
    hers: list[str] = []
    clash, place = False, 0
    for group in _groups(_edits(began, theirs), _edits(began, mine)):
        start, end = group[0].start, max(each.end for each in group)
        between = "".join(base[place:start])
        one, other = (_applied(base, group, start, end, side=side) for side in (0, 1))
        met = _resolved(base, (start, end), (one, other), group)
        for row, part in ((made, met.both), (his, met.theirs), (hers, met.mine)):
            row.extend((between, part))
        clash |= met.clash
        place = end
    rest = "".join(base[place:])
    both, theirs, mine = ("".join([*row, rest]) for row in (made, his, hers))
    return Met(both, theirs, mine, clash=clash)


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """Tokens `start` to `end` of the former text have become `words`."""

    start: int
    end: int
    side: int
    words: str


def _tokens(said: str) -> list[str]:
    return _TOKEN.findall(said)


def _edits(began: str, now: str) -> Sequence[tuple[int, int, str]]:
    """What changed, as places in the former text's tokens; in a long text line by line first."""
    old, new = _tokens(began), _tokens(now)
    if len(old) * len(new) <= _SHORT:
        return list(_by_word(0, old, new))
    former, later = _LINE.findall(began), _LINE.findall(now)
    starts = [0]
    for line in former:
        starts.append(starts[-1] + len(_tokens(line)))
    return [
        edit
        for start, end, first, last in _changed(former, later)
        for edit in _by_word(
            starts[start],
            _tokens("".join(former[start:end])),
            _tokens("".join(later[first:last])),
        )
    ]


def _by_word(at: int, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """What changed in a stretch that begins with token `at`."""
    if len(old) * len(new) > _LARGEST:
        yield at, at + len(old), "".join(new)
        return
    for start, end, first, last in _tidy(old, _changed(old, new)):
        yield at + start, at + end, "".join(new[first:last])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ; what is taken away and put in at one place is one of them."""
    opcodes = Indel.opcodes(old, new)
    for same, run in groupby(opcodes, key=lambda each: each.tag == "equal"):
        if not same:
            each = list(run)
            yield (
                each[0].src_start,
                each[-1].src_end,
                each[0].dest_start,
                each[-1].dest_end,
            )


def _tidy(
    old: Sequence[str], found: Iterator[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches with no word between them are one: a lone space ties no two wordings together."""
    last: tuple[int, int, int, int] | None = None
    for each in found:
        if last is not None:
            between = "".join(old[last[1] : each[0]])
            replaces = last[1] > last[0] or each[1] > each[0]
            if replaces and not re.search(r"[\w\n]", between):
                last = (last[0], each[1], last[2], each[3])
                continue
            yield last
        last = each
    if last is not None:
        yield last


def _groups(
    theirs: Sequence[tuple[int, int, str]], mine: Sequence[tuple[int, int, str]]
) -> Iterator[list[_Edit]]:
    """The edits of both in order; those that are in each other's way together."""
    every = sorted(
        _Edit(start, end, side, words)
        for side, edits in enumerate((theirs, mine))
        for start, end, words in edits
    )
    group: list[_Edit] = []
    end = 0
    for each in every:
        first = group[0].start if group else 0
        same_place = first == end == each.start == each.end
        if group and (each.start < end or same_place or _touches(group[-1], each)):
            group.append(each)
            end = max(end, each.end)
            continue
        if group:
            yield group
        group, end = [each], each.end
    if group:
        yield group


def _touches(one: _Edit, next_: _Edit) -> bool:
    """Say whether one of them adds to the very words that the other takes away."""
    adds, takes = (next_, one) if one.end > one.start else (one, next_)
    meets = one.end == next_.start and one.side != next_.side
    return meets and adds.start == adds.end and takes.end > takes.start and not takes.words.strip()


def _applied(
    base: Sequence[str], group: Sequence[_Edit], start: int, end: int, *, side: int
) -> str:
    """What one of them makes of a stretch."""
    made, place = [], start
    for each in group:
        if each.side == side:
            made += ["".join(base[place : each.start]), each.words]
            place = each.end
    return "".join([*made, *base[place:end]])


def _resolved(
    base: Sequence[str], place: tuple[int, int], sides: tuple[str, str], group: Sequence[_Edit]
) -> Met:
    """What both make of a stretch that either of them, or both, have changed."""
    start, end = place
    theirs, mine = sides
    was = "".join(base[start:end])
    if len({each.side for each in group}) == 1 or theirs == mine:
        kept = theirs if group[0].side == 0 else mine
        return Met(kept, kept, kept)
    for one, other in ((theirs, mine), (mine, theirs)):
        if _within(one, other):
            return Met(other, theirs, mine, clash=bool(was.strip()) and not _within(was, one))
    asks = bool(was.strip()) or "\n" not in theirs + mine
    if not was and theirs.startswith("\n") and not mine.startswith("\n"):
        theirs, mine = mine, theirs
    whole = (start == 0 or base[start - 1] == "\n") and (end == len(base) or base[end] == "\n")
    parted = theirs[-1:].isspace() or mine[:1].isspace()
    kept = theirs + ("" if parted else "\n\n" if whole else " ") + mine
    return Met(kept, *sides, clash=asks)


def _within(part: str, whole: str) -> bool:
    """Say whether every token of `part` stands in `whole`, in order."""
    left = iter(_tokens(whole))
    return all(token in left for token in _tokens(part))
