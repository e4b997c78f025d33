"""The report as a tagged PDF (PDF/UA-1), set by Typst in parts that each need little memory.

Typst holds a few hundred bytes for each character while it sets a document, so a report of ten
thousand points would take gigabytes. Parts of bounded length are set one by one and joined.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import singledispatch
from typing import BinaryIO

from webapp.drafts.typesetting import Typesetter, array, directed, exact, literal, primary
from webapp.reports.blocks import (
    Block,
    Bullets,
    Cover,
    Entry,
    Heading,
    Prose,
    References,
    Senders,
    Table,
)
from webapp.reports.compilers import Progress, in_memory, setting, silent
from webapp.reports.compilers.joining import Binder, page_count
from webapp.reports.compilers.numbering import SAMPLES
from webapp.reports.manuscript import cover, manuscript, running
from webapp.reports.outline import Report
from webapp.reports.parts import Part as OutlinePart
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, title

LONG = 300_000
"""Characters of source after which a part ends before the next chapter or section."""
LONGEST = 450_000
"""Characters of source after which a part ends wherever it is."""
CONTENTS_DEPTH = 3


@dataclass
class Part:
    """A stretch of the report that is set by itself; `depth` is how deep it starts, and in what."""

    depth: int
    chapter: str = ""
    calls: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    weight: int = 0
    entries: int = 0

    def add(self, block: Block) -> None:
        """Set a block at the end of the part."""
        call = _call(block)
        self.calls.append(call)
        self.weight += len(call)
        self.entries += isinstance(block, Entry)
        if isinstance(block, Heading):
            self.headings.append(block)

    def handed_over(self) -> str:
        """The calls that set the part, which it holds no longer: the source is long."""
        source = f"#continued({self.depth})\n" + "".join(self.calls)
        self.calls.clear()
        return source


def write_report(
    report: Report,
    target: BinaryIO,
    *,
    wording: Wording,
    progress: Progress = silent,
    processes: int | None = None,
) -> None:
    """The whole report as one file, with bookmarks, page numbers and a table of contents.

    `processes`: how many set it, at most; if None, as many as there are processors to use.
    """
    opening, parts, headings = _Opening(report, wording), deque[Part](), list[Heading]()
    typesetter, binder, entries = Typesetter(report.compiled_at), Binder(), 0
    many = processes or setting.processors()
    progress(0.0)
    sources = _sources(opening, parts)
    with closing(setting.pdfs(sources, report.compiled_at, many)) as files:
        for file in files:
            part = parts.popleft()
            entries += part.entries
            progress(_share(entries, report), part.chapter)
            binder.add(file, [heading.level for heading in part.headings])
            headings += part.headings
    draft = typesetter.pdf(opening.source(headings, [0] * len(headings)))
    first = page_count(draft) + 1
    binder.number(typesetter.pdf(opening.numbers()), first)
    pages = [first + place for place in binder.places]
    binder.finish(typesetter.pdf(opening.source(headings, pages)), target)
    progress(1.0)


compile_report = in_memory(write_report)


def _share(entries: int, report: Report) -> float:
    """How much is done with so many entries; how many there will be nobody knows until the end."""
    telling = sum(part in report.parts for part in (OutlinePart.SECTIONS, OutlinePart.RESPONSES))
    return 0.9 * min(1.0, entries / max(1, telling * report.point_count))


@dataclass(frozen=True)
class _Opening:
    """What every part begins with, and the first pages."""

    report: Report
    wording: Wording

    def preamble(self, more: str = "first: 2, numbered: false") -> str:
        """The set-up of a part, whose pages get their numbers when it is known what they are."""
        above = running(self.report, self.wording)
        return self._paged(f"running: {literal(above)}, {more}")

    def numbers(self) -> str:
        """The pages that show how numbers are set, with nothing on them but their numbers."""
        every, single = SAMPLES
        then = f"#pagebreak()\n#counter(page).update({single})\n"
        return self._paged(f"first: {every}") + then

    def _paged(self, more: str) -> str:
        return (
            '#import "/reports/compilers/report.typ": *\n'
            f"#show: paged.with(title: {literal(title(self.report.occasion.consultation_title))}, "
            f"authors: {array([line(self.report.occasion.authority)])}, "
            f"language: {literal(primary(self.report.language))}, {more})\n"
        )

    def source(self, headings: list[Heading], pages: list[int]) -> str:
        """The cover and the table of contents."""
        _ = self.wording.gettext
        title = literal(_("Contents"))
        lines = "".join(
            f"({number}, {heading.level}, {literal(heading.text)}, {page}),"
            for number, (heading, page) in enumerate(zip(headings, pages, strict=True))
            if heading.listed and heading.level <= CONTENTS_DEPTH
        )
        first_page = _call(cover(self.report, self.wording))
        return f"{self.preamble('first: 1')}{first_page}#contents({title}, ({lines}))\n"


def _sources(opening: _Opening, parts: deque[Part]) -> Iterator[str]:
    """What sets each part, which is noted in `parts` before its source is handed over."""
    for part in _parts(opening.report, opening.wording):
        source = opening.preamble() + part.handed_over()
        parts.append(part)
        yield source


def _parts(report: Report, wording: Wording) -> Iterator[Part]:
    """The report cut into parts of bounded length, at headings where there are any."""
    part, level, chapter = Part(depth=0), 0, ""
    for block in manuscript(report, wording):
        heading = block if isinstance(block, Heading) else None
        if part.weight > (LONG if heading else LONGEST):
            yield part
            part = Part(depth=heading.level - 1 if heading else level, chapter=chapter)
        level = heading.level if heading else level
        if heading and heading.level == 1:
            chapter = heading.text
            part.chapter = part.chapter or chapter
        part.add(block)
    yield part


@singledispatch
def _call(block: Block) -> str:
    """The Typst call that sets a block."""
    raise TypeError(f"no way to set a {type(block).__name__}")


@_call.register
def _cover(block: Cover) -> str:
    facts = "".join(f"({literal(name)}, {literal(value)})," for name, value in block.facts)
    return f"#cover({literal(block.authority)}, {literal(block.kind)}, ({facts}))\n"


@_call.register
def _heading(block: Heading) -> str:
    if block.level == 1:
        new_page = str(block.new_page).lower()
        return f"#chapter({literal(block.text)}, {new_page})\n"
    return f"#heading(level: {block.level}, {literal(block.text)})\n"


@_call.register
def _prose(block: Prose) -> str:
    return f"#{_prose_call(block)}\n"


def _prose_call(block: Prose) -> str:
    spoken = primary(block.language)
    language = f", language: {literal(spoken)}" if spoken else ""
    if block.pieces:
        pieces = "".join(f"{array(piece)}," for piece in block.pieces)
        return f"tracked({literal(block.label)}, ({pieces}){language})"
    texts = directed(block.paragraphs)
    return f"prose({literal(block.style)}, {literal(block.label)}, {texts}{language})"


def _part_call(block: Prose | Senders) -> str:
    if isinstance(block, Senders):
        return f"prose({literal('note')}, {literal(block.summary)}, {array((block.text,))})"
    return _prose_call(block)


@_call.register
def _bullets(block: Bullets) -> str:
    return f"#bullets({array(block.items)})\n"


@_call.register
def _references(block: References) -> str:
    return f"#prose({literal('body')}, {literal(block.label)}, {array((block.text,))})\n"


@_call.register
def _entry(block: Entry) -> str:
    parts = "; ".join(map(_part_call, block.parts))
    number, head, meta = map(literal, (block.number, block.head, block.meta))
    return f"#entry({number}, {exact(block.permalink)}, {head}, {meta}, {{{parts}}})\n"


@_call.register
def _table(block: Table) -> str:
    numeric = "".join(f"{column}," for column in sorted(block.numeric))
    widths = "".join(f"{width}," for width in block.widths)
    rows = "".join(f"{array(row)}," for row in block.rows)
    caption = literal(block.caption)
    return f"#grid-of({caption}, ({widths}), ({numeric}), {array(block.header)}, ({rows}))\n"
