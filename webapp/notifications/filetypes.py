"""What a file is, by what is in it and not by its name. Pure."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_OPEN_XML = "application/vnd.openxmlformats-officedocument."

PDF = "application/pdf"
PNG, JPEG = "image/png", "image/jpeg"
DOCX = f"{_OPEN_XML}wordprocessingml.document"
XLSX = f"{_OPEN_XML}spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

_STARTS: Mapping[bytes, str] = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_PARTS: Mapping[str, str] = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_ARCHIVE = b"PK\x03\x04"


def media_type(data: bytes) -> str | None:
    """The type of a PDF, Word, Excel or OpenDocument file or a picture; None for all else."""
    if data.startswith(_ARCHIVE):
        return _of_archive(data)
    found = next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
    # Some programs write lines of their own before a PDF begins.
    return found or (PDF if b"%PDF-" in data[:1024] else None)


def has_macros(data: bytes) -> bool:
    """Whether the file is an office document that carries a program."""
    return any(name.endswith("vbaProject.bin") for name in _names(data))


def _of_archive(data: bytes) -> str | None:
    if ODT.encode() in data[:200]:  # Stored first and bare, for this purpose (ODF 1.3, part 2).
        return ODT
    names = _names(data)
    return next((found for part, found in _PARTS.items() if part in names), None)


def _names(data: bytes) -> set[str]:
    if not data.startswith(_ARCHIVE):
        return set()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return set()
