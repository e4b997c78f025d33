"""What differs between two versions of a document, section by section and block by block. Pure.

Sections and blocks are told apart by their keys, which live on from version to version. One is
moved when it stands under another parent, or in another order among those that stand there in
both versions: what merely got another number, because something came before it, is not.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, Protocol

from webapp.drafts import blocks, wording
from webapp.drafts.blocks import BlockKind
from webapp.drafts.ordering import interleaved, out_of_order
from webapp.drafts.wording import Piece


class ABlock(Protocol):
    """What a block must have to be compared."""

    key: uuid.UUID
    kind: BlockKind
    text: dict[str, str]


class ASection(Protocol):
    """What a section must have to be compared."""

    key: uuid.UUID
    parent_key: uuid.UUID | None
    number: str
    title: dict[str, str]

    @property
    def blocks(self) -> Sequence[ABlock]:
        """Its blocks, in order."""


class Standing(StrEnum):
    """In which of the two versions something stands."""

    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where in a version something stands: a section's number and title."""

    key: uuid.UUID
    number: str
    title: str


@dataclass(frozen=True)
class BlockChange:
    """What became of a block. `elsewhere`: the section that it came from, or went to."""

    key: uuid.UUID
    kind: BlockKind
    standing: Standing
    moved: bool
    elsewhere: Heading | None
    former: str
    later: str
    """The two wordings as plain text, a line a paragraph, cells between bars. Empty: none."""
    repictured: bool = False
    """Whether a figure shows another picture."""

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """What differs between the wordings, by word."""
        return tuple(wording.words(self.former, self.later))

    @property
    def edited(self) -> bool:
        """Say whether it stands in both versions, in different words."""
        in_both = self.standing is Standing.KEPT or self.elsewhere is not None
        return in_both and (self.former != self.later or self.repictured)

    @property
    def is_same(self) -> bool:
        """Say whether a reader would notice nothing."""
        return self.standing is Standing.KEPT and not self.moved and not self.edited


@dataclass(frozen=True)
class SectionChange:
    """What became of a section, and of each of its blocks in order."""

    standing: Standing
    moved: bool
    former: Heading | None
    later: Heading | None
    blocks: tuple[BlockChange, ...]

    @property
    def key(self) -> uuid.UUID:
        """The section's key, the same in both versions."""
        return self.heading.key

    @property
    def heading(self) -> Heading:
        """The section as it is, or as it was where it is gone."""
        found = self.later or self.former
        if found is None:
            raise ValueError("a section stands in one of the versions at least")
        return found

    @property
    def renamed(self) -> bool:
        """Say whether it has another title."""
        return bool(self.former and self.later and self.former.title != self.later.title)

    @property
    def edited(self) -> bool:
        """Say whether it stands in both versions and says something else."""
        return self.standing is Standing.KEPT and (
            self.renamed or any(not block.is_same for block in self.blocks)
        )

    @property
    def is_same(self) -> bool:
        """Say whether a reader would notice nothing but perhaps another number."""
        return self.standing is Standing.KEPT and not self.moved and not self.edited

    @cached_property
    def title_pieces(self) -> Sequence[Piece]:
        """What differs between its titles, by word."""
        former, later = self.former, self.later
        return wording.words(former.title if former else "", later.title if later else "")

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many words were added and taken away in its text."""
        pieces = [piece for block in self.blocks if not block.is_same for piece in block.pieces]
        return _count(pieces, wording.Fate.NEW), _count(pieces, wording.Fate.GONE)


@dataclass(frozen=True)
class Comparison:
    """Every section of both versions, in the order of the later; what is gone where it stood."""

    sections: tuple[SectionChange, ...]

    @property
    def changed(self) -> Sequence[SectionChange]:
        """The sections in which a reader would notice something."""
        return [section for section in self.sections if not section.is_same]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many sections were added, removed, moved and edited; one may be both of the last."""
        return {
            "added": sum(s.standing is Standing.ADDED for s in self.sections),
            "removed": sum(s.standing is Standing.REMOVED for s in self.sections),
            "moved": sum(s.moved for s in self.sections),
            "edited": sum(s.edited for s in self.sections),
        }


def compare(former: Sequence[ASection], later: Sequence[ASection], language: str) -> Comparison:
    """What differs between two versions in one language."""
    return _Comparing(former, later, language).comparison()


