"""Another wording of some words of a block, put into the block as it says now. Pure.

A proposal is on the words of an earlier version. What both it and later writers changed is put
together word by word; where they changed the same words, a person chooses. The block's marks stay:
words are changed in its CommonMark where they stand, and what came out is read again to see that a
reader gets the words that were meant. Where that fails, nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from webapp.drafts import blocks, passages, wording
from webapp.drafts.passages import Certainty, Passage
from webapp.drafts.wording import Fate


class Clash(StrEnum):
    """Why a wording cannot be put in without a person."""

    WORDS = "words"
    """The words that it is on do not stand in the text that it was made on."""
    CHANGED = "changed"
    """The same words have been changed since."""
    MARKS = "marks"
    """The block's marks (links, emphasis, tables) stand in the way."""


class ClashError(Exception):
    """A wording that a person must put in."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(clash.value)
        self.clash = clash


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` up to `end` become `text`."""

    start: int
    end: int
    text: str

    def touches(self, other: "Edit") -> bool:
        """Say whether the two are about the same place, or places side by side."""
        return self.start <= other.end and other.start <= self.end


def reworded(base: str, now: str, passage: Passage | None, words: str) -> str:
    """The block's text `now` with the `words` in place of the passage.

    `base` is the block's text that the passage is in; without a passage all of it is meant. The
    result is empty where nothing is left of the block.

    Raises:
        ClashError: a person must do it.
    """
    was, says = blocks.plain(base), blocks.plain(now)
    mine = list(_wanted(was, passage, words))
    merged = _placed(mine, list(edits(was, says)))
    meant = applied(says, merged)
    if not meant.strip():
        return ""
    return _marked(now, says, merged, meant)


def added(words: str) -> list[str]:
    """Words as new paragraphs, each as the text of a block."""
    parts = (" ".join(part.split("\n")).strip() for part in words.split("\n\n"))
    return [blocks.escape(part) for part in parts if part]


def carried(before: str, after: str, text: str) -> str:
    """Another wording of the same words, with what made `after` of `before`. All are plain.

    Raises:
        ClashError: the two changed the same words, and not to the same.
    """
    return applied(text, _placed(list(edits(before, after)), list(edits(before, text))))


def edits(old: str, new: str) -> Iterator[Edit]:
    """What makes `new` of `old`, in order, none beside another."""
    place, start, text = 0, None, ""
    for piece in wording.words(old, new):
        if piece.fate is Fate.SAME:
            if start is not None:
                yield Edit(start, place, text)
            start, text = None, ""
        elif start is None:
            start = place
        if piece.fate is Fate.NEW:
            text += piece.text
        else:
            place += len(piece.text)
    if start is not None:
        yield Edit(start, place, text)


def applied(text: str, changes: Sequence[Edit]) -> str:
    """The text after the changes, which are in order and do not touch."""
    ends = [0, *(each.end for each in changes)]
    starts = [*(each.start for each in changes), len(text)]
    kept = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    new = [*(each.text for each in changes), ""]
    return "".join(part for pair in zip(kept, new, strict=True) for part in pair)


def _wanted(was: str, passage: Passage | None, words: str) -> Iterator[Edit]:
    """The proposal as edits of the text that it was made on."""
    start, end = 0, len(was)
    if passage is not None:
        found = passages.find(was, passage)
        typed = passages.typed(was, passage.exact)
        if found is not None and found.certainty >= Certainty.SAME_WORDS:
            start, end = found.start, found.end
        elif typed and typed.exact.split() == passage.exact.split():
            start, end = typed.start, typed.end
        else:
            raise ClashError(Clash.WORDS)
    if not words:
        start, end = _with_a_space(was, start, end)
    for edit in edits(was[start:end], words):
        yield Edit(edit.start + start, edit.end + start, edit.text)


def _with_a_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The places around words that go, with the space before them where there are two."""
    has_after = end == len(text) or not text[end].isalnum()
    return (start - 1, end) if start and text[start - 1] == " " and has_after else (start, end)


def _placed(mine: Sequence[Edit], theirs: Sequence[Edit]) -> list[Edit]:
    """My edits where they belong in the other's text.

    Raises:
        ClashError: both changed the same words, and not to the same.
    """
    placed: list[Edit] = []
    for edit in mine:
        if edit in theirs:
            continue
        if any(edit.touches(other) for other in theirs):
            raise ClashError(Clash.CHANGED)
        before = (each for each in theirs if each.end <= edit.start)
        moved = sum(len(each.text) - (each.end - each.start) for each in before)
        placed.append(Edit(edit.start + moved, edit.end + moved, edit.text))
    return placed


def _marked(now: str, says: str, changes: Sequence[Edit], meant: str) -> str:
    """The block's own text after the changes, if a reader then gets what is meant."""
    for places in (_leftmost(now, says), _rightmost(now, says)):
        if places is not None:
            text = applied(now, [_in_text(each, places) for each in changes])
            if _reads(text, now, meant):
                return text
    raise ClashError(Clash.MARKS)


def _reads(text: str, now: str, meant: str) -> bool:
    made, before = blocks.split(text), blocks.split(now)
    same_kind = [each.kind for each in made] == [each.kind for each in before]
    return same_kind and blocks.plain(text).split() == meant.split()


_BESIDE: Final = " \t\n"


def _in_text(edit: Edit, places: Sequence[int]) -> Edit:
    """The edit of what a reader sees as one of the text with its marks."""
    text = blocks.escape_inline(edit.text)
    if edit.start == edit.end:
        place = places[edit.start - 1] + 1 if edit.start else places[0]
        return Edit(place, place, text)
    return Edit(places[edit.start], places[edit.end - 1] + 1, text)


def _leftmost(text: str, plain: str) -> list[int] | None:
    """Where each character of the plain text stands in the text with its marks, from the left."""
    places: list[int] = []
    place = 0
    for sign in plain:
        while place < len(text) and not _same(text[place], sign):
            place += 1
        if place == len(text):
            return None
        places.append(place)
        place += 1
    return places


def _rightmost(text: str, plain: str) -> list[int] | None:
    found = _leftmost(text[::-1], plain[::-1])
    return None if found is None else [len(text) - 1 - place for place in reversed(found)]


def _same(one: str, other: str) -> bool:
    return one == other or (one in _BESIDE and other in _BESIDE)
