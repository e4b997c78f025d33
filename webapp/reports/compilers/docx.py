"""The report as a Word document (ISO/IEC 29500), with real styles, headings and contents."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from webapp.drafts.direction import runs_from_right
from webapp.reports.blocks import (
    Block,
    Bullets,
    Cover,
    Entry,
    Heading,
    Prose,
    References,
    Senders,
    Style,
    Table,
)
from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.compilers import wordml as w
from webapp.reports.manuscript import cover, put_down, running
from webapp.reports.outline import Report
from webapp.reports.shelves import Shelf
from webapp.reports.wording import Wording

PARTS = Path(__file__).parents[3] / "templates" / "reports" / "compilers" / "docx"
"""The parts of the package that are the same in every report but for a few fields."""

CONTENTS_DEPTH = 3
STEP = 200
BESIDE = 500
"""About how many blocks a report has that are neither of points nor of answers."""

STYLES = {
    Style.BODY: "",
    Style.NAMES: "",
    Style.NOTE: "Note",
    Style.EXCERPT: "Aside",
    Style.QUOTE: "Quote",
    Style.PROPOSAL: "Aside",
    Style.REPLY: "Reply",
}
FATES = {"same": "", "gone": "Deleted", "new": "Inserted"}
"""The character styles of what a proposal takes away and puts in."""

START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:document xmlns:w="{w.NAMESPACE}" xmlns:r="{w.RELATIONSHIPS}"><w:body>'
)
END = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1446" w:bottom="1361" w:left="1446"'
    ' w:header="737" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
)


def write_report(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """The whole report as a .docx file; the same report gives the same bytes."""
    front = cover(report, wording)
    body = Body(wording)
    texts, headings = body.put_down(report, progress)
    with ZipFile(target, "w") as package:
        for name, content in _parts(report, front, running(report, wording)):
            package.writestr(_entry(name), content)
        with package.open(_entry("word/document.xml"), "w") as document:
            document.write(START.encode())
            document.write((body.block(front) + body.contents(headings)).encode())
            for some in texts.stretches():
                document.write("".join(some).encode())
            document.write(END.encode())
    progress(1.0)


compile_report = in_memory(write_report)


def _entry(name: str) -> ZipInfo:
    """A place in the package, with no time of its own: the same report gives the same bytes."""
    entry = ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _parts(report: Report, front: Cover, above: str) -> Iterator[tuple[str, str]]:
    """The package's other parts by name."""
    yield "docProps/core.xml", core(report, front)
    yield from fixed_parts(report.language, above)


def core(report: Report, front: Cover) -> str:
    """What the file says of itself."""
    return part(
        "core.xml",
        title=front.title,
        kind=front.kind,
        authority=front.authority,
        language=report.language,
        moment=report.compiled_at.isoformat(timespec="seconds"),
    )


def fixed_parts(tag: str, running: str) -> Iterator[tuple[str, str]]:
    """The package's parts but for the text, by name; `running` stands above each page."""
    language = escape(region(tag))
    yield "[Content_Types].xml", part("content_types.xml")
    yield "_rels/.rels", part("package_rels.xml")
    yield "word/_rels/document.xml.rels", part("document_rels.xml")
    yield "word/styles.xml", part("styles.xml", language=language)
    yield "word/numbering.xml", part("numbering.xml")
    yield "word/settings.xml", part("settings.xml", language=language)
    yield "word/header.xml", part("header.xml", running=running)
    yield "word/footer.xml", part("footer.xml")


def part(name: str, **fields: str) -> str:
    """One of the package's fixed parts, with its fields filled in."""
    text = (PARTS / name).read_text("utf-8")
    for field, value in fields.items():
        text = text.replace(f"{{{field}}}", escape(value))
    return text


def region(language: str) -> str:
    """A tag with its region, which Word's spelling wants."""
    return {"sv": "sv-SE", "en": "en-GB", "se": "se-SE", "fi": "fi-FI"}.get(language, language)


