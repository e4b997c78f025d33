"""Reads what the product writes, with programs that had no part in writing it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from bs4 import BeautifulSoup


def pdf_text(data: bytes) -> str:
    """Every word of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _pdf(path: Path) -> str:
    data = path.read_bytes()
    document = pypdfium2.PdfDocument(data)
    try:
        assert document.is_tagged()
        assert document.get_metadata_value("Title")
    finally:
        document.close()
    return pdf_text(data)


def _docx(path: Path) -> str:
    document = docx.Document(str(path))
    assert document.core_properties.title
    return "\n".join(str(text) for text in document.element.itertext())


def _xlsx(path: Path) -> str:
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        return "\n".join(
            str(cell) for sheet in workbook for row in sheet.iter_rows(values_only=True)
            for cell in row if cell is not None
        )  # fmt: skip
    finally:
        workbook.close()


def _html(path: Path) -> str:
    page = BeautifulSoup(path.read_bytes(), "lxml")
    assert page.title
    assert page.title.get_text(strip=True)
    return page.get_text()


READERS: Mapping[str, Callable[[Path], str]] = {
    "Word document (DOCX)": _docx,
    "PDF, tagged": _pdf,
    "Spreadsheet (XLSX), one row per point": _xlsx,
    "Web page (HTML)": _html,
}
"""How each format of a report is read, by the words of its link."""
