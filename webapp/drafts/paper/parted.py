"""A commented text parted by its chapters, so that no file holds too many comments. Pure.

What is on the text as a whole stands in a file by itself, on the title alone. Where a chapter has
more comments than one file may hold, it is there several times, each with the next of them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from webapp.drafts.paper import docx
from webapp.drafts.paper.manuscript import Chapter, Manuscript
from webapp.drafts.paper.margins import Remark

MANY: Final = 500
"""The most comments that LibreOffice opens in a few seconds: its time grows with their square."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file: a chapter with its sections, and the comments that are on them."""

    manuscript: Manuscript
    remarks: Sequence[Remark]
    title: str
    number: int
    """Which of several with the same chapter it is, from 1; 0 where it is alone."""
    done: float


def by_chapter(text: Manuscript, remarks: Iterable[Remark], most: int = MANY) -> Iterator[Part]:
    """The text by chapters, with no more than `most` comments in a part; empty ones are left out.

    A chapter on which nobody said anything is not there.
    """
    groups = list(_groups(text.chapters))
    place = {key: number for number, group in enumerate(groups) for key in _keys(group)}
    said: dict[int, list[Remark]] = defaultdict(list)
    for each in remarks:
        said[_where(each, place)].append(each)
    for number in sorted(said):
        group = groups[number] if number >= 0 else ()
        rows = [said[number][at : at + most] for at in range(0, len(said[number]), most)]
        title = f"{group[0].number} {group[0].title}".strip() if group else ""
        # On the first page, too: a file that was sent on may be called something else.
        notes = tuple(filter(None, [title, *text.front.notes]))
        front = replace(text.front, notes=notes)
        for count, row in enumerate(rows, 1):
            yield Part(
                replace(text, front=front, chapters=tuple(group), first=_first(group)),
                row,
                title,
                count if len(rows) > 1 else 0,
                max(0, number) / max(1, len(groups)),
            )


def written(part: Part) -> bytes:
    """The part as a Word file."""
    return docx.compile_commented(part.manuscript, part.remarks)


def _groups(chapters: Sequence[Chapter]) -> Iterator[Sequence[Chapter]]:
    """The chapters of the highest level, each with the sections below it."""
    top = min((each.level for each in chapters), default=1)
    group: list[Chapter] = []
    for each in chapters:
        if each.level == top and group:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _keys(group: Sequence[Chapter]) -> Iterator[uuid.UUID]:
    for chapter in group:
        yield chapter.key
        yield from (each.key for each in chapter.passages)


def _where(remark: Remark, place: dict[uuid.UUID, int]) -> int:
    """In which group a remark is; -1 for the text as a whole."""
    keys = (remark.block_key, remark.section_key)
    return next((place[key] for key in keys if key in place), -1)


def _first(group: Sequence[Chapter]) -> int:
    """The number that the first heading bears, which Word counts by itself."""
    number = group[0].number.partition(".")[0] if group else ""
    return int(number) if number.isdigit() else 1
