"""The mark of an edition's content. Pure."""

import hashlib
from collections.abc import Iterable
from typing import Protocol


class AFile(Protocol):
    """What a kept file says of its content."""

    sha256: str


class AFormat(Protocol):
    """An edition in one format."""

    format: str

    @property
    def file(self) -> AFile:
        """The kept file."""


def mark(files: Iterable[AFormat]) -> str:
    """SHA-256 over the formats of an edition, each with the SHA-256 of its file."""
    lines = sorted(f"{each.format!s} {each.file.sha256}\n" for each in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
