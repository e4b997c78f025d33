"""What can be said of a section however it was read. Pure."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class _Block(Protocol):
    @property
    def html(self) -> Mapping[str, str]: ...


class _Section(Protocol):
    @property
    def title(self) -> Mapping[str, str]: ...
    @property
    def lock_reason(self) -> Mapping[str, str]: ...
    @property
    def blocks(self) -> Sequence[_Block]: ...


class Written:
    """What a section says of its own text. A part of `Section` and of `ShownSection`."""

    __slots__ = ()

    def is_written_in(self: _Section, tag: str) -> bool:
        """Say whether the title and all the text are there in the language `tag`."""
        said = [block.html for block in self.blocks if any(block.html.values())]
        return bool(self.title.get(tag)) and all(html.get(tag) for html in said)

    @property
    def is_locked(self: _Section) -> bool:
        """Say whether the section cannot be commented on."""
        return any(self.lock_reason.values())
