"""Pieces of WordprocessingML (ISO/IEC 29500-1), as text: runs, paragraphs, tables, links.

The text of a long report is written as a stream; building it as a tree would take minutes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TEXT_WIDTH = 9014
"""Between the margins of an A4 page, in twentieths of a point."""

WIDE = 6
"""With more columns than this the words above them are set smaller."""


FROM_RIGHT = "<w:bidi/>"
"""What a paragraph says that runs from right to left."""


def run(text: str, *, style: str = "", language: str = "", turned: bool = False) -> str:
    """Text in one character style; newlines become line breaks. `turned`: from right to left."""
    said = escape(text)
    if "\n" in said:
        said = said.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'{_start(style, language, turned)}<w:t xml:space="preserve">{said}</w:t></w:r>'


@lru_cache
def _start(style: str, language: str, turned: bool) -> str:  # noqa: FBT001 - for the cache
    """How a run begins."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if turned:
        properties += "<w:rtl/>"
    if language:
        properties += f"<w:lang w:val={quoteattr(language)}/>"
    return f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"


def paragraph(style: str, *content: str, more: str = "") -> str:
    """A paragraph of runs; `more` holds further paragraph properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def tab() -> str:
    """A jump to the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def field(kind: str, *, dirty: bool = False) -> str:
    """A field's mark: begin, separate or end."""
    stale = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{stale}/></w:r>'


def instruction(text: str) -> str:
    """What a field computes."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'


def bookmarked(name: str, number: int, content: str) -> str:
    """Content that links may lead to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def inner_link(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def outer_link(address: str, text: str) -> str:
    """A link to an address on the web."""
    target = address.replace("\\", "%5C").replace('"', "%22")
    what = quoteattr(f' HYPERLINK "{target}" ')
    return f"<w:fldSimple w:instr={what}>{run(text, style='Hyperlink')}</w:fldSimple>"


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands above each column, its share of the width, and which ones are numbers."""

    header: Sequence[str]
    shares: Sequence[int]
    numeric: frozenset[int]
    width: int = TEXT_WIDTH

    @property
    def widths(self) -> list[int]:
        """Of each column, in twentieths of a point."""
        return [self.width * share // sum(self.shares) for share in self.shares]


def table(columns: Columns, caption: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table whose header row repeats on every page and is marked as such for screen readers.

    It comes row by row: the one of all senders may have many thousands.
    """
    widths = columns.widths
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        '<w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>"
    )
    styles = ["TableNumber" if n in columns.numeric else "TableText" for n in range(len(widths))]
    narrow = "TableNarrow" if len(widths) > WIDE else "TableNumber"
    above = [narrow if style == "TableNumber" else style for style in styles]
    first = _row(columns.header, widths, above, more="<w:tblHeader/>")
    yield f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{first}"
    for row in rows:
        yield _row(row, widths, styles)
    yield "</w:tbl>"


def _row(
    cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, more: str = ""
) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(style, run(cell))}</w:tc>"
        for cell, width, style in zip(cells, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"
