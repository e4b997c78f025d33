"""What a block's text holds, as a tree that can be written in any format. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from markdown_it.token import Token

from webapp.drafts import blocks, dialect


@dataclass(frozen=True, slots=True)
class Maker:
    """Who is said to have made a comment or a change, and when."""

    author: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one form; a newline in it is a line break. A note has no text."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    note: tuple["Run", ...] | None = None
    """What the note that is referred to here says."""
    maker: Maker | None = None
    """Who changed it, where that is not whoever changed all the rest."""
    opens: tuple[int, ...] = ()
    """The comments that are on what follows, by number."""
    closes: tuple[int, ...] = ()
    """Those that are on what came before, and no further."""
    points: tuple[int, ...] = ()
    """Those that are on this very place."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is its first number, or None where it has bullets."""

    start: int | None
    items: tuple[tuple["Node", ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell, and how many columns and rows it spans."""

    runs: tuple[Run, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `heads` rows say what the columns hold."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(sum(cell.columns for cell in row) for row in self.grid())

    def grid(self) -> list[list[Cell]]:
        """Every row with the cells that stand in it or reach down into it, from the left."""
        return [[cell for cell, _is_first in row] for row in self.places()]

    def places(self) -> list[list[tuple[Cell, bool]]]:
        """As `grid`, each cell with whether the row is its first."""
        result: list[list[tuple[Cell, bool]]] = []
        reaching: dict[int, tuple[Cell, int]] = {}
        for row in self.rows:
            own = iter(row)
            places, column = [], 0
            while True:
                cell, left = reaching.pop(column, (None, 0))
                is_first = cell is None
                if cell is None:
                    cell = next(own, None)
                    left = cell.rows if cell else 0
                if cell is None:
                    break
                places.append((cell, is_first))
                if left > 1:
                    reaching[column] = (cell, left - 1)
                column += cell.columns
            result.append(places)
        return result


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its picture's key, what it shows, and its caption."""

    key: str
    alt: str
    caption: str
    decorative: bool


Node = Paragraph | Listing | Quotation | Table | Picture


def read(text: str) -> tuple[Node, ...]:
    """The nodes that a block's text holds."""
    tokens = dialect.parse(blocks.clean(text))
    figure = dialect.figure_parts(tokens)
    if figure is not None:
        return (Picture(figure.key, figure.alt, figure.caption, figure.decorative),)
    return tuple(_Reader(tokens).nodes("footnote_block_open"))


class _Reader:
    """Reads tokens one after another."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._notes = _notes(tokens)
        self._tokens = iter(tokens)

    def nodes(self, end: str) -> Iterator[Node]:
        """What stands before the token `end`."""
        for token in self._tokens:
            if token.type == end:
                return
            if token.type == "inline":
                yield Paragraph(self._runs(token))
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                yield self._listing(token)
            elif token.type == "blockquote_open":
                yield Quotation(tuple(self.nodes("blockquote_close")))
            elif token.type == "table_open":
                yield self._table()

    def _listing(self, opening: Token) -> Listing:
        is_ordered = opening.type == "ordered_list_open"
        start = int(opening.attrs.get("start", 1)) if is_ordered else None
        end = opening.type.replace("open", "close")
        items = []
        for token in self._tokens:
            if token.type == end:
                break
            if token.type == "list_item_open":
                items.append(tuple(self.nodes("list_item_close")))
        return Listing(start, tuple(items))

    def _table(self) -> Table:
        rows: list[list[Cell]] = []
        heads, opening = 0, Token("", "", 0)
        for token in self._tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                opening = token
            elif token.type == "inline":
                rows[-1].append(self._cell(opening, token))
            elif token.type == "thead_close":
                heads = len(rows)
        return Table(tuple(map(tuple, rows)), heads)

    def _cell(self, opening: Token, token: Token) -> Cell:
        columns, rows = (int(opening.attrs.get(side, 1)) for side in ("colspan", "rowspan"))
        return Cell(self._runs(token), columns, rows)

    def _runs(self, token: Token) -> tuple[Run, ...]:
        return tuple(_joined(_runs(token, self._notes)))


_TURNS: Final[Mapping[str, Mapping[str, Any]]] = {
    "strong_open": {"bold": True},
    "strong_close": {"bold": False},
    "em_open": {"italic": True},
    "em_close": {"italic": False},
    "link_close": {"href": ""},
}


def _runs(inline: Token, notes: dict[int, tuple[Run, ...]]) -> Iterator[Run]:
    form = Run("")
    for token in inline.children or []:
        if token.type in _TURNS:
            form = replace(form, **_TURNS[token.type])
        elif token.type == "link_open":
            form = replace(form, href=str(token.attrs.get("href", "")))
        elif token.type == "footnote_ref":
            yield replace(form, note=notes.get(token.meta["id"], ()))
        elif words := _words(token):
            yield replace(form, text=words)


def _words(token: Token) -> str:
    if token.type == "image":
        alt = "".join(map(_words, token.children or []))
        return " ".join(filter(None, [alt, str(token.attrs.get("title", ""))]))
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs, neighbours of the same form as one."""
    held: Run | None = None
    for run in runs:
        if held and held.note is None and held == replace(run, text=held.text):
            held = replace(held, text=held.text + run.text)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _notes(tokens: Sequence[Token]) -> dict[int, tuple[Run, ...]]:
    """What each note says; a note within a note stands in it in brackets."""
    inlines: list[tuple[int, Token]] = []
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "inline" and number >= 0:
            inlines.append((number, token))
    found: dict[int, tuple[Run, ...]] = {}
    for number, token in reversed(inlines):  # What a note refers to comes after it.
        found[number] = tuple(_joined(_bracketed(_runs(token, found))))
    return found


def _bracketed(runs: Iterator[Run]) -> Iterator[Run]:
    for run in runs:
        if run.note is None:
            yield run
        else:
            yield from (Run(" ("), *run.note, Run(")"))
