"""Which files may document something in a case. Pure."""

from webapp.notifications import filetypes

LARGEST = 25 * 2**20
"""Bytes."""


def media_type(data: bytes) -> str | None:
    """The type of a PDF, Word, Excel or OpenDocument file or a picture; None for all else.

    A file that carries a program is none of them.
    """
    return None if filetypes.has_macros(data) else filetypes.media_type(data)
