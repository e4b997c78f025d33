"""Copying the files that were made for a package into its ZIP file, each checked on the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from webapp.core import storage
from webapp.core.storage import StoredFile
from webapp.reports import queries
from webapp.reports.packed.zips import DamagedError, Written, ZipWriter
from webapp.reports.queries import Held

ROWS: Final = 100
"""Files whose rows are read at a time."""


def copy_all(
    found: Sequence[Held],
    target: ZipWriter,
    note_progress: Callable[[float], None],
    *,
    below: str = "",
) -> None:
    """Copy the files into the ZIP file, below a folder; each must be what it was when it was kept.

    Raises:
        DamagedError: one is gone from the storage, or is not.
    """
    total = sum(each.written.size for each in found) or 1
    done = 0
    for start in range(0, len(found), ROWS):
        some = found[start : start + ROWS]
        files = queries.stored([each.file_id for each in some])
        for each in some:
            written = replace(each.written, path=f"{below}{each.written.path}")
            target.copy(written, _pieces(written, files[each.file_id]))
            done += written.size
            note_progress(done / total)


def _pieces(written: Written, file: StoredFile) -> Iterator[bytes]:
    try:
        return storage.pieces(file)
    except FileNotFoundError as error:
        raise DamagedError(written.path) from error
