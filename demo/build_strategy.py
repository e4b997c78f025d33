"""Builds the demo's two Word drafts from strategy.sv.md and strategy.en.md.

Run it with `python -m demo.build_strategy`. The demo imports the drafts with the product's own
importer, so they use what an author's document uses: heading, list and title styles, tables with
header rows, pictures with alternative text, hyperlinks. The same text gives the same bytes.
"""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import _Element
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

HERE = Path(__file__).parent
TARGETS = {"sv": "strategi-sv.docx", "en": "strategy-en.docx"}
TAGS = {"sv": "sv-SE", "en": "en-GB"}
WRITTEN = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
# The earliest date a zip can hold: the archive's own clock must not show in its bytes.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def parse(language: str) -> SyntaxTreeNode:
    """The strategy's text in one language as a tree (CommonMark with tables)."""
    text = (HERE / f"strategy.{language}.md").read_text(encoding="utf-8")
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))


class Writer:
    """Writes one parsed strategy into one Word document."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.document: WordDocument = Document()
        self._prepare()

    def _prepare(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.5)
        styles = self.document.styles
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), TAGS[self.language])
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline = RGBColor(0x1D, 0x4E, 0x79), True

    def write(self, tree: SyntaxTreeNode) -> None:
        """Writes every block in order, then the document's properties."""
        for node in tree.children:
            getattr(self, f"write_{node.type}")(node)
        self._set_properties(title=tree.children[0].children[0].content)

    def _set_properties(self, *, title: str) -> None:
        properties = self.document.core_properties
        properties.title, properties.language = title, TAGS[self.language]
        properties.author = properties.last_modified_by = "Region Västerbotten"
        properties.comments = ""
        properties.created = properties.modified = WRITTEN

    def write_heading(self, node: SyntaxTreeNode) -> None:
        """The first level is the document's title; Heading 1 to 3 follow below it."""
        self.document.add_heading(node.children[0].content, level=int(node.tag[1]) - 1)

    def write_paragraph(self, node: SyntaxTreeNode, style: str | None = None) -> None:
        """A paragraph, or a picture when that is all it holds."""
        inline = node.children[0]
        if inline.children[0].type == "image":
            self._write_picture(inline.children[0])
        else:
            write_inline(self.document.add_paragraph(style=style), inline)

    def write_blockquote(self, node: SyntaxTreeNode) -> None:
        """A quotation: its paragraphs keep Word's style for quotes."""
        for paragraph in node.children:
            self.write_paragraph(paragraph, style="Quote")

    def write_bullet_list(self, node: SyntaxTreeNode, level: int = 1) -> None:
        """A bulleted list at its level; a deeper one may stand inside any item."""
        style = "List Bullet" if level == 1 else f"List Bullet {level}"
        for item in node.children:
            self._write_item(item, style=style, level=level)

    def write_ordered_list(self, node: SyntaxTreeNode) -> None:
        """A numbered list, which starts from 1 whatever lists stood before it."""
        number = restart_numbering(self.document)
        for item in node.children:
            paragraph = self._write_item(item, style="List Number", level=1)
            # python-docx has no public way to restart a list, nor types for the private one.
            properties: Any = paragraph.paragraph_format.element.get_or_add_pPr()
            properties.get_or_add_numPr().get_or_add_numId().val = number

    def _write_item(self, item: SyntaxTreeNode, *, style: str, level: int) -> Paragraph:
        first, *rest = item.children
        paragraph: Paragraph = self.document.add_paragraph(style=style)
        write_inline(paragraph, first.children[0])
        for nested in rest:
            self.write_bullet_list(nested, level + 1)
        return paragraph

    def write_table(self, node: SyntaxTreeNode) -> None:
        """A table whose first row is marked as its header."""
        rows = [row for part in node.children for row in part.children]
        table = self.document.add_table(len(rows), len(rows[0].children), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, cells.children, strict=True):
                write_inline(cell.paragraphs[0], content.children[0])
        mark_header(table)
        # Word needs a paragraph between a table and what follows, or two tables would merge.
        self.document.add_paragraph()

    def _write_picture(self, node: SyntaxTreeNode) -> None:
        picture = self.document.add_picture(str(HERE / str(node.attrs["src"])), width=Cm(16))
        properties = picture._inline.docPr  # noqa: SLF001 - python-docx has no public way to set alternative text
        properties.set("descr", node.content)


def write_inline(paragraph: Paragraph, inline: SyntaxTreeNode) -> None:
    """Writes runs of plain, bold, italic and linked text into a paragraph."""
    for node in inline.children:
        if node.type == "link":
            write_link(paragraph, node)
        elif node.type in {"strong", "em"}:
            run = paragraph.add_run(plain(node))
            run.bold, run.italic = (node.type == "strong") or None, (node.type == "em") or None
        else:
            paragraph.add_run(node.content)


def plain(node: SyntaxTreeNode) -> str:
    """A node's text without its marks."""
    return "".join(leaf.content for leaf in node.walk() if leaf.type == "text")


def write_link(paragraph: Paragraph, node: SyntaxTreeNode) -> None:
    """A real hyperlink, with its address as an external relationship of the document."""
    address = paragraph.part.relate_to(
        str(node.attrs["href"]), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = element("w:hyperlink", **{"r:id": address})
    run = paragraph.add_run(plain(node), style="Hyperlink")
    # python-docx reads hyperlinks but cannot write them, so the run is moved into one.
    link.append(run.element)
    paragraph.paragraph_format.element.append(link)


def restart_numbering(document: WordDocument) -> int:
    """Adds a numbering of the List Number style that starts from 1 and gives its number."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    original = numbering.num_having_numId(style.pPr.numPr.numId.val)
    added = numbering.add_num(original.abstractNumId.val)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def mark_header(table: Table) -> None:
    """Marks the first row as header, repeated on every page and read out by screen readers."""
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - no public way in python-docx
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def element(name: str, **attributes: str) -> _Element:
    """A WordprocessingML element (ECMA-376) with prefixed attribute names."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def build(language: str) -> bytes:
    """The Word draft in one language, as the bytes of a .docx file."""
    writer = Writer(language)
    writer.write(parse(language))
    saved = BytesIO()
    writer.document.save(saved)
    return repack(saved.getvalue())


def repack(document: bytes) -> bytes:
    """The same zip archive with every member dated alike."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(document)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=ZIP_DATE)
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def main() -> None:
    """Writes both drafts beside this script."""
    for language, name in TARGETS.items():
        (HERE / name).write_bytes(build(language))


if __name__ == "__main__":
    main()
