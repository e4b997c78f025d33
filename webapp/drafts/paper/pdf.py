"""A manuscript as a tagged PDF (PDF/UA-1), set by Typst."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import singledispatchmethod
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from webapp.drafts.paper.content import (
    Cell,
    Listing,
    Node,
    Paragraph,
    Picture,
    Quotation,
    Run,
    Table,
)
from webapp.drafts.paper.manuscript import Chapter, Manuscript, Passage
from webapp.drafts.paper.package import Album
from webapp.drafts.typesetting import TEMPLATES, Typesetter, array, exact, literal, primary

CONTENTS_DEPTH: Final = 3
_NEEDED: Final = ("components/paper.typ", "drafts/paper/document.typ")
_EMU_A_POINT: Final = 12_700
_WIDEST: Final = 447
"""The width of the text in points."""


def compile_document(manuscript: Manuscript, language_name: Callable[[str], str]) -> bytes:
    """The manuscript as a PDF; the same manuscript, the same bytes.

    `language_name` gives the word for a language, which is said where text falls back to it.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in _NEEDED:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(TEMPLATES / name, root / name)
        album = Album(manuscript.pictures)
        source = "".join(_Source(manuscript, album, language_name).lines())
        for name, data in album.files():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        return Typesetter(manuscript.moment, root).pdf(source)


class _Source:
    """Writes the calls that set a manuscript."""

    def __init__(
        self, manuscript: Manuscript, album: Album, language_name: Callable[[str], str]
    ) -> None:
        self._manuscript = manuscript
        self._album = album
        self._language_name = language_name

    def lines(self) -> Iterator[str]:
        """The whole source."""
        front = self._manuscript.front
        yield '#import "/drafts/paper/document.typ": *\n'
        yield f"#show: paged.with(title: {literal(front.title)}, "
        yield f"authors: {array([front.authority])}, running: {literal(front.running)}, "
        yield f"language: {exact(primary(self._manuscript.language))})\n"
        head = ", ".join(map(literal, (front.authority, front.kind, front.date)))
        yield f"#front({head}, {array(front.notes)})\n"
        if self._manuscript.chapters:
            yield f"#contents({literal(front.contents)}, {CONTENTS_DEPTH})\n#pagebreak()\n"
        yield "#show: document-text\n"
        for chapter in self._manuscript.chapters:
            yield from self._chapter(chapter)

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        name = literal(f"{chapter.number} {chapter.title}".strip())
        if chapter.falls_back:
            name = f"text(lang: {exact(primary(chapter.language))}, {name})"
        yield f"#chapter({chapter.level}, {name})\n"
        yield from map(self._passage, chapter.passages)

    def _passage(self, passage: Passage) -> str:
        inside = self._nodes(passage.nodes)
        if not passage.falls_back:
            return f"#{inside}\n"
        name = self._language_name(passage.language).capitalize()
        return f"#other({exact(primary(passage.language))}, {literal(name)}, {inside})\n"

    def _nodes(self, nodes: Sequence[Node]) -> str:
        return f"{{ {'; '.join(map(self._node, nodes))} }}"

    @singledispatchmethod
    def _node(self, node: Node) -> str:
        raise TypeError(f"no way to set a {type(node).__name__}")

    @_node.register
    def _(self, node: Paragraph) -> str:
        return f"par({_runs(node.runs)})"

    @_node.register
    def _(self, node: Listing) -> str:
        items = "".join(f"{self._nodes(nodes)}, " for nodes in node.items)
        return f"list({items})" if node.start is None else f"enum(start: {node.start}, {items})"

    @_node.register
    def _(self, node: Quotation) -> str:
        return f"quotation({self._nodes(node.nodes)})"

    @_node.register
    def _(self, node: Table) -> str:
        head = "".join(map(_row("head-cell"), node.rows[: node.heads]))
        rows = "".join(map(_row("body-cell"), node.rows[node.heads :]))
        columns = "".join(f"{share}fr, " for share in _shares(node))
        return f"grid-of(({columns}), ({head}), ({rows}))"

    @_node.register
    def _(self, node: Picture) -> str:
        found = self._album.print(node.key)
        if found is None:
            words = " ".join(filter(None, [node.alt, node.caption]))
            return f"par(emph({literal(words)}))"
        caption = literal(node.caption) if node.caption else "none"
        width = f"{min(_WIDEST, found.size[0] // _EMU_A_POINT)}pt"
        path = exact(f"/word/{found.target}")
        if node.decorative:
            return f"decoration({path}, {width}, {caption})"
        return f"picture({path}, {width}, {literal(node.alt or '–')}, {caption})"


def _row(call: str) -> Callable[[Sequence[Cell]], str]:
    def row(cells: Sequence[Cell]) -> str:
        inside = "".join(
            f"{call}({cell.columns}, {cell.rows}, {_runs(cell.runs)}), " for cell in cells
        )
        return f"({inside}), "

    return row


def _runs(runs: Sequence[Run]) -> str:
    return f"{{ {'; '.join(map(_run, runs))} }}"


def _run(run: Run) -> str:
    if run.note is not None:
        return f"footnote({_runs(run.note)})"
    words = "; linebreak(); ".join(literal(line) for line in run.text.split("\n"))
    inside = f"{{ {words} }}"
    for wanted, call in ((run.bold, "strong"), (run.italic, "emph")):
        inside = f"{call}({inside})" if wanted else inside
    return f"link({exact(run.href)}, {inside})" if run.href else inside


_LONGEST_WORD: Final = 24
_LONGEST_TEXT: Final = 60


def _shares(table: Table) -> list[int]:
    """How wide the columns are to one another: room for the longest word, and for much to read."""
    shares = [4] * table.width
    for row in table.places():
        column = 0
        for cell, _is_first in row:
            text = "".join(run.text for run in cell.runs)
            if cell.columns == 1:
                word = min(max(map(len, text.split()), default=0), _LONGEST_WORD)
                share = word + 2 + min(len(text), _LONGEST_TEXT) // 3
                shares[column] = max(shares[column], share)
            column += cell.columns
    return shares
