"""What a file that documents something is, by its first bytes and not by its name. Pure."""

import io
import zipfile

OPEN_XML = "application/vnd.openxmlformats-officedocument."
ODF = b"application/vnd.oasis.opendocument.text"
LARGEST = 25 * 2**20
"""Bytes."""

_STARTS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}

_PARTS = {
    "word/document.xml": f"{OPEN_XML}wordprocessingml.document",
    "xl/workbook.xml": f"{OPEN_XML}spreadsheetml.sheet",
}


def media_type(data: bytes) -> str | None:
    """The type of a PDF, Word, Excel or OpenDocument file or a picture; None for all else."""
    for start, found in _STARTS.items():
        if data.startswith(start):
            return found
    return _of_archive(data) if data.startswith(b"PK\x03\x04") else None


def _of_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    if ODF in data[:200]:
        return ODF.decode()
    return next((found for part, found in _PARTS.items() if part in names), None)
