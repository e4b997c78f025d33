"""Blocks made one after another of what a document's paragraphs and tables hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word import lists, prose, tables
from webapp.drafts.word.body import BodyReader, Grid, GridCell, Item, Para
from webapp.drafts.word.book import Flow
from webapp.drafts.word.captions import Captions
from webapp.drafts.word.charts import Chart
from webapp.drafts.word.draft import NOTHING, Bag, Finding, WordBlock, WordImage
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
        self._quotes: list[tuple[str, Bag]] = []
        self._captions = Captions(tally)
        self._loose = NOTHING

    def taken(self) -> tuple[tuple[WordBlock, ...], Bag]:
        """The blocks so far, and what goes with none of them; what comes is another section's."""
        self._leave_caption()
        self._close()
        taken, self._blocks = tuple(self._blocks), []
        loose, self._loose = self._loose, NOTHING
        return taken, Bag(remarks=loose.remarks)

    def add(self, item: Item) -> None:
        """Add what a paragraph or table holds; a heading here is a line in bold."""
        if isinstance(item, Grid):
            self._leave_caption()
            self._grid(item)
        elif item.role is Role.CAPTION:
            self._caption(item)
        else:
            self._text(item)
            self.add_beside(item.flow)

    def add_notes(self, para: Para) -> None:
        """Add a heading's notes as a paragraph of their own."""
        runs: list[Run] = []
        for note in (run.note for run in para.flow.runs if run.note):
            self._tally[Finding.NOTES] -= 1
            self._tally[Finding.NOTES_BELOW] += 1
            runs += [Run(" (" if runs else "("), Run(f"{self._note}: "), *_led(note), Run(")")]
        self._block(BlockKind.PARAGRAPH, prose.to_commonmark(runs), NOTHING)

    def add_beside(self, flow: Flow, bag: Bag | None = None) -> None:
        """Add the pictures, diagrams, charts and text boxes that stand by a paragraph."""
        for image in flow.images:
            self._figure(image, bag or self._own(flow))
        for lines in flow.diagrams:
            self._list([lists.Item(Marker(0, None), blocks.escape(line)) for line in lines])
        for chart in flow.charts:
            self._chart(chart)
        for box in flow.boxes:
            self._tally[Finding.TEXT_BOXES] += 1
            for item in self._body.items(box):
                self.add(item)

    def _own(self, flow: Flow) -> Bag:
        """What comes along with a picture, if no text has taken it."""
        return NOTHING if prose.words(flow.runs) else self._claimed(flow.bag("b"))

    def _claimed(self, bag: Bag) -> Bag:
        """The bag, without remarks that were held for want of a block."""
        held, self._loose = self._loose, NOTHING
        return Bag(bag.hints, bag.falls_back, tuple(dict.fromkeys(held.remarks + bag.remarks)))

    def _text(self, para: Para) -> None:
        runs = para.flow.runs
        if para.role is Role.HEADING:
            runs = [replace(run, bold=True) for run in runs]
        if para.marker is not None and para.marker.label and runs:
            runs = [Run(f"{para.marker.label} "), *runs]
        text = prose.to_commonmark(runs)
        if text:
            self._worded(para, text, self._claimed(para.flow.bag("b")))
        elif para.flow.remarks:
            self._hold(Bag(remarks=tuple(para.flow.remarks)))

    def _worded(self, para: Para, text: str, bag: Bag) -> None:
        self._leave_caption()
        if para.marker is not None:
            self._tally[Finding.LIST_NUMBERING] += para.marker.simplified
            self._list([lists.Item(para.marker, text, bag)])
        elif para.role is Role.CONTINUED and self._items:
            marker = Marker(para.level, None)
            self._items.append(lists.Item(marker, text, bag, is_continued=True))
        elif para.role is Role.QUOTE:
            self._quote(text, bag)
        else:
            self._block(BlockKind.PARAGRAPH, text, bag)

    def _hold(self, bag: Bag) -> None:
        """Give what stands in no text to the block before, or keep it for the next one."""
        self._close()
        if self._blocks:
            self._blocks[-1] = replace(self._blocks[-1], bag=self._blocks[-1].bag + bag)
        else:
            self._loose += bag

    def _caption(self, para: Para) -> None:
        self.add_beside(para.flow, para.flow.bag("b"))
        if not prose.words(para.flow.runs):
            return
        self._leave_caption()
        self._close()
        last = self._blocks[-1] if self._blocks else None
        captioned = self._captions.below(last, para.flow.runs)
        if last is None or captioned is None:
            self._captions.wait(para)
            return
        self._blocks[-1] = replace(captioned, bag=last.bag + para.flow.bag("b"))

    def _leave_caption(self) -> None:
        """Let a caption that no picture came after be a paragraph."""
        para = self._captions.left()
        if para is not None:
            text = prose.to_commonmark(para.flow.runs)
            self._block(BlockKind.PARAGRAPH, text, self._claimed(para.flow.bag("b")))

    def _list(self, items: Iterable[lists.Item]) -> None:
        if self._quotes:
            self._close()
        self._items += items

    def _quote(self, text: str, bag: Bag) -> None:
        if self._items:
            self._close()
        self._quotes.append(("> " + text.replace("\n", "\n> "), bag))

    def _figure(self, image: WordImage, bag: Bag) -> None:
        caption, came = self._captions.above()
        self._leave_caption()
        text = blocks.figure(image.key, image.alt, caption=caption, decorative=image.decorative)
        self._block(BlockKind.FIGURE, text, bag + came, image)

    def _chart(self, chart: Chart) -> None:
        for title in chart.titles:
            self._block(BlockKind.PARAGRAPH, blocks.escape(title), NOTHING)
        rows = [[tables.Cell(prose.to_cell([Run(text)])) for text in row] for row in chart.rows]
        self._block(BlockKind.TABLE, tables.to_commonmark(rows).text, NOTHING)

    def _block(self, kind: BlockKind, text: str, bag: Bag, image: WordImage | None = None) -> None:
        if text:
            self._close()
            self._put(WordBlock(kind, text, image, bag))

    def _put(self, block: WordBlock) -> None:
        self._tally[_KEPT[block.kind]] += 1
        self._blocks.append(block)

    def _close(self) -> None:
        items, self._items = self._items, []
        quotes, self._quotes = self._quotes, []
        follows_list = bool(self._blocks) and self._blocks[-1].kind is BlockKind.LIST
        for text, bag in lists.lists(items, follows_list=follows_list):
            self._put(WordBlock(BlockKind.LIST, text, None, bag))
        if quotes:
            text = "\n>\n".join(text for text, _ in quotes)
            bag = sum((bag for _, bag in quotes), NOTHING)
            self._put(WordBlock(BlockKind.QUOTE, text, None, bag))

    def _grid(self, grid: Grid) -> None:
        if _is_layout(grid):
            self._tally[Finding.LAYOUT_TABLES] += 1
            for item in _inside(grid):
                self.add(item)
            return
        rows = [[self._cell(cell, header=row is grid.rows[0]) for cell in row] for row in grid.rows]
        table = tables.to_commonmark(rows)
        self._tally[Finding.MERGED_CELLS] += table.merged
        self._tally[Finding.DIVIDED_CELLS] += table.divided
        inside = list(_paragraphs(grid))
        bag = sum((para.flow.bag("b") for para in inside), Bag(remarks=grid.remarks))
        if table.text:
            self._block(BlockKind.TABLE, table.text, self._claimed(bag))
        elif bag.remarks:
            self._hold(Bag(remarks=bag.remarks))
        for para in inside:
            self._tally[Finding.CELL_IMAGES] += len(para.flow.images)
            self.add_beside(para.flow, NOTHING)

    def _cell(self, cell: GridCell, *, header: bool) -> tables.Cell:
        nested = [item for item in cell.items if isinstance(item, Grid)]
        self._tally[Finding.NESTED_TABLES] += len(nested)
        inside = list(_paragraphs_of(cell.items))
        texts = [text for para in inside if (text := _cell_text(para, header=header))]
        self._tally[Finding.CELLS_IN_LINE] += len(texts) > 1 and not nested
        return tables.Cell(" / ".join(texts), cell.span, cell.goes_on, cell.leans)


def _cell_text(para: Para, *, header: bool) -> str:
    runs = para.flow.runs
    if para.marker is not None and para.marker.label and runs:
        runs = [Run(f"{para.marker.label} "), *runs]
    return prose.to_cell(prose.without_emphasis(runs) if header else runs)


def _led(note: Sequence[Run]) -> list[Run]:
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
