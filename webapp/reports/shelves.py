"""Long lists of a report's parts, kept on the disk and read a stretch at a time. Pure.

A report holds all that was said in a round, some of it twice, and every format goes through it
from the first to the last. In memory is only the stretch that is being read or added to.
"""

import os
import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, overload

STRETCH: Final = 100
"""Items that are written and read together. A list of fewer never comes to the disk."""

T = TypeVar("T")


class _Pickler(pickle.Pickler):
    """Takes dataclasses apart by their fields, faster than those that have slots do themselves."""

    def reducer_override(self, obj: Any) -> Any:
        """How to make a dataclass again; all else is pickled as it asks to be."""
        kind: type = type(obj)
        values = _values(kind)
        return NotImplemented if values is None else (kind, values(obj))


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What finds the values of all fields, in order; None where the type is no such dataclass."""
    if not is_dataclass(kind):
        return None
    found = fields(kind)
    if len(found) < 2 or not all(each.init and not each.kw_only for each in found):  # noqa: PLR2004
        return None
    return attrgetter(*(each.name for each in found))


def _pickled(items: Sequence[Any]) -> bytes:
    target = BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(items)
    return target.getvalue()


class Place:
    """A nameless file for any number of lists, gone with the last of them."""

    def __init__(self) -> None:
        """Take no room before there is something to keep."""
        self._file: Any = None
        self._end = 0

    def write(self, data: bytes) -> int:
        """Keep the bytes, and say where they begin."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed below
            weakref.finalize(self, self._file.close)
        start = self._end
        self._file.write(data)
        self._end += len(data)
        return start

    def read(self, start: int, end: int) -> bytes:
        """The bytes that stand there, whoever else is reading."""
        return os.pread(self._file.fileno(), end - start, start)


class Row(Sequence[T]):
    """A list that can be compared with any other, and read through a function."""

    def through(self, change: Callable[[T], T]) -> "Row[T]":
        """The same list, in which each item is what `change` makes of it, when it is read."""
        return _Changed(self, change)

    def stretches(self) -> Iterator[Sequence[T]]:
        """The items, as many at a time as are at hand."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[T]:
        """Read the list from its beginning."""
        for stretch in self.stretches():
            yield from stretch

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Of how many there are, which is cheap."""
        return len(self)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """One item, or several."""
        if isinstance(index, slice):
            return tuple(self)[index]
        wanted = range(len(self))[index]
        for stretch in self.stretches():
            if wanted < len(stretch):
                return stretch[wanted]
            wanted -= len(stretch)
        raise IndexError(index)


class Shelf(Row[T]):
    """A list that grows at its end."""

    def __init__(self, place: Place, items: Iterable[T] = ()) -> None:
        """Keep in the place what does not fit into memory."""
        self._place = place
        self._written: list[tuple[int, int]] = []
        self._latest: list[T] = []
        for each in items:
            self.append(each)

    def append(self, item: T) -> None:
        """Put an item behind the others."""
        self._latest.append(item)
        if len(self._latest) == STRETCH:
            data = _pickled(self._latest)
            start = self._place.write(data)
            self._written.append((start, start + len(data)))
            self._latest = []

    def __len__(self) -> int:
        """How many there are."""
        return len(self._written) * STRETCH + len(self._latest)

    def stretches(self) -> Iterator[Sequence[T]]:
        """The items, as they were written together."""
        for start, end in self._written:
            yield pickle.loads(self._place.read(start, end))  # noqa: S301 - written above
        yield self._latest


class _Changed(Row[T], Generic[T]):
    def __init__(self, row: Row[T], change: Callable[[T], T]) -> None:
        self._row, self._change = row, change

    def __len__(self) -> int:
        return len(self._row)

    def stretches(self) -> Iterator[Sequence[T]]:
        for stretch in self._row.stretches():
            yield [self._change(each) for each in stretch]


def through(row: Sequence[T], change: Callable[[T], T]) -> Sequence[T]:
    """The list with each item changed: when it is read, if it is long, and else at once."""
    return row.through(change) if isinstance(row, Row) else tuple(map(change, row))
