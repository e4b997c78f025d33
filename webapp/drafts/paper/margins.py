"""A text with what others said of it: comments in the margin and tracked changes. Pure.

A proposal is marked word by word on the words that it is on, as its maker's. Where somebody else
has already proposed to change the same words, what a file can hold is one deletion: the later
proposal then stands whole behind the words, as an insertion.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from webapp.drafts import wording
from webapp.drafts.paper.content import Maker, Run
from webapp.drafts.paper.lines import Form, Line
from webapp.drafts.paper.marks import (
    MarkedItem,
    MarkedLine,
    MarkedStretch,
    MarkedTable,
    Pieces,
)
from webapp.drafts.wording import Fate


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of the text: `number` is the comment's, from 0.

    `words` are those that it is on, and `start` where they begin in their block, counted without
    spaces; without them it is on all of the block, without a block on the section, without a
    section on the whole. `change` is replace, add, remove or nothing. `otherwise` is said besides
    where the words or the change cannot be shown in the text.
    """

    number: int
    maker: Maker
    text: tuple[str, ...]
    section_key: uuid.UUID | None = None
    block_key: uuid.UUID | None = None
    words: str = ""
    start: int = 0
    change: str = ""
    proposed: str = ""
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """The text with its marks, what is said of the whole, and every comment."""

    text: Sequence[MarkedStretch]
    on_whole: tuple[int, ...]
    comments: Sequence[Remark]


def marked(text: Sequence[MarkedStretch], remarks: Iterable[Remark]) -> Margin:
    """The text with the remarks where they belong. None is left out."""
    known = {(each.is_heading, each.key) for each in text if each.items}
    by_stretch: dict[tuple[bool, uuid.UUID], list[Remark]] = defaultdict(list)
    whole: list[Remark] = []
    for remark in remarks:
        place = next((each for each in _places(remark) if each in known), None)
        (by_stretch[place] if place else whole).append(remark)
    made: list[MarkedStretch] = []
    comments = [_spoken(each) for each in whole]
    for stretch in text:
        said = by_stretch.get((stretch.is_heading, stretch.key), [])
        if not said:
            made.append(stretch)
            continue
        block = _Block(stretch, said)
        made += block.stretches()
        comments += block.comments
    comments.sort(key=lambda each: each.number)
    return Margin(made, tuple(each.number for each in whole), comments)


def _places(remark: Remark) -> Iterator[tuple[bool, uuid.UUID]]:
    if remark.block_key is not None:
        yield False, remark.block_key
    if remark.section_key is not None:
        yield True, remark.section_key


def _spoken(remark: Remark) -> Remark:
    """The remark, saying in words what the text does not show."""
    return replace(remark, text=(*remark.text, *remark.otherwise), otherwise=())


_NOTE: Final = "\0"
"""Stands for a note among the letters. Nobody proposes to take one away."""


@dataclass(slots=True)
class _Letter:
    """A character of the text, in its form, with what is said of it."""

    sign: str
    run: Run
    slot: int
    gone: Maker | None = None
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    before: list[tuple[Maker, str]] = field(default_factory=list)
    after: list[tuple[Maker, str]] = field(default_factory=list)


