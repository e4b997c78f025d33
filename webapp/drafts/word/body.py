"""The paragraphs and tables of a document in reading order, each with what it is and holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from webapp.drafts.blocks import BlockKind
from webapp.drafts.word import prose, remarks
from webapp.drafts.word.book import Book, Flow
from webapp.drafts.word.draft import Finding, Remark, RemarkKind, WordBlock
from webapp.drafts.word.flow import FlowReader
from webapp.drafts.word.lists import Marker, Numbering
from webapp.drafts.word.names import Element, child, name, number, switch, value
from webapp.drafts.word.prose import Run
from webapp.drafts.word.styles import Role

_CONTAINERS: Final = {
    name(short) for short in ("w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
}
_DROPPED: Final = {name("w:del"), name("w:moveFrom")}
_MARKS: Final = {
    name(short) for short in ("w:bookmarkStart", "w:commentRangeStart", "w:commentRangeEnd")
}
_OUR_FRONT: Final = "yttra-front"
"""The tag of what we ourselves write before the text: whose it is, which version."""
_INWARD: Final = 360
"""So far in a list is drawn for each depth in a file that was had from here."""
_CONTENTS_GALLERIES: Final = {"table of contents", "innehållsförteckning"}


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: what it is, and what it holds. A heading has a level, a list item a marker."""

    flow: Flow
    role: Role
    level: int
    marker: Marker | None
    bold: bool
    """Whether all of its text is bold."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table's cell, with paragraphs and tables of its own."""

    items: tuple["Item", ...]
    span: int
    goes_on: bool
    leans: bool = False
    """Whether it continues the cell to the left."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[tuple[GridCell, ...], ...]
    remarks: tuple[Remark, ...] = ()
    """The changes to whole rows."""


Item = Para | Grid


class BodyReader:
    """Reads a document's body, and the text boxes in it, from top to bottom."""

    def __init__(self, book: Book, numbering: Numbering) -> None:
        self._book = book
        self._numbering = numbering
        self._flows = FlowReader(book)
        self._carried = Flow()

    def items(self, parent: Element) -> Iterator[Item]:
        """The paragraphs and tables in an element, in order."""
        for element in self._elements(parent):
            if element.tag == name("w:tbl"):
                yield from self._left_over()
                yield self._grid(element)
            elif (para := self._para(element)) is not None:
                yield para
        yield from self._left_over()

    def _left_over(self) -> Iterator[Item]:
        if self._carried.runs or self._carried.remarks:
            carried, self._carried = self._carried, Flow()
            yield Para(carried, Role.TEXT, 0, None, bold=False)

    def _elements(self, parent: Element) -> Iterator[Element]:
        for element in parent:
            if element.tag in {name("w:p"), name("w:tbl")}:
                yield element
            elif element.tag == name("w:sdt"):
                yield from self._controlled(element)
            elif element.tag in _CONTAINERS:
                yield from self._elements(element)
            elif element.tag == name("mc:AlternateContent"):
                yield from self._elements(_first_alternative(element))
            elif element.tag == name("w:altChunk"):
                self._book.tally[Finding.EMBEDDED_FILES] += 1
            elif element.tag in _DROPPED:
                self._book.tally[Finding.DELETIONS] += 1
            elif element.tag in _MARKS:
                self._flows.mark_next(element)

    def _controlled(self, control: Element) -> Iterator[Element]:
        gallery = value(control, "w:sdtPr/w:docPartObj/w:docPartGallery") or ""
        content = child(control, "w:sdtContent")
        if content is None:
            return
        if value(control, "w:sdtPr/w:tag") == _OUR_FRONT:
            for paragraph in content.iter(name("w:p")):
                self._keep_front(self._flows.read(paragraph))
        elif gallery.lower() in _CONTENTS_GALLERIES:
            lines = [each for each in content.iter(name("w:p")) if _has_text(each)]
            self._book.tally[Finding.CONTENTS_LINES] += len(lines)
        elif switch(control, "w:sdtPr/w:showingPlcHdr") and not _has_pictures(content):
            self._book.tally[Finding.PLACEHOLDERS] += 1
        else:
            yield from self._elements(content)

    def _keep_front(self, flow: Flow) -> None:
        if said := prose.words(flow.runs):
            self._book.front.append(WordBlock(BlockKind.PARAGRAPH, said, None, flow.bag("b")))

    def _para(self, element: Element) -> Para | None:
        role, level = self._book.styles.role(element)
        if role is Role.HEADING:
            self._flows.leave_fields()
        in_contents = self._flows.in_contents
        flow = self._flows.read(element)
        in_contents = in_contents or self._flows.in_contents
        if role is Role.CONTENTS or (in_contents and not flow.runs):
            self._book.tally[Finding.CONTENTS_LINES] += _has_text(element)
            return None
        if role is Role.FRONT:
            self._keep_front(flow)
            return None
        flow.go_on_from(self._carried)
        self._carried = Flow()
        if _is_end_deleted(element):
            # The end of the paragraph is deleted: its text goes on in the next one.
            self._carried.go_on_from(flow)
            return Para(flow, Role.TEXT, 0, None, bold=False)
        bold = prose.is_bold(flow.runs) or self._book.styles.is_bold(element)
        if role is Role.CONTINUED and (inward := number(element, "w:pPr/w:ind", "w:left")):
            level = max(inward // _INWARD - 1, 0)
        marker = self._marker(element, role)
        if role is Role.HEADING and flow.runs and marker and marker.label:
            flow.runs.insert(0, Run(f"{marker.label} "))
        return Para(flow, role, level, marker if role is Role.TEXT else None, bold)

    def _marker(self, element: Element, role: Role) -> Marker | None:
        if role not in {Role.TEXT, Role.HEADING}:
            return None
        styles = self._book.styles
        own = child(element, "w:pPr/w:numPr")
        marker = self._numbering.marker(own, styles.numbering(element))
        if marker is None or marker.depth or role is Role.HEADING:
            return marker
        return replace(marker, depth=styles.list_depth(element))

    def _grid(self, table: Element) -> Grid:
        rows = list(_within(table, "w:tr"))
        gone = [row for row in rows if child(row, "w:trPr/w:del") is not None]
        self._book.tally[Finding.DELETIONS] += len(gone)
        told = tuple(each for row in gone if (each := self._gone(row)).text)
        return Grid(tuple(self._row(row) for row in rows if row not in gone), told)

    def _gone(self, row: Element) -> Remark:
        told = self._flows.change(row, RemarkKind.DELETED)
        if (mark := child(row, "w:trPr/w:del")) is not None:
            told.author, told.moment = remarks.author(mark), remarks.moment(mark)
        return told

    def _row(self, row: Element) -> tuple[GridCell, ...]:
        skipped = number(row, "w:trPr/w:gridBefore") or 0
        before = [GridCell((), 1, goes_on=False)] * min(max(skipped, 0), 63)
        cells = [each for each in _within(row, "w:tc") if not _is_cell_deleted(each)]
        return (*before, *map(self._cell, cells))

    def _cell(self, cell: Element) -> GridCell:
        properties = child(cell, "w:tcPr")
        merge = child(properties, "w:vMerge")
        goes_on = merge is not None and merge.get(name("w:val"), "continue") == "continue"
        beside = child(properties, "w:hMerge")
        leans = beside is not None and beside.get(name("w:val"), "continue") == "continue"
        span = max(1, number(properties, "w:gridSpan") or 1)
        return GridCell(tuple(self.items(cell)), span, goes_on, leans)


def _is_end_deleted(paragraph: Element) -> bool:
    end = child(paragraph, "w:pPr/w:rPr")
    return any(child(end, gone) is not None for gone in ("w:del", "w:moveFrom"))


def _is_cell_deleted(cell: Element) -> bool:
    return child(cell, "w:tcPr/w:cellDel") is not None


def _within(parent: Element, short: str) -> Iterator[Element]:
    for element in parent:
        if element.tag == name(short):
            yield element
        elif element.tag in _CONTAINERS or element.tag == name("w:sdt"):
            yield from _within(element, short)


def _first_alternative(element: Element) -> Element:
    choice = child(element, "mc:Choice")
    fallback = child(element, "mc:Fallback")
    return next((each for each in (choice, fallback) if each is not None), element)


def _has_text(element: Element) -> bool:
    return any((each.text or "").strip() for each in element.iter(name("w:t")))


def _has_pictures(element: Element) -> bool:
    return next(element.iter(name("pic:pic")), None) is not None


def is_short_line(text: str) -> bool:
    """Whether a bold line may be a heading that nobody gave a style."""
    return 0 < len(text) <= 100 and not re.search(r"[.,;:!?…]$", text)  # noqa: PLR2004
