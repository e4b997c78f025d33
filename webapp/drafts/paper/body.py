"""The body of a Word document: stretches of text as paragraphs, lists, tables and pictures."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import Final

from webapp.drafts.direction import runs_from_right
from webapp.drafts.paper import wordml as w
from webapp.drafts.paper.content import Maker, Picture, Run
from webapp.drafts.paper.lines import Form, Line
from webapp.drafts.paper.marks import (
    MarkedCell,
    MarkedItem,
    MarkedLine,
    MarkedRow,
    MarkedStretch,
    MarkedTable,
    Pieces,
)
from webapp.drafts.paper.package import Album, Lists, References
from webapp.drafts.paper.wordml import FROM_RIGHT
from webapp.drafts.wording import Fate

TEXT_WIDTH: Final = 9014
"""Between the margins of an A4 page, in twentieths of a point."""
_STYLES: Final = {
    Form.BODY: "BodyText",
    Form.CONTINUED: "ListContinue",
    Form.QUOTE: "Quote",
    Form.FIGURE: "Figure",
    Form.CAPTION: "Caption",
}
_CHANGES: Final = {Fate.GONE: "del", Fate.NEW: "ins"}
_OTHER_LANGUAGE: Final = (
    '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="B9C6CF"/></w:pBdr>'
)
_DEEPEST_HEADING: Final = 9
_DEEPEST_LIST: Final = 8
_DEEPEST_CONTINUED: Final = 4
"""Word has five styles for paragraphs that go on with an item, one a depth."""


def bookmark_name(kind: str, key: uuid.UUID) -> str:
    """The hidden bookmark that carries a key: `s` a section's, `b` a block's, `f` of either."""
    return f"_y{kind}{key.hex}"


class Body:
    """Writes a text piece by piece, and keeps what the other parts of the package must hold."""

    def __init__(self, language: str, album: Album, first_reference: int, stamp: str) -> None:
        self.album = album
        self.references = References(first=first_reference)
        self.note_references = References()
        self.lists = Lists()
        self.notes: list[str] = []
        self._language = language
        self._stamp = stamp
        self._ids = count(1)
        self._spoken = ""
        self._after_table = self._after_list = False
        self._has_heading = False
        self._stretch: MarkedStretch

    def text(self, stretches: Iterable[MarkedStretch]) -> Iterator[str]:
        """The paragraphs and tables of the text."""
        for stretch in stretches:
            self._stretch = stretch
            self._spoken = w.region(stretch.language) if stretch.language != self._language else ""
            yield from self._items(stretch.items)
        if self._after_table:
            yield w.paragraph("TableEnd")

    def _items(self, items: Sequence[MarkedItem]) -> Iterator[str]:
        starts, ends = self._bookmarks(items)
        for place, item in enumerate(items):
            around = (starts if place == _first_kept(items) else "", "")
            if place == _last_kept(items):
                around = (around[0], ends)
            if isinstance(item, MarkedTable):
                yield from self._table(item, around)
            else:
                yield self._line(item, around)
            self._after_table = isinstance(item, MarkedTable)
            self._after_list = isinstance(item, MarkedLine) and item.line.place is not None

    def _bookmarks(self, items: Sequence[MarkedItem]) -> tuple[str, str]:
        """The marks that carry the stretch's key, unless all of it is gone."""
        stretch = self._stretch
        is_proposed = stretch.fate is Fate.NEW and not self._stamp
        if stretch.fate is Fate.GONE or not items or is_proposed:
            return "", ""
        kinds = ["s" if stretch.is_heading else "b"] + ["f"] * stretch.falls_back
        made = [w.bookmark(bookmark_name(kind, stretch.key), next(self._ids)) for kind in kinds]
        return "".join(start for start, _ in made), "".join(end for _, end in reversed(made))

    def _line(self, item: MarkedLine, around: tuple[str, str]) -> str:
        line = item.line
        content = self._pieces(item.pieces, self.references)
        if line.picture is not None:
            content += self._changed(item.fate, self._picture(line.picture))
        style, more = self._look(line, FROM_RIGHT * _is_turned(item.pieces))
        return w.paragraph(
            style, around[0], content, around[1], more=more, mark=self._end_mark(item)
        )

    def _look(self, line: Line, way: str) -> tuple[str, str]:
        """A paragraph's style, and what it has beside that, in the order of the schema.

        `way`: what it says where it runs from right to left.
        """
        border = (_OTHER_LANGUAGE if self._spoken else "") + way
        if line.form is Form.HEADING:
            first = "" if self._has_heading else "<w:pageBreakBefore/>"
            self._has_heading = True
            return f"Heading{min(line.level, _DEEPEST_HEADING)}", first + border
        if line.form is Form.ITEM and line.place is not None:
            is_counted = line.place.start is not None
            return "ListNumber" if is_counted else "ListBullet", self._numbering(line) + border
        if line.form is Form.CONTINUED and line.place is not None:
            depth = min(line.place.depth, _DEEPEST_CONTINUED) + 1
            return f"ListContinue{depth if depth > 1 else ''}", border
        return _STYLES[line.form], border + self._gap()

    def _gap(self) -> str:
        """Room above a paragraph that follows a table or a list."""
        room = 160 if self._after_table else 80 if self._after_list else 0
        return f'<w:spacing w:before="{room}"/>' if room else ""

    def _numbering(self, line: Line) -> str:
        place, stretch = line.place, self._stretch
        if place is None:
            return ""
        known = (stretch.key, stretch.fate is Fate.GONE, place)
        depth = min(place.depth, _DEEPEST_LIST)
        number = self.lists.number(known, depth=depth, start=place.start)
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'

    def _pieces(self, pieces: Pieces, references: References) -> str:
        """Runs with what became of them; those of one link are in one."""
        parts = []
        for href, group in groupby(pieces, lambda piece: piece[1].href):
            inside = "".join(self._piece(fate, run) for fate, run in group)
            parts.append(w.outer_link(references.link(href), inside) if href else inside)
        return "".join(parts)

    def _piece(self, fate: Fate, run: Run) -> str:
        marks = (
            (w.comment_start, run.opens),
            (w.comment_at, run.points),
            (w.comment_end, run.closes),
        )
        return "".join(mark(each) for mark, numbers in marks for each in numbers) + self._words(
            fate, run
        )

    def _words(self, fate: Fate, run: Run) -> str:
        if run.note is not None:
            return self._changed(fate, self._note(fate, run.note), run.maker)
        if not run.text:
            return ""
        form = w.toggles(
            style="Hyperlink" if run.href else "",
            bold=run.bold,
            italic=run.italic,
            turned=runs_from_right(run.text),
            language=self._spoken,
        )
        words = w.run(run.text, form, deleted=fate is Fate.GONE)
        return self._changed(fate, words, run.maker)

    def _changed(self, fate: Fate, inside: str, maker: Maker | None = None) -> str:
        tag = _CHANGES.get(fate)
        if tag is None or not inside:
            return inside
        return f'<w:{tag} w:id="{next(self._ids)}" {self._by(maker)}>{inside}</w:{tag}>'

    def _by(self, maker: Maker | None) -> str:
        return w.stamp(maker.author, maker.moment) if maker else self._stamp

    def _end_mark(self, item: MarkedLine) -> str:
        tag = _CHANGES.get(item.fate)
        maker = next((run.maker for _, run in item.pieces if run.maker), None)
        mark = f'<w:{tag} w:id="{next(self._ids)}" {self._by(maker)}/>' if tag else ""
        return w.properties("rPr", mark)

    def _note(self, fate: Fate, runs: tuple[Run, ...]) -> str:
        number = len(self.notes) + 1
        inside = self._pieces(tuple((fate, run) for run in runs), self.note_references)
        self.notes.append(w.footnote(number, inside))
        return w.note_reference(number, w.toggles(style="FootnoteReference"))

    def _picture(self, picture: Picture) -> str:
        found = self.album.print(picture.key)
        if found is None:
            return w.run(picture.alt, w.toggles(italic=True, language=self._spoken))
        reference = self.references.picture(found.target)
        alt = None if picture.decorative else picture.alt
        return w.picture(next(self._ids), reference, found.size, alt)

    def _table(self, table: MarkedTable, around: tuple[str, str]) -> Iterator[str]:
        if self._after_table:
            # Without something between them two tables are one; it goes with either of them.
            yield w.paragraph("TableEnd", mark=self._neither())
        widths = _widths(table)
        kept = [n for n, row in enumerate(table.rows) if row.fate is not Fate.GONE] or [-1]
        rows = [
            self._row(row, widths, around[0] * (n == kept[0]), around[1] * (n == kept[-1]))
            for n, row in enumerate(table.rows)
        ]
        yield w.table(widths, rows)

    def _neither(self) -> str:
        """The end of a paragraph that is in the document neither before the changes nor after."""
        if not self._stamp:
            return ""
        both = "".join(
            f'<w:{tag} w:id="{next(self._ids)}" {self._stamp}/>' for tag in ("ins", "del")
        )
        return w.properties("rPr", both)

    def _row(self, row: MarkedRow, widths: Sequence[int], start: str, end: str) -> str:
        changed = _CHANGES.get(row.fate)
        mark = f'<w:{changed} w:id="{next(self._ids)}" {self._stamp}/>' if changed else ""
        cells, column, last = [], 0, len(row.cells) - 1
        for place, marked in enumerate(row.cells):
            width = sum(widths[column : column + marked.cell.columns])
            around = (start if place == 0 else "", end if place == last else "")
            cells.append(self._cell(row, marked, width, around))
            column += marked.cell.columns
        head = "<w:tblHeader/>" if row.is_head else ""
        properties = w.properties("trPr", "<w:cantSplit/>", head, mark)
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _cell(self, row: MarkedRow, marked: MarkedCell, width: int, around: tuple[str, str]) -> str:
        merge = ("restart" if marked.is_first else "continue") if marked.cell.rows > 1 else ""
        style = "TableHead" if row.is_head else "TableText"
        inside = self._pieces(marked.pieces, self.references)
        # The end of a cell's only paragraph is the cell's; it comes and goes with the row.
        way = FROM_RIGHT * _is_turned(marked.pieces)
        content = w.paragraph(style, around[0], inside, around[1], more=way)
        return w.cell(width, content, columns=marked.cell.columns, merge=merge)


