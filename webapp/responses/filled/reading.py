"""A file that somebody answered in, whatever it is: what it says, and where that belongs."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper import content
from webapp.drafts.word import reader
from webapp.drafts.word.draft import WordDraft
from webapp.drafts.word.refusal import WordRefused
from webapp.organisations.tables import RefusedListError
from webapp.organisations.workbooks import read_workbook
from webapp.responses import filetext
from webapp.responses.filekinds import FileKind
from webapp.responses.filetext import UnreadableError
from webapp.responses.filled import beforehand, edits, letters, margins, tables
from webapp.responses.filled.copies import Copy
from webapp.responses.filled.finds import Find, ShownSection
from webapp.responses.filled.letters import Paragraph

SAVED_OTHERWISE: Final = "copy_saved_otherwise"
"""Why a copy of the text is not read that is no Word file: it would say the text, and no more."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was found, and what kind of answer the file was taken for."""

    way: str
    found: tuple[Find, ...]


Text = Callable[[str | None], Sequence[ShownSection]]
"""Gives the text, in the language that a file says that it is in, where it says."""
Texts = Callable[[], Iterable[Sequence[ShownSection]]]
"""Gives the text in each language that it is had in: a letter does not say which it is in."""


def read(data: bytes, kind: FileKind | None, text: Text, texts: Texts, ours: Sequence[str]) -> Read:
    """Everything that a file says: a copy of the text, a comment table, or a letter.

    `kind`: None for a workbook. `ours`: what stands before the text in a copy that was fetched.

    Raises:
        UnreadableError: it cannot be read; its words say why, by code.
    """
    if kind is FileKind.DOCX:
        return _word(data, text, ours)
    row = text(None)
    if kind is None:
        return _workbook(data, row)
    letter = letters.paragraphs(filetext.read(data, kind).text)
    if any(letters.is_the_text(letter, each) for each in texts()):
        raise UnreadableError(SAVED_OTHERWISE)
    return Read("letter", tuple(letters.finds(letter, row)))


def _workbook(data: bytes, row: Sequence[ShownSection]) -> Read:
    try:
        lines = [line.cells for line in read_workbook(data).lines]
    except RefusedListError as refused:
        raise UnreadableError(refused.reason.value) from refused
    return Read("table", tuple(tables.finds(lines, row)))


def _word(data: bytes, text: Text, ours: Sequence[str]) -> Read:
    try:
        after = reader.read(data)
        before = reader.read(data, reject_changes=True)
    except WordRefused as refused:
        raise UnreadableError(refused.reason.value) from refused
    row = text(after.language)
    copy = Copy(row, before, after, ours)
    if copy.is_one:
        return Read("copy", tuple(in_copy(copy)))
    rows = [each for table in _tables(after) for each in tables.finds(table, row)]
    if rows:
        return Read("table", (*rows, *margins.comments(copy)))
    return Read("letter", (*letters.finds(_paragraphs(after), row), *margins.comments(copy)))


def _tables(draft: WordDraft) -> Iterator[list[list[str]]]:
    for section in draft.sections:
        for block in section.blocks:
            for node in content.read(block.text) if block.kind is BlockKind.TABLE else ():
                if isinstance(node, content.Table):
                    yield tables.cells(node)


def _paragraphs(draft: WordDraft) -> Iterator[Paragraph]:
    if draft.title:
        yield Paragraph(draft.title)
    for section in draft.sections:
        if section.title:
            yield Paragraph(section.title, is_heading=True)
        for block in section.blocks:
            if said := blocks.plain(block.text):
                yield Paragraph(said)


def in_copy(copy: Copy) -> list[Find]:
    """Everything that was done in a copy, in the order of the text."""
    found = [
        *beforehand.finds(copy),
        *margins.comments(copy),
        *edits.titles(copy),
        *edits.wordings(copy),
        *edits.additions(copy),
    ]
    keys = [each for section in copy.row for each in _keys(section)]
    order = {key: place for place, key in enumerate(keys)}
    return sorted(found, key=lambda each: _place(each, order))


def _keys(section: ShownSection) -> list[uuid.UUID]:
    return [section.key, *(block.key for block in section.blocks)]


def _place(find: Find, order: Mapping[uuid.UUID, int]) -> int:
    key = find.block_key or find.section_key
    return len(order) if key is None else order.get(key, len(order))
