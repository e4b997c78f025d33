"""The kinds of files that an answer may come as, told by what is in them and not by their names."""

from enum import StrEnum

from webapp.notifications import filetypes

MOST_BYTES = 30 * 1024 * 1024
"""Of one file. A mailbox as a rule takes less."""

MOST_FILES = 20
"""That one answer may come with."""


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
    FileKind.PDF: filetypes.PDF,
    FileKind.DOCX: filetypes.DOCX,
    FileKind.ODT: filetypes.ODT,
}


def kind_of(file: filetypes.File) -> FileKind | None:
    """What the file is, or None where it is nothing that is taken in."""
    return of_type(filetypes.media_type(file) or "")


def of_type(content_type: str) -> FileKind | None:
    """The kind of a file that is kept with this media type."""
    return next((kind for kind, known in _TYPES.items() if known == content_type), None)


def named(name: str, ending: str) -> str:
    """The file's name with the ending that its content asks for."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip(" .") or "fil"
    return bare if bare.lower().endswith(f".{ending}") else f"{bare[:190]}.{ending}"
