"""The kinds of files that an answer may come as, told by what is in them and not by their names."""

import zipfile
from enum import StrEnum
from io import BytesIO

MOST_BYTES = 30 * 1024 * 1024
"""Of one file. A mailbox as a rule takes less."""

MOST_FILES = 20
"""That one answer may come with."""

_OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"


class FileKind(StrEnum):
    """A kind of file that is taken in; the value is its usual ending."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"

    @property
    def content_type(self) -> str:
        """The media type by which it is kept and sent."""
        return _TYPES[self]


_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: _OPENDOCUMENT.decode(),
}


def kind_of(data: bytes) -> FileKind | None:
    """What `data` is, or None where it is nothing that is taken in."""
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if not data.startswith(b"PK\x03\x04"):
        return None
    if _OPENDOCUMENT in data[:200]:  # Stored first and bare, for this purpose (ODF 1.3, part 2).
        return FileKind.ODT
    return FileKind.DOCX if _holds(data, "word/document.xml") else None


def of_type(content_type: str) -> FileKind | None:
    """The kind of a file that is kept with this media type."""
    return next((kind for kind, known in _TYPES.items() if known == content_type), None)


def named(name: str, kind: FileKind) -> str:
    """The file's name with the ending that its content asks for."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip(" .") or "fil"
    return bare if bare.lower().endswith(f".{kind}") else f"{bare[:190]}.{kind}"


def _holds(data: bytes, name: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
