"""Word files built part by part, so that a test says exactly what is in its file."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockText
from webapp.drafts.word.draft import WordDraft
from webapp.drafts.word.reader import read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik3"><w:name w:val="Rubrik 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/>
  <w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Niva2"><w:name w:val="Egen nivå"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mellan"><w:name w:val="Mellanrubrik utan nivå"/>
  <w:basedOn w:val="Rubrik1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkt2"><w:name w:val="List Bullet 2"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/>
  <w:rPr><w:b/></w:rPr></w:style>
"""


def _level(depth: int, form: str) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/></w:lvl>'


def _kind(number: int, form: str) -> str:
    levels = "".join(_level(depth, form) for depth in range(9))
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'


# Lists 1 bullets, 2 and 3 numbers (3 starts again), 4 letters.
NUMBERING = (
    _kind(1, "bullet")
    + _kind(2, "decimal")
    + _kind(4, "lowerLetter")
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/>'
    + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>'
)


def png() -> bytes:
    """A real picture, one pixel large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + pixel + chunk(b"IEND", b"")


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; bare text becomes a run."""
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def item(text: str, number: int, depth: int = 0) -> str:
    """A paragraph in a list."""
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(r(text), properties=place)


def table(*rows: Iterable[str]) -> str:
    """A table of cells, each either text or whole `w:tc` elements."""
    return (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"
    )


def cell(content: str, properties: str = "") -> str:
    """A table's cell around paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _cell(content: str) -> str:
    return content if content.startswith("<w:tc>") else cell(p(r(content)))


def picture(reference: str, *, alt: str = "", decorative: bool = False, how: str = "embed") -> str:
    """A run with a picture in the line."""
    mark = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>'
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="b" descr="{escape(alt)}">'
        f"{mark if decorative else ''}</wp:docPr><a:graphic><a:graphicData><pic:pic>"
        f'<pic:blipFill><a:blip r:{how}="{reference}"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(instruction: str, *result: str) -> str:
    """Runs that make a field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "".join(part if part.startswith("<") else r(part) for part in result)
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        + mark.format("separate")
        + shown
        + mark.format("end")
    )


def drawn(graphic: str) -> str:
    """A run with something drawn in the line."""
    shape = f"<a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{shape}</wp:inline></w:drawing></w:r>"


def control(properties: str, content: str) -> str:
    """A content control."""
    inner = f"<w:sdtContent>{content}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{inner}</w:sdt>"


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships: id to kind and target; a target with a colon is outside the file."""
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{escape(target)}"'
        f"{outside if ':' in target else ''}/>"
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(main: str = DOCUMENT_TYPE, more: str = "") -> str:
    """The part that says what the others are."""
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def root(name: str, content: str) -> str:
    """An XML part of the document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def parts(
    *body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a sound document by name, to be changed where a test needs it."""
    references = {
        "s1": ("styles", "styles.xml"),
        "n1": ("numbering", "numbering.xml"),
        **(links or {}),
    }
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships({"d": ("officeDocument", "word/document.xml")}),
        "word/document.xml": root("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/_rels/document.xml.rels": relationships(references),
        "word/styles.xml": root("styles", STYLES),
        "word/numbering.xml": root("numbering", NUMBERING),
        **(more or {}),
    }


def zipped(contents: Mapping[str, str | bytes]) -> bytes:
    """The parts as a file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    *body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """A Word file with this body."""
    return zipped(parts(*body, more=more, links=links))


def read_parts(
    *body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> WordDraft:
    """The draft in a Word file with this body."""
    return read(docx(*body, more=more, links=links))


def texts(draft: WordDraft) -> list[str]:
    """The CommonMark of every block."""
    return [block.text for section in draft.sections for block in section.blocks]


def shown(draft: WordDraft) -> str:
    """All words that a person sees."""
    titles = [section.title or "" for section in draft.sections]
    return "\n".join([draft.title or "", *titles, *map(blocks.plain, texts(draft))])


def tree(draft: WordDraft) -> list[tuple[int, str | None]]:
    """The level and title of every section."""
    return [(section.level, section.title) for section in draft.sections]


def assert_editable(draft: WordDraft) -> None:
    """Every section's text can be joined for editing and taken apart to the same blocks."""
    for section in draft.sections:
        apart = [BlockText(block.kind, block.text) for block in section.blocks]
        assert blocks.split(blocks.join(apart)) == apart
