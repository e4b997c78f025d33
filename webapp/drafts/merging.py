"""Two writers' changes to one section put together, block by block. Pure.

A three-way merge: what only one of them changed is taken, and what both changed to the same is
taken once. Where both changed the same text differently, or one deleted what the other changed,
they are in conflict, and a person chooses. Nothing that either wrote is ever left out unseen.
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from webapp.drafts.blocks import BlockKind
from webapp.drafts.ordering import interleaved
from webapp.drafts.weaving import Former, Woven


class Choice(StrEnum):
    """Which wording is kept where two are in conflict."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two wordings of the same text, in one language. An empty one means that it was deleted."""

    key: uuid.UUID | None
    """The block's; None for a title."""
    language: str
    base: str
    theirs: str
    mine: str

    @property
    def name(self) -> str:
        """What tells it from the others on a page."""
        return f"{self.key or 'title'}-{self.language}"

    @property
    def choices(self) -> Sequence[Choice]:
        """The ways out of it, the safest first."""
        if self.key is not None and self.theirs and self.mine:
            return (Choice.BOTH, Choice.THEIRS, Choice.MINE)
        return (Choice.THEIRS, Choice.MINE) if self.theirs else (Choice.MINE, Choice.THEIRS)


Chosen = Mapping[str, Choice]
"""The way out of each conflict, by its name."""


@dataclass(slots=True)
class Merge:
    """The blocks that the two make up together, and where a person must choose."""

    row: list[Woven] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(
    base: Sequence[Former],
    theirs: Sequence[Former],
    mine: Sequence[Woven],
    *,
    chosen: Chosen | None = None,
) -> Merge:
    """Both writers' changes to `base`. A conflict without a choice is among the conflicts.

    What both wrote anew in the same place, in the same words, is one block.
    """
    return _Merging(base, theirs, mine, chosen or {}).merged()


def merge_texts(
    base: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
    *,
    chosen: Chosen | None = None,
) -> tuple[dict[str, str], list[Conflict]]:
    """A text by language, such as a title: what is kept, and where a person must choose."""
    kept: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for language in dict.fromkeys([*theirs, *mine, *base]):
        texts = [each.get(language, "") for each in (base, theirs, mine)]
        text = _merged_text(*texts)
        if text is None:
            conflict = Conflict(None, language, *texts)
            choice = (chosen or {}).get(conflict.name)
            if choice is None:
                conflicts.append(conflict)
            text = texts[2] if choice is Choice.MINE else texts[1]
        if text:
            kept[language] = text
    return kept, conflicts


def _merged_text(base: str, theirs: str, mine: str) -> str | None:
    """What both make of a text; None where they are in conflict."""
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else None


@dataclass(frozen=True, slots=True)
class _Block:
    """A block on one side: who it is, what it is, and what it says."""

    name: Hashable
    key: uuid.UUID | None
    kind: BlockKind
    texts: Mapping[str, str]


_NOTHING: Final[Mapping[str, str]] = {}


class _Merging:
    def __init__(
        self,
        base: Sequence[Former],
        theirs: Sequence[Former],
        mine: Sequence[Woven],
        chosen: Chosen,
    ) -> None:
        self._base = {each.key: _Block(each.key, each.key, each.kind, each.texts) for each in base}
        self._theirs = {
            each.key: _Block(each.key, each.key, each.kind, each.texts) for each in theirs
        }
        self._mine = self._named(mine)
        self._chosen = chosen
        self._merge = Merge()

    def merged(self) -> Merge:
        for name in self._order():
            self._take(name)
        return self._merge

    def _named(self, mine: Sequence[Woven]) -> dict[Hashable, _Block]:
        """My blocks by who they are: a new one that the other wrote too is the other's."""
        new: dict[Hashable, list[uuid.UUID]] = defaultdict(list)
        for theirs, other in self._theirs.items():
            if theirs not in self._base:
                new[tuple(sorted(other.texts.items()))].append(theirs)
        found: dict[Hashable, _Block] = {}
        for number, each in enumerate(mine):
            name: Hashable = each.key
            if name is None:
                same = new[tuple(sorted(each.texts.items()))]
                name = same.pop(0) if same else number
            key = each.key or (name if isinstance(name, uuid.UUID) else None)
            found[name] = _Block(name, key, each.kind, each.texts)
        return found

    def _order(self) -> list[Hashable]:
        """The order of whoever moved something; what the other added follows what it followed."""
        common = [name for name in self._base if name in self._theirs and name in self._mine]
        moved_mine = [name for name in self._mine if name in set(common)] != common
        sides: list[list[Hashable]] = [list(self._mine), list(self._theirs)]
        former, later = reversed(sides) if moved_mine else sides
        return interleaved(former, later)

    def _take(self, name: Hashable) -> None:
        base = self._base.get(name)  # type: ignore[call-overload]
        theirs, mine = self._theirs.get(name), self._mine.get(name)  # type: ignore[call-overload]
        if theirs is None and mine is not None and base is None:
            self._put(mine, mine.texts)
        elif mine is None and theirs is not None and base is None:
            self._put(theirs, theirs.texts)
        else:
            self._reconcile(base, theirs, mine)

    def _reconcile(self, base: _Block | None, theirs: _Block | None, mine: _Block | None) -> None:
        texts: dict[str, str] = {}
        spare: dict[str, str] = {}
        sides = [each.texts if each else _NOTHING for each in (base, theirs, mine)]
        shown = mine if theirs is None or (base and mine and mine.kind is not base.kind) else theirs
        if shown is None:
            return
        for language in dict.fromkeys(tag for side in reversed(sides) for tag in side):
            wordings = [side.get(language, "") for side in sides]
            kept, second = self._wording(shown.key, language, *wordings)
            texts |= {language: kept} if kept else {}
            spare |= {language: second} if second else {}
        self._put(shown, texts)
        if spare:
            self._merge.row.append(Woven(None, shown.kind, spare))

    def _wording(
        self, key: uuid.UUID | None, language: str, base: str, theirs: str, mine: str
    ) -> tuple[str, str]:
        """The wording that is kept, and a second one for a block of its own where both are."""
        merged = _merged_text(base, theirs, mine)
        if merged is not None:
            return merged, ""
        conflict = Conflict(key, language, base, theirs, mine)
        choice = self._chosen.get(conflict.name)
        if choice is None or choice not in conflict.choices:
            self._merge.conflicts.append(conflict)
            return theirs or mine, ""
        if choice is Choice.BOTH:
            return theirs, mine
        return (theirs if choice is Choice.THEIRS else mine), ""

    def _put(self, block: _Block, texts: Mapping[str, str]) -> None:
        if texts:
            self._merge.row.append(Woven(block.key, block.kind, dict(texts)))
