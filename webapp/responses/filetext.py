"""The text of a file that an answer came as, to be read through and corrected by a person."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from webapp.drafts import blocks
from webapp.drafts.word import reader
from webapp.drafts.word.refusal import WordRefused
from webapp.responses import pdfreading
from webapp.responses.filekinds import FileKind
from webapp.responses.flowing import flowed
from webapp.responses.pdfreading import Way
from webapp.responses.plaintext import clean

SECONDS = 780
"""What the reading of one file may take; a picture of a page takes some of them."""

_MOST_XML = 64 * 1024 * 1024
_ODT_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class UnreadableError(Exception):
    """The file is broken, locked or not what it says; its text cannot be had."""


@dataclass(frozen=True, slots=True)
class FileText:
    """What was read: the text, and whether any of it, or some page without it, was a picture."""

    text: str
    recognised: bool = False
    lacking: bool = False


def read(data: bytes, kind: FileKind) -> FileText:
    """The text of a file.

    Raises:
        UnreadableError: it cannot be read.
    """
    readers = {FileKind.PDF: _pdf, FileKind.DOCX: _docx, FileKind.ODT: _odt}
    found = readers[kind](data)
    return FileText(clean(found.text).strip(), found.recognised, found.lacking)


def is_pictures(data: bytes) -> bool:
    """Say whether at least half the pages of a PDF are pictures without text, or it has no text.

    Raises:
        UnreadableError: it cannot be read.
    """
    pages = _pages_of(data, pdfreading.AS_IT_IS)
    without = [page for page in pages if page["way"] == Way.NONE]
    return len(without) * 2 >= len(pages) or not any(page["text"].strip() for page in pages)


def _pages_of(data: bytes, *arguments: str) -> list[dict[str, str]]:
    command = [sys.executable, str(Path(pdfreading.__file__)), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in as data
            command, input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        raise UnreadableError(str(error)) from error
    pages: list[dict[str, str]] = json.loads(done.stdout)
    return pages


def _pdf(data: bytes) -> FileText:
    pages = _pages_of(data)
    ways = {page["way"] for page in pages}
    text = "\n\n".join(filter(None, (flowed(page["text"]) for page in pages)))
    return FileText(text, Way.PICTURE in ways, Way.NONE in ways or not text)


def _docx(data: bytes) -> FileText:
    try:
        draft = reader.read(data)
    except WordRefused as refused:
        raise UnreadableError(refused.reason.value) from refused
    parts = [draft.title or ""]
    for section in draft.sections:
        parts += [section.title or "", *(blocks.plain(block.text) for block in section.blocks)]
    return FileText("\n\n".join(filter(None, (part.strip() for part in parts))))


def _odt(data: bytes) -> FileText:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo("content.xml").file_size > _MOST_XML:
                raise UnreadableError("too large")
            root = etree.fromstring(archive.read("content.xml"), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, RuntimeError) as error:
        raise UnreadableError(str(error)) from error
    for each in root.iter(f"{_ODT_TEXT}line-break", f"{_ODT_TEXT}tab", f"{_ODT_TEXT}s"):
        each.text = " "
    found = root.iter(f"{_ODT_TEXT}h", f"{_ODT_TEXT}p")
    lines = (" ".join("".join(map(str, each.itertext())).split()) for each in found)
    return FileText("\n\n".join(filter(None, lines)))
