"""The mark of an edition's content. Pure."""

import hashlib
from collections.abc import Iterable


def mark(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over the files of an edition: the format of each, and its own SHA-256."""
    lines = sorted(f"{format_} {sha256}\n" for format_, sha256 in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