class Body:
    """Writes the blocks of one document."""

    def __init__(self, wording: Wording, width: int = w.TEXT_WIDTH) -> None:
        """`width`: of the text, in twentieths of a point."""
        self.wording = wording
        self.width = width
        self.headings = 0
        self._ways: Mapping[type, Callable[[Any], str]] = {
            Cover: self._cover,
            Heading: self._heading,
            Prose: self._prose,
            Senders: self._senders,
            Bullets: self._bullets,
            References: self._references,
            Entry: self._entry,
        }

    def put_down(self, report: Report, progress: Progress) -> tuple[Shelf[str], Sequence[Heading]]:
        """Each block of the report as it is written, and the headings."""
        about = 2 * (report.point_count + len(report.responses)) + BESIDE
        blocks, chapter = count(), ""

        def write(block: Block) -> Iterable[str]:
            nonlocal chapter
            begins = isinstance(block, Heading) and block.level == 1
            chapter = block.text if isinstance(block, Heading) and begins else chapter
            if (number := next(blocks)) % STEP == 0 or begins:
                progress(min(0.9 * number / about, 0.9), chapter)
            return self._table(block) if isinstance(block, Table) else (self.block(block),)

        return put_down(report, self.wording, write)

    def block(self, block: Block | Senders) -> str:
        """One block as paragraphs. Tables may be long, and are written row by row."""
        return self._ways[type(block)](block)

    def _cover(self, block: Cover) -> str:
        return "".join(
            (
                w.paragraph("Authority", w.run(block.authority)),
                w.paragraph("Title", w.run(block.title)),
                w.paragraph("Subtitle", w.run(block.kind)),
                *(
                    w.paragraph("Facts", w.run(name, style="Muted"), w.tab(), w.run(value))
                    for name, value in block.facts
                ),
            )
        )

    def _heading(self, block: Heading) -> str:
        self.headings += 1
        text = w.bookmarked(_mark(self.headings), self.headings, w.run(block.text))
        more = "<w:pageBreakBefore/>" if block.new_page else ""
        return w.paragraph(f"Heading{block.level}", text, more=more)

    def _prose(self, block: Prose) -> str:
        said = _said(block)
        label = w.run(f"{block.label} ", style="Label") if block.label else ""
        if label and (not said or said[0][1]):  # Nothing runs both ways.
            said.insert(0, (label, ""))
        elif label:
            said[0] = (label + said[0][0], "")
        style = STYLES[block.style]
        return "".join(w.paragraph(style, runs, more=more) for runs, more in said)

    def _senders(self, block: Senders) -> str:
        label = w.run(f"{block.summary} ", style="Label")
        return w.paragraph("Note", label, w.run(block.text))

    def _bullets(self, block: Bullets) -> str:
        return "".join(w.paragraph("ListBullet", w.run(item)) for item in block.items)

    def _references(self, block: References) -> str:
        label = w.run(f"{block.label} ", style="Label")
        return w.paragraph(STYLES[Style.BODY], label, w.run(block.text))

    def _table(self, block: Table) -> Iterator[str]:
        columns = w.Columns(block.header, block.widths, block.numeric, self.width)
        yield w.paragraph("Caption", w.run(block.caption))
        yield from w.table(columns, block.caption, block.rows)
        yield w.paragraph("")

    def _entry(self, block: Entry) -> str:
        head = w.run(block.head, style="Label")
        if block.number:
            head = f"{_number(block)}{w.run('  ')}{head}"
        if block.meta:
            head += w.run(f"  {block.meta}", style="Muted")
        return w.paragraph("PointHead", head) + "".join(map(self.block, block.parts))

    def contents(self, headings: Sequence[Heading]) -> str:
        """A contents field, filled in with links; Word adds the page numbers when it updates it."""
        _ = self.wording.gettext
        return w.paragraph("TOCHeading", w.run(_("Contents"))) + "".join(_listed(headings))


def _said(block: Prose) -> list[tuple[str, str]]:
    """The runs of each paragraph, and what is said of those that run from right to left."""
    language = region(block.language)
    if block.pieces:
        turned = runs_from_right("".join(text for _fate, text in block.pieces))
        runs = (
            w.run(text, style=FATES[fate], language=language, turned=turned)
            for fate, text in block.pieces
        )
        return [("".join(runs), w.FROM_RIGHT if turned else "")]
    ways = ((text, runs_from_right(text)) for text in block.paragraphs)
    return [
        (w.run(text, language=language, turned=turned), w.FROM_RIGHT if turned else "")
        for text, turned in ways
    ]


def _listed(headings: Sequence[Heading]) -> Iterator[str]:
    start = (
        w.field("begin")
        + w.instruction(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u')
        + w.field("separate")
    )
    for number, heading in enumerate(headings, 1):
        if heading.listed and heading.level <= CONTENTS_DEPTH:
            link = w.inner_link(_mark(number), w.run(heading.text))
            yield w.paragraph(f"TOC{heading.level}", start, link)
            start = ""
    # Where no heading is listed the field begins and ends in one paragraph.
    yield w.paragraph("", start, w.field("end"))


def _mark(number: int) -> str:
    """The bookmark of a heading, named as Word names those of its contents."""
    return f"_Toc{number:09}"


def _number(entry: Entry) -> str:
    if entry.permalink:
        return w.outer_link(entry.permalink, entry.number)
    return w.run(entry.number, style="Label")
