"""Files: kept by content in a folder or a bucket, known to the database by a row."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import BinaryIO, Final

import fsspec
from flask import current_app
from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, Identified, ShortText, session
from webapp.core.rendering import plain_line

PIECE: Final = 1 << 20
"""Bytes read at a time of what may be too large to hold."""


class StoredFile(Identified, Base):
    """One kept file: its name as people know it, its type, size in bytes and SHA-256."""

    __tablename__ = "stored_file"

    name: Mapped[ShortText]
    content_type: Mapped[ShortText]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[ShortText]

    @property
    def path(self) -> str:
        """Where the bytes lie, below the storage's root."""
        return f"{self.id.hex[-2:]}/{self.id}"


def keep(data: bytes, *, name: str, content_type: str) -> StoredFile:
    """Keep `data` and return its row, which is in the session but not yet committed."""
    file = StoredFile(
        id=uuid.uuid4(),
        name=plain_line(name)[:200],
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    filesystem, path = _place(file, makes_folder=True)
    filesystem.pipe_file(path, data)
    session.add(file)
    return file


def keep_stream(source: BinaryIO, *, name: str, content_type: str) -> StoredFile:
    """Keep what `source` holds from where it stands, and return its row, as `keep` does.

    No more of it than a piece is in memory at once.
    """
    file = StoredFile(
        id=uuid.uuid4(), name=plain_line(name)[:200], content_type=content_type, size=0
    )
    filesystem, path = _place(file, makes_folder=True)
    digest = hashlib.sha256()
    with filesystem.open(path, "wb") as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.size += target.write(piece)
    file.sha256 = digest.hexdigest()
    session.add(file)
    return file


def pieces(file: StoredFile) -> Iterator[bytes]:
    """The bytes of `file`, a piece at a time. The file is opened when this is called.

    Raises:
        FileNotFoundError: the storage has lost them.
    """
    filesystem, path = _place(file)
    return _read(filesystem.open(path, "rb"))


def _read(source: BinaryIO) -> Iterator[bytes]:
    with source:
        while piece := source.read(PIECE):
            yield piece


def contents(file: StoredFile) -> bytes:
    """The bytes of `file`.

    Raises:
        FileNotFoundError: the storage has lost them.
    """
    filesystem, path = _place(file)
    return bytes(filesystem.cat_file(path))


def get(file_id: uuid.UUID) -> StoredFile | None:
    """The row of the file `file_id`, or None."""
    return session.get(StoredFile, file_id)


def remove(file: StoredFile) -> None:
    """Erase `file`: its row, and its bytes, which are gone at once."""
    filesystem, path = _place(file)
    session.delete(file)
    session.flush()
    with suppress(FileNotFoundError):
        filesystem.rm_file(path)


def discard(file: StoredFile) -> None:
    """Erase the bytes of a file that was kept in a transaction which is to be undone."""
    filesystem, path = _place(file)
    session.expunge(file)
    with suppress(FileNotFoundError):
        filesystem.rm_file(path)


def _place(
    file: StoredFile, *, makes_folder: bool = False
) -> tuple[fsspec.AbstractFileSystem, str]:
    """Where the bytes of the file are: on which file system, and its path there."""
    filesystem, root = _root(current_app.config["STORAGE_URL"])
    path = f"{root}/{file.path}"
    if makes_folder:
        filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
    return filesystem, path


@cache
def _root(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    filesystem, root = fsspec.core.url_to_fs(url)
    return filesystem, root.rstrip("/")