class _Comparing:
    def __init__(
        self, former: Sequence[ASection], later: Sequence[ASection], language: str
    ) -> None:
        self._language = language
        self._rows = (former, later)
        self._former, self._later = ({each.key: each for each in row} for row in self._rows)
        self._homes = tuple(
            {block.key: section for section in row for block in section.blocks}
            for row in self._rows
        )
        self._moved = self._moved_sections()

    def comparison(self) -> Comparison:
        keys = interleaved([s.key for s in self._rows[0]], [s.key for s in self._rows[1]])
        return Comparison(tuple(map(self._section, keys)))

    def _section(self, key: uuid.UUID) -> SectionChange:
        former, later = self._former.get(key), self._later.get(key)
        return SectionChange(
            _standing(former, later),
            key in self._moved,
            self._heading(former),
            self._heading(later),
            tuple(self._blocks(former, later)),
        )

    def _blocks(self, former: ASection | None, later: ASection | None) -> Iterable[BlockChange]:
        before = {block.key: block for block in former.blocks} if former else {}
        after = {block.key: block for block in later.blocks} if later else {}
        common = [key for key in before if key in after]
        strayed = out_of_order(common, [key for key in after if key in before])
        for key in interleaved(list(before), list(after)):
            change = self._block(before.get(key), after.get(key), moved=key in strayed)
            if change.former or change.later:
                yield change

    def _block(self, before: ABlock | None, after: ABlock | None, *, moved: bool) -> BlockChange:
        found = after or before
        if found is None:
            raise ValueError("a block stands in one of the versions at least")
        home = self._homes[1 if after is None else 0].get(found.key)
        elsewhere = home if before is None or after is None else None
        if elsewhere is not None:
            other = next(block for block in elsewhere.blocks if block.key == found.key)
            before, after = before or other, after or other
        texts = [each.text.get(self._language, "") if each else "" for each in (before, after)]
        repictured = found.kind is BlockKind.FIGURE and _has_another_picture(texts)
        former, later = _readable(found.kind, texts, repictured=repictured)
        return BlockChange(
            found.key,
            found.kind,
            _standing(before, after) if elsewhere is None else self._side(elsewhere, found.key),
            moved or elsewhere is not None,
            self._heading(elsewhere),
            former,
            later,
            repictured,
        )

    def _side(self, elsewhere: ASection, key: uuid.UUID) -> Standing:
        """Which side of a move a block is on: it came, or it went."""
        came = self._homes[0].get(key) is elsewhere
        return Standing.ADDED if came else Standing.REMOVED

    def _heading(self, section: ASection | None) -> Heading | None:
        if section is None:
            return None
        titles = section.title
        title = titles.get(self._language) or next(filter(None, titles.values()), "")
        return Heading(section.key, section.number, title)

    def _moved_sections(self) -> set[uuid.UUID]:
        children: dict[uuid.UUID | None, list[list[uuid.UUID]]] = defaultdict(lambda: [[], []])
        moved: set[uuid.UUID] = set()
        for side, row in enumerate(self._rows):
            for section in row:
                former, later = self._former.get(section.key), self._later.get(section.key)
                if former is None or later is None:
                    continue
                if self._has_new_parent(former, later):
                    moved.add(section.key)
                else:
                    children[later.parent_key][side].append(section.key)
        for before, after in children.values():
            moved |= out_of_order(before, after)
        return moved

    def _has_new_parent(self, former: ASection, later: ASection) -> bool:
        """Say whether it stands under another parent, though the former one is still there."""
        if former.parent_key == later.parent_key:
            return False
        return former.parent_key is None or former.parent_key in self._later


_BAR: Final = " | "
_BULLET: Final = "• "
_WORD: Final = re.compile(r"\w")


def _readable(kind: BlockKind, texts: Sequence[str], *, repictured: bool) -> list[str]:
    """The wordings as a reader sees them; or with their marks, where these alone differ."""
    made = {text: readable(kind, text) for text in texts}
    plain = [made[text] for text in texts]
    if texts[0] != texts[1] and plain[0] == plain[1] and not repictured:
        return list(texts)
    return plain


def _has_another_picture(texts: Sequence[str]) -> bool:
    return all(texts) and len(set(map(blocks.figure_key, texts))) > 1


def readable(kind: BlockKind, text: str) -> str:
    """A block's text as a reader sees it: plain, a line a paragraph, cells between bars."""
    words = blocks.plain(text)
    if kind is BlockKind.FIGURE and text:
        return words or text
    if kind is BlockKind.LIST:
        return "\n".join(f"{_BULLET}{line}" for line in words.split("\n") if line)
    return words.replace("\t", _BAR) if kind is BlockKind.TABLE else words


def _standing(former: object, later: object) -> Standing:
    if former is None:
        return Standing.ADDED
    return Standing.REMOVED if later is None else Standing.KEPT


def _count(pieces: Iterable[Piece], fate: wording.Fate) -> int:
    texts = (piece.text for piece in pieces if piece.fate is fate)
    return sum(bool(_WORD.search(word)) for text in texts for word in text.split())