def _is_turned(pieces: Pieces) -> bool:
    """Whether the paragraph runs from right to left, as its first letter does."""
    return runs_from_right("".join(run.text for _fate, run in pieces))


def _kept_places(items: Sequence[MarkedItem]) -> list[int]:
    """The places of those that are in the later text."""
    return [
        place
        for place, item in enumerate(items)
        if any(fate is not Fate.GONE for fate in _fates(item))
    ]


def _fates(item: MarkedItem) -> list[Fate]:
    return [row.fate for row in item.rows] if isinstance(item, MarkedTable) else [item.fate]


def _first_kept(items: Sequence[MarkedItem]) -> int:
    return next(iter(_kept_places(items)), -1)


def _last_kept(items: Sequence[MarkedItem]) -> int:
    return next(reversed(_kept_places(items)), -1)


_LETTER, _MARGINS = 115, 220
"""About how wide a letter is in a table, and what a cell's margins take."""
_LONGEST_WORD: Final = 24
_LONGEST_TEXT: Final = 60


def _widths(table: MarkedTable) -> list[int]:
    """The width of each column: room for its longest word, and more where there is more to read."""
    words, texts = [1] * table.width, [1] * table.width
    for row in table.rows:
        column = 0
        for marked in row.cells:
            text = "".join(run.text for _, run in marked.pieces)
            if marked.cell.columns == 1 and column < table.width:
                longest = max(map(len, text.split()), default=0)
                words[column] = max(words[column], min(longest, _LONGEST_WORD))
                texts[column] = max(texts[column], min(len(text), _LONGEST_TEXT))
            column += marked.cell.columns
    needed = [word * _LETTER + _MARGINS for word in words]
    left = TEXT_WIDTH - sum(needed)
    if left < 0:
        return [TEXT_WIDTH * each // sum(needed) for each in needed]
    return [each + left * text // sum(texts) for each, text in zip(needed, texts, strict=True)]