class _Block:
    """One heading or block with the remarks on it."""

    def __init__(self, stretch: MarkedStretch, remarks: Sequence[Remark]) -> None:
        self._stretch = stretch
        self._slots = list(_slots(stretch.items))
        self._letters = [
            _Letter(sign, replace(run, text=""), number)
            for number, pieces in enumerate(self._slots)
            for _fate, run in pieces
            for sign in (run.text if run.note is None else _NOTE)
        ]
        self._first: list[int] = []
        self._new: list[Remark] = []
        self.comments: list[Remark] = []
        for remark in remarks:
            self._take(remark)

    def stretches(self) -> Iterator[MarkedStretch]:
        """The block as it is now, and the paragraphs that somebody would put after it."""
        slots = [self._written(number) for number in range(len(self._slots))]
        if slots and self._first:
            slots[0] = ((Fate.SAME, Run("", points=tuple(self._first))), *slots[0])
        yield replace(self._stretch, items=tuple(_filled(self._stretch.items, slots)))
        for remark in self._new:
            yield _added(remark, self._stretch)

    def _take(self, remark: Remark) -> None:
        place = self._found(remark)
        if remark.change == "add" and remark.proposed:
            self._new.append(remark)
            self.comments.append(remark)
            return
        is_shown = place is not None and (not remark.change or self._propose(remark, *place))
        self.comments.append(remark if is_shown else _spoken(remark))
        if place is None:
            self._first.append(remark.number)
        else:
            self._letters[place[0]].opens.append(remark.number)
            self._letters[place[1] - 1].closes.append(remark.number)

    def _found(self, remark: Remark) -> tuple[int, int] | None:
        """From where to where the words stand, of several places the nearest to where they did."""
        solid = [
            number
            for number, each in enumerate(self._letters)
            if not each.sign.isspace() and each.sign != _NOTE
        ]
        text = "".join(self._letters[n].sign for n in solid)
        wanted = "".join(remark.words.split())
        if not wanted:
            return None
        starts = []
        place = text.find(wanted)
        while place >= 0:
            starts.append(place)
            place = text.find(wanted, place + 1)
        if not starts:
            return None
        start = min(starts, key=lambda each: abs(each - remark.start))
        return solid[start], solid[start + len(wanted) - 1] + 1

    def _propose(self, remark: Remark, start: int, end: int) -> bool:
        """Mark what the remark would change between the two places; say whether it is shown."""
        if remark.change not in {"replace", "remove"}:
            return False
        now = "".join(each.sign for each in self._letters[start:end])
        new = remark.proposed if remark.change == "replace" else ""
        pieces = wording.words(now, new)
        place = start
        gone: list[int] = []
        for piece in pieces:
            if piece.fate is Fate.GONE:
                gone += range(place, place + len(piece.text))
            place += len(piece.text) if piece.fate is not Fate.NEW else 0
        if any(self._letters[each].gone for each in gone):
            self._letters[end - 1].after.append((remark.maker, f" {new}"))
            return bool(new)
        self._mark(remark.maker, pieces, start)
        return True

    def _mark(self, maker: Maker, pieces: Sequence[wording.Piece], start: int) -> None:
        place = start
        for piece in pieces:
            if piece.fate is Fate.NEW:
                self._insert(maker, piece.text, place)
                continue
            for letter in self._letters[place : place + len(piece.text)]:
                if piece.fate is Fate.GONE and letter.sign != _NOTE:
                    letter.gone = maker
            place += len(piece.text)

    def _insert(self, maker: Maker, text: str, place: int) -> None:
        """Put words behind the letter before the place, or before the first of a line."""
        is_last = place == len(self._letters)
        slot = self._letters[place - is_last].slot
        if place and self._letters[place - 1].slot == slot:
            self._letters[place - 1].after.append((maker, text))
        else:
            self._letters[place].before.append((maker, text))

    def _written(self, slot: int) -> Pieces:
        """The runs of one line or cell."""
        pieces: list[tuple[Fate, Run]] = []
        for letter in (each for each in self._letters if each.slot == slot):
            if letter.opens:
                pieces.append((Fate.SAME, Run("", opens=tuple(letter.opens))))
            pieces += _new(letter, letter.before)
            is_note = letter.run.note is not None
            shown = replace(letter.run, text="" if is_note else letter.sign, maker=letter.gone)
            pieces.append((Fate.GONE if letter.gone else Fate.SAME, shown))
            pieces += _new(letter, letter.after)
            if letter.closes:
                pieces.append((Fate.SAME, Run("", closes=tuple(letter.closes))))
        return tuple(_joined(pieces))


def _new(letter: _Letter, words: Iterable[tuple[Maker, str]]) -> Iterator[tuple[Fate, Run]]:
    """What is put in beside a letter, in its form."""
    form = replace(letter.run, note=None, href="")
    return ((Fate.NEW, replace(form, text=text, maker=maker)) for maker, text in words)


def _joined(pieces: Iterable[tuple[Fate, Run]]) -> Iterator[tuple[Fate, Run]]:
    for (fate, form), group in groupby(
        pieces, key=lambda piece: (piece[0], replace(piece[1], text=""))
    ):
        row = [run for _fate, run in group]
        if form.note is not None or form.opens or form.closes:
            yield from ((fate, run) for run in row)
        else:
            yield fate, replace(form, text="".join(run.text for run in row))


def _slots(items: Sequence[MarkedItem]) -> Iterator[Pieces]:
    """The runs of each line and cell, in order."""
    for item in items:
        if isinstance(item, MarkedTable):
            for row in item.rows:
                yield from (cell.pieces for cell in row.cells)
        else:
            yield item.pieces


def _filled(items: Sequence[MarkedItem], slots: Sequence[Pieces]) -> Iterator[MarkedItem]:
    """The items with other runs in them."""
    row = iter(slots)
    for item in items:
        if isinstance(item, MarkedTable):
            rows = [
                replace(each, cells=tuple(replace(c, pieces=next(row)) for c in each.cells))
                for each in item.rows
            ]
            yield replace(item, rows=tuple(rows))
        else:
            pieces = next(row)
            words = [(fate, run) for fate, run in pieces if run.text or run.note]
            makers = {run.maker for fate, run in words}
            is_gone = bool(words) and len(makers) == 1 and words[0][0] is Fate.GONE
            yield replace(item, pieces=pieces, fate=Fate.GONE if is_gone else item.fate)


def _added(remark: Remark, after: MarkedStretch) -> MarkedStretch:
    """The paragraphs that somebody would put after a heading or block."""
    parts = [" ".join(part.split()) for part in remark.proposed.split("\n\n")]
    lines = []
    for number, part in enumerate(filter(None, parts)):
        words = Run(part, maker=remark.maker)
        marks = (Run("", points=(remark.number,)),) if number == 0 else ()
        pieces = (*((Fate.SAME, mark) for mark in marks), (Fate.NEW, words))
        lines.append(MarkedLine(Fate.NEW, Line(Form.BODY, ()), pieces))
    key = uuid.uuid5(after.key, str(remark.number))
    return MarkedStretch(key, False, after.language, False, Fate.NEW, tuple(lines))
