"""What a file is, by what is in it and not by its name, and what it hides. Pure.

A file is its bytes, or something open to be read and sought in: then no more of it than a piece is
in memory at once.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import SEEK_END, BytesIO
from typing import BinaryIO, Final

_OPEN_XML = "application/vnd.openxmlformats-officedocument."

PDF = "application/pdf"
PNG, JPEG = "image/png", "image/jpeg"
DOCX = f"{_OPEN_XML}wordprocessingml.document"
XLSX = f"{_OPEN_XML}spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

File = bytes | BinaryIO

_STARTS: Mapping[bytes, str] = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_PARTS: Mapping[str, str] = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_ARCHIVE = b"PK\x03\x04"
_HEAD: Final = 1024
_PIECE: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TRAILER: Final = 4096
"""Bytes at the end of a PDF, and after the start of each trailer, in which it says that it is
locked (ISO 32000-2, 7.5.5)."""


def media_type(file: File) -> str | None:
    """The type of a PDF, Word, Excel or OpenDocument file or a picture; None for all else."""
    opened = _opened(file)
    head = _start(opened)
    if head.startswith(_ARCHIVE):
        return _of_archive(opened, head)
    found = next((kind for start, kind in _STARTS.items() if head.startswith(start)), None)
    # Some programs write lines of their own before a PDF begins.
    return found or (PDF if b"%PDF-" in head else None)


def has_macros(file: File) -> bool:
    """Whether the file is an office document that carries a program."""
    return any(
        name.lower().endswith("vbaproject.bin") or name.startswith("Basic/")
        for name in _names(_opened(file))
    )


def is_locked(file: File) -> bool:
    """Whether a PDF or an office document opens with a password alone."""
    opened = _opened(file)
    head = _start(opened)
    if head.startswith(_OLE):  # A locked Word file is an envelope of the kind of old ones.
        return any(_ENCRYPTED in each for each in _windows(opened, len(_ENCRYPTED)))
    return media_type(opened) == PDF and _is_locked_pdf(opened)


def size_of(file: File) -> int:
    """How long the file is, in bytes."""
    return _opened(file).seek(0, SEEK_END)


def _opened(file: File) -> BinaryIO:
    return BytesIO(file) if isinstance(file, bytes) else file


def _start(opened: BinaryIO) -> bytes:
    opened.seek(0)
    return opened.read(_HEAD)


def _of_archive(opened: BinaryIO, head: bytes) -> str | None:
    if ODT.encode() in head[:200]:  # Stored first and bare, for this purpose (ODF 1.3, part 2).
        return ODT
    names = _names(opened)
    return next((found for part, found in _PARTS.items() if part in names), None)


def _names(opened: BinaryIO) -> set[str]:
    if not _start(opened).startswith(_ARCHIVE):
        return set()
    try:
        with zipfile.ZipFile(opened) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return set()


def _is_locked_pdf(opened: BinaryIO) -> bool:
    last = b""
    for last in _windows(opened, _TRAILER):
        place = -1
        while (place := last.find(b"trailer", place + 1)) >= 0:
            if b"/Encrypt" in last[place : place + _TRAILER]:
                return True
    return b"/Encrypt" in last[-_TRAILER:]


def _windows(opened: BinaryIO, overlap: int) -> Iterator[bytes]:
    """The file in pieces, each with the end of the one before it."""
    opened.seek(0)
    window = b""
    while piece := opened.read(_PIECE):
        window = window[-overlap:] + piece
        yield window
