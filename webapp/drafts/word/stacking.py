"""Blocks made one after another of what a document's paragraphs and tables hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word import lists, prose, tables
from webapp.drafts.word.body import BodyReader, Grid, GridCell, Item, Para
from webapp.drafts.word.draft import Finding, WordBlock, WordImage
from webapp.drafts.word.lists import Marker
from webapp.drafts.word.prose import Run
from webapp.drafts.word.styles import Role

_NOTE: Final = {"sv": "Fotnot", "nb": "Fotnote", "da": "Fodnote", "fi": "Alaviite"}
_KEPT: Final = {
    BlockKind.PARAGRAPH: Finding.PARAGRAPHS,
    BlockKind.LIST: Finding.LISTS,
    BlockKind.TABLE: Finding.TABLES,
    BlockKind.QUOTE: Finding.QUOTES,
    BlockKind.FIGURE: Finding.IMAGES,
}


class Stack:
    """The blocks of one section, growing."""

    def __init__(self, body: BodyReader, language: str | None, tally: Counter[Finding]) -> None:
        self._body = body
        self._note = _NOTE.get(language or "", "Footnote")
        self._tally = tally
        self._blocks: list[WordBlock] = []
        self._items: list[lists.Item] = []
        self._quotes: list[str] = []

    def taken(self) -> tuple[WordBlock, ...]:
        """The blocks so far; the next ones belong to another section."""
        self._close()
        taken, self._blocks = tuple(self._blocks), []
        return taken

    def add(self, item: Item) -> None:
        """Add what a paragraph or table holds; a heading here is a line in bold."""
        if isinstance(item, Grid):
            self._grid(item)
            return
        self._text(item)
        self.add_beside(item)

    def add_notes(self, para: Para) -> None:
        """Add a heading's notes as a paragraph of their own."""
        self._paragraph(self._with_notes([], para))

    def add_beside(self, para: Para) -> None:
        """Add the pictures, diagrams and text boxes that stand by a paragraph."""
        for image in para.flow.images:
            self._figure(image)
        for lines in para.flow.diagrams:
            self._list([lists.Item(Marker(0, None), blocks.escape(line)) for line in lines])
        for box in para.flow.boxes:
            self._tally[Finding.TEXT_BOXES] += 1
            for item in self._body.items(box):
                self.add(item)

    def _text(self, para: Para) -> None:
        runs = self._with_notes(para.flow.runs, para)
        if para.role is Role.HEADING:
            runs = [replace(run, bold=True) for run in runs]
        text = prose.to_commonmark(runs)
        if not text:
            return
        if para.marker is not None:
            self._tally[Finding.LIST_NUMBERING] += para.marker.simplified
            self._list([lists.Item(para.marker, text)])
        elif para.role is Role.QUOTE:
            self._quote(text)
        else:
            self._paragraph(runs)

    def _with_notes(self, runs: Sequence[Run], para: Para) -> list[Run]:
        shown = list(runs)
        for note in para.flow.notes:
            if prose.words(note):
                shown += [Run(f" ({self._note}: "), *_led_by_no_space(note), Run(")")]
        return shown

    def _paragraph(self, runs: Sequence[Run]) -> None:
        self._block(BlockKind.PARAGRAPH, prose.to_commonmark(runs))

    def _list(self, items: Iterable[lists.Item]) -> None:
        if self._quotes:
            self._close()
        self._items += items

    def _quote(self, text: str) -> None:
        if self._items:
            self._close()
        self._quotes.append("> " + text.replace("\n", "\n> "))

    def _figure(self, image: WordImage) -> None:
        self._block(BlockKind.FIGURE, blocks.figure(image.key, image.alt), image)

    def _block(self, kind: BlockKind, text: str, image: WordImage | None = None) -> None:
        if text:
            self._close()
            self._put(WordBlock(kind, text, image))

    def _put(self, block: WordBlock) -> None:
        self._tally[_KEPT[block.kind]] += 1
        self._blocks.append(block)

    def _close(self) -> None:
        items, self._items = self._items, []
        quotes, self._quotes = self._quotes, []
        follows_list = bool(self._blocks) and self._blocks[-1].kind is BlockKind.LIST
        for text in lists.lists(items, follows_list=follows_list):
            self._put(WordBlock(BlockKind.LIST, text))
        if quotes:
            self._put(WordBlock(BlockKind.QUOTE, "\n>\n".join(quotes)))

    def _grid(self, grid: Grid) -> None:
        if _is_layout(grid):
            self._tally[Finding.LAYOUT_TABLES] += 1
            for item in _inside(grid):
                self.add(item)
            return
        rows = [[self._cell(cell, header=row is grid.rows[0]) for cell in row] for row in grid.rows]
        self._tally[Finding.MERGED_CELLS] += sum(cell.is_merged for row in rows for cell in row)
        self._block(BlockKind.TABLE, tables.to_commonmark(rows))
        for para in _paragraphs(grid):
            self.add_beside(para)

    def _cell(self, cell: GridCell, *, header: bool) -> tables.Cell:
        texts = [self._cell_text(para, header=header) for para in self._cell_paragraphs(cell)]
        return tables.Cell(" / ".join(filter(None, texts)), cell.span, cell.goes_on)

    def _cell_paragraphs(self, cell: GridCell) -> list[Para]:
        nested = [item for item in cell.items if isinstance(item, Grid)]
        self._tally[Finding.NESTED_TABLES] += len(nested)
        return list(_paragraphs_of(cell.items))

    def _cell_text(self, para: Para, *, header: bool) -> str:
        runs = self._with_notes(para.flow.runs, para)
        return prose.to_cell(prose.without_emphasis(runs) if header else runs)


def _led_by_no_space(note: Sequence[Run]) -> list[Run]:
    shown = [run for run in note if run.text]
    while shown and not shown[0].text.strip():
        shown.pop(0)
    return [replace(shown[0], text=shown[0].text.lstrip()), *shown[1:]]


def _is_layout(grid: Grid) -> bool:
    """Whether a table is a frame round text, or columns side by side, rather than rows of data."""
    return len(grid.rows) == 1 or all(len(row) <= 1 for row in grid.rows)


def _inside(grid: Grid) -> Iterable[Item]:
    return (item for row in grid.rows for cell in row for item in cell.items)


def _paragraphs(grid: Grid) -> Iterable[Para]:
    return _paragraphs_of(_inside(grid))


def _paragraphs_of(items: Iterable[Item]) -> Iterable[Para]:
    for item in items:
        if isinstance(item, Grid):
            yield from _paragraphs(item)
        else:
            yield item
