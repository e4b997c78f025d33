"""Pieces of WordprocessingML (ISO/IEC 29500-1), as text: runs, notes, links, pictures, fields."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr as _quoted

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
        ("adec", "http://schemas.microsoft.com/office/drawing/2017/decorative"),
    )
)
NAMESPACE: Final = NAMESPACES.split(" ", maxsplit=1)[0]
"""That of the text alone."""
START: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1"/></a:ext></a:extLst>'
)
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """The text as XML, without what XML cannot hold."""
    return _escape(_IMPOSSIBLE.sub("", text))


def quoted(text: str) -> str:
    """The text as an attribute's value."""
    return _quoted(_IMPOSSIBLE.sub("", text))


def region(language: str) -> str:
    """A tag with its region, which Word's spelling wants."""
    known = {"sv": "sv-SE", "en": "en-GB", "se": "se-NO", "fi": "fi-FI", "nb": "nb-NO"}
    return known.get(language, language)


def properties(tag: str, *parts: str) -> str:
    """The properties of something, or nothing where there are none."""
    inside = "".join(parts)
    return f"<w:{tag}>{inside}</w:{tag}>" if inside else ""


FROM_RIGHT: Final = "<w:bidi/>"
"""What a paragraph says that runs from right to left."""


def toggles(
    *,
    style: str = "",
    bold: bool = False,
    italic: bool = False,
    turned: bool = False,
    language: str = "",
) -> str:
    """A run's properties, in the order that the schema wants; `turned`: from right to left."""
    return properties(
        "rPr",
        f'<w:rStyle w:val="{style}"/>' if style else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        "<w:rtl/>" if turned else "",
        f"<w:lang w:val={quoted(language)}/>" if language else "",
    )


def run(text: str, form: str = "", *, deleted: bool = False) -> str:
    """Text in a form that `toggles` made; newlines become line breaks."""
    tag = "w:delText" if deleted else "w:t"
    pieces = f'<w:br/><{tag} xml:space="preserve">'.join(
        f"{piece}</{tag}>" for piece in escape(text).split("\n")
    )
    return f'<w:r>{form}<{tag} xml:space="preserve">{pieces}</w:r>'


def paragraph(style: str, *content: str, more: str = "", mark: str = "") -> str:
    """A paragraph; `more` holds further properties, `mark` those of its end, in the right order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p>{properties('pPr', named, more, mark)}{''.join(content)}</w:p>"


def field(instruction: str, result: str) -> str:
    """A field with its last result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int) -> tuple[str, str]:
    """The start and the end of what is known by `name`."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return start, f'<w:bookmarkEnd w:id="{number}"/>'


def inner_link(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def outer_link(reference: str, content: str) -> str:
    """A link to the address of a relationship."""
    return f'<w:hyperlink r:id="{reference}" w:history="1">{content}</w:hyperlink>'


def note_reference(number: int, form: str = "") -> str:
    """The mark of a footnote in the text."""
    return f'<w:r>{form}<w:footnoteReference w:id="{number}"/></w:r>'


def footnote(number: int, content: str) -> str:
    """A footnote."""
    own = f"<w:r>{toggles(style='FootnoteReference')}<w:footnoteRef/></w:r>"
    inside = paragraph("FootnoteText", own, run(" "), content)
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


def comment_start(number: int) -> str:
    """Where what a comment is on begins."""
    return f'<w:commentRangeStart w:id="{number}"/>'


def comment_end(number: int) -> str:
    """Where it ends."""
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeEnd w:id="{number}"/>{reference}'


def comment_at(number: int) -> str:
    """A comment on a place and no words."""
    return comment_start(number) + comment_end(number)


def stamp(author: str, moment: datetime) -> str:
    """Who made something and when, as attributes."""
    when = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f'w:author={quoted(author)} w:date="{when}"'


def comment(number: int, stamped: str, text: Iterable[str]) -> str:
    """A comment of so many paragraphs, with nothing that can be done without.

    LibreOffice reads all comments of a file once for each of them, so every piece of one counts.
    """
    inside = "".join(f"<w:p>{_bare(words)}</w:p>" for words in text)
    return f'<w:comment w:id="{number}" {stamped}>{inside or "<w:p/>"}</w:comment>'


def _bare(text: str) -> str:
    """A run of text without form, which says that its spaces count only where they do."""
    is_plain = text.isprintable() and text == text.strip() and "  " not in text
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>" if is_plain else run(text)


def picture(number: int, reference: str, size: tuple[int, int], alt: str | None) -> str:
    """A run with a picture, `size` in English Metric Units; one without `alt` is decorative."""
    wide, high = size
    extent = f'cx="{wide}" cy="{high}"'
    known = f'id="{number}" name="Picture {number}" descr={quoted(alt or "")}'
    about = f"<wp:docPr {known}>{_DECORATIVE if alt is None else ''}</wp:docPr>"
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'{about}<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{kind}"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {known}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{reference}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def control(tag: str, number: int, content: str, *, gallery: str = "") -> str:
    """Paragraphs that belong together and are known by a tag, or as a gallery of Word's own."""
    part = (
        f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/><w:docPartUnique/></w:docPartObj>'
        if gallery
        else ""
    )
    known = f'<w:tag w:val="{tag}"/><w:id w:val="{number}"/>{part}'
    return f"<w:sdt><w:sdtPr>{known}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def table(widths: Iterable[int], rows: Iterable[str]) -> str:
    """A table of rows; the style marks its first row, and the reader's screen is told of it."""
    columns = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DocumentTable"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def cell(width: int, content: str, *, columns: int = 1, merge: str = "") -> str:
    """A cell of a row; `merge` is `restart` in the first of those that are one, then `continue`."""
    spans = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    sized = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{sized}{spans}{merged}</w:tcPr>{content}</w:tc>"
