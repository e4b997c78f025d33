"""Writing a ZIP file a piece at a time: whatever is in it, little is in memory. Pure."""

import hashlib
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Final, Self

from webapp.reports.packed.names import parted

PACKED = frozenset(
    {".docx", ".gif", ".jpeg", ".jpg", ".odt", ".pdf", ".png", ".pptx", ".xlsx", ".zip"}
)
"""Endings of files that hold compressed data: to compress them again takes time for nothing."""

FIRST_YEAR: Final = 1980
"""The earliest year that a ZIP file can state (APPNOTE.TXT, 4.4.6)."""

TELLS_LENGTHS: Final = sys.version_info >= (3, 11, 4)
"""Whether Python states lengths beyond four gigabytes as it should (python/cpython#103861).

Before, it stated short ones twice, which strict readers refuse.
"""


class DamagedError(Exception):
    """A file is not what it was when it was kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one file: its path, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


class ZipWriter:
    """Writes files one after another, beyond four gigabytes too (ZIP64, APPNOTE.TXT 4.3.14).

    Before Python 3.11.4 none longer than two gigabytes: it stops, sooner than write what few read.
    """

    def __init__(self, target: BinaryIO, *, moment: datetime) -> None:
        """Write to `target`; each file states `moment` as its time, by the clock on the wall."""
        self._zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self._date = (max(moment.year, FIRST_YEAR), *moment.timetuple()[1:6])

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the list at the end, which makes it a ZIP file."""
        self._zip.close()

    def write(self, path: str, pieces: Iterable[bytes]) -> Written:
        """Write one file from its pieces."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._info(path), "w", force_zip64=TELLS_LENGTHS) as target:
            for piece in pieces:
                digest.update(piece)
                size += target.write(piece)
        return Written(path, size, digest.hexdigest())

    def copy(self, expected: Written, pieces: Iterable[bytes]) -> None:
        """Write a file that must be what was `expected`.

        Raises:
            DamagedError: it is not.
        """
        if self.write(expected.path, pieces) != expected:
            raise DamagedError(expected.path)

    def _info(self, path: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(path, self._date)
        is_packed = parted(path)[1].lower() in PACKED
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return info
