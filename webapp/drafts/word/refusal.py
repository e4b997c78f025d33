"""Why a file is not taken in. The page turns a reason into a sentence in the reader's language."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file cannot be read as a draft."""

    NOT_WORD = "not_word"
    """Something else than a Word document, whatever its name says."""
    OLD_WORD = "old_word"
    """A document in the format before 2007 (.doc)."""
    ENCRYPTED = "encrypted"
    """Locked with a password or a sensitivity label."""
    TOO_LARGE = "too_large"
    """A larger file, or a longer text, than is read."""
    BOMB = "bomb"
    """A small file that unpacks to an unreasonable size or number of parts."""
    MACROS = "macros"
    """A document that carries macros."""
    UNSAFE_XML = "unsafe_xml"
    """A part that declares a document type, which Word never writes and attacks need."""
    OUTSIDE = "outside"
    """A document that is put together, when it is opened, of what stands elsewhere."""
    DAMAGED = "damaged"
    """A broken archive or part, or one that contradicts itself."""
    NO_DOCUMENT = "no_document"
    """A Word package without its document."""
    EMPTY = "empty"
    """A document without words and pictures."""


class WordRefused(Exception):  # noqa: N818 it is an answer to the person, not a fault in the code
    """A file that is not taken in, with the reason."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
