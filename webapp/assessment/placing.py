"""What accepting a point would do to the text as it is now. Pure."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from webapp.drafts import blocks, passages, rewording, wording
from webapp.drafts.blocks import BlockKind
from webapp.drafts.carrying import Anchor, Carrier, Status
from webapp.drafts.comparing import ABlock, ASection
from webapp.drafts.passages import Passage
from webapp.drafts.rewording import Clash, ClashError
from webapp.drafts.wording import Piece


class AProposing(Protocol):
    """What a comment, or what staff took out of a letter, says of another wording."""

    section_key: uuid.UUID | None
    quote: str
    proposed_wording: str


class Obstacle(StrEnum):
    """Why a proposal cannot be taken in without a person."""

    NOWHERE = "nowhere"
    """It is not said which paragraph it is on."""
    GONE = "gone"
    SPLIT = "split"
    UNSURE = "unsure"
    WORDS = "words"
    CHANGED = "changed"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a proposal goes in the text as it is now, and what that then says.

    `was`: the paragraph as the sender read it. `now` and `text`: its CommonMark now and then; there
    is no `text` while something stands in the way. `new`: paragraphs to put after it.
    """

    language: str
    section: ASection | None = None
    block_key: uuid.UUID | None = None
    was: str = ""
    now: str = ""
    text: str = ""
    new: tuple[str, ...] = ()
    is_added: bool = False
    obstacle: Obstacle | None = None

    @property
    def pieces(self) -> Sequence[Piece]:
        """What would differ, by word."""
        if self.is_added:
            return wording.words("", "\n".join(map(blocks.plain, self.new)))
        return wording.words(blocks.plain(self.now), blocks.plain(self.text))

    @property
    def since(self) -> Sequence[Piece]:
        """What has become of the paragraph since the sender read it."""
        return wording.words(self.was, blocks.plain(self.now))

    @property
    def can_be_written(self) -> bool:
        """Say whether there is a paragraph to write in."""
        return self.section is not None and (self.is_added or self.block_key is not None)


def proposes(remark: AProposing | None) -> bool:
    """Say whether it proposes anything to be changed."""
    return remark is not None and bool(
        getattr(remark, "change", None) or remark.proposed_wording.strip()
    )


def plan(
    remark: AProposing, language: str, former: Sequence[ASection], later: Sequence[ASection]
) -> Plan:
    """What accepting the remark would do. `language`: that of its sender.

    `former`: the version that it is on. `later`: the text as it is now.
    """
    selector: dict[str, Any] | None = getattr(remark, "selector", None)
    tag = str(selector["language"]) if selector and "language" in selector else language
    section = next((each for each in former if each.key == remark.section_key), None)
    block = _block(section, remark, tag) if section else None
    is_added = getattr(remark, "change", None) == "add"
    if block is None:
        return _without_block(remark, tag, later, is_added=is_added)
    passage = passages.kept(remark.quote, selector or {}) if remark.quote else None
    known = passage if selector else None
    anchor = Anchor(remark.section_key, block.key, remark.quote, tag, known)
    found = _found(block, anchor, former, later)
    found = replace(found, is_added=is_added)
    if found.obstacle in {Obstacle.GONE, Obstacle.NOWHERE}:
        return found
    if is_added:
        return replace(found, new=tuple(rewording.added(remark.proposed_wording)), obstacle=None)
    return _reworded(found, block, remark, passage)


def at(found: Plan, block_key: uuid.UUID | None) -> Plan:
    """The plan for a paragraph that somebody chose, where it is not said which is meant.

    A figure is none: it is changed where it is shown, and not as the characters that it is kept as.
    """
    blocks_now = found.section.blocks if found.section else ()
    writable = (each for each in blocks_now if each.kind is not BlockKind.FIGURE)
    chosen = next((each for each in writable if each.key == block_key), None)
    if chosen is None or found.can_be_written:
        return found
    now = chosen.text.get(found.language, "")
    return replace(found, block_key=chosen.key, was=blocks.plain(now), now=now)


def _reworded(found: Plan, block: ABlock, remark: AProposing, passage: Passage | None) -> Plan:
    if found.obstacle:
        return found
    words = "" if getattr(remark, "change", None) == "remove" else remark.proposed_wording
    try:
        base = block.text[found.language]
        return replace(found, text=rewording.reworded(base, found.now, passage, words.strip()))
    except ClashError as error:
        return replace(found, obstacle=_OBSTACLES[error.clash])


_OBSTACLES = {
    Clash.WORDS: Obstacle.WORDS,
    Clash.CHANGED: Obstacle.CHANGED,
    Clash.MARKS: Obstacle.MARKS,
}


def _found(
    block: ABlock, anchor: Anchor, former: Sequence[ASection], later: Sequence[ASection]
) -> Plan:
    """Where the paragraph stands now."""
    carried = Carrier(former, later).carry(anchor)
    tag = carried.language
    was = blocks.plain(block.text.get(tag, ""))
    home = next(_homes(later, carried.block_key), None)
    if carried.status is Status.GONE or home is None:
        return Plan(tag, _section(later, anchor.section_key), was=was, obstacle=Obstacle.GONE)
    section, standing = home
    now = standing.text.get(tag, "")
    found = Plan(tag, section, standing.key, was=was, now=now)
    if carried.doubt:
        return replace(found, obstacle=Obstacle.UNSURE)
    is_whole = carried.after in (now, blocks.plain(now)) or len(carried.later) == 1
    return found if is_whole else replace(found, obstacle=Obstacle.SPLIT)


def _without_block(
    remark: AProposing, language: str, later: Sequence[ASection], *, is_added: bool
) -> Plan:
    section = _section(later, remark.section_key)
    if is_added and section is not None and not remark.quote:
        new = tuple(rewording.added(remark.proposed_wording))
        return Plan(language, section, new=new, is_added=True)
    return Plan(language, section, obstacle=Obstacle.NOWHERE)


def _block(section: ASection, remark: AProposing, language: str) -> ABlock | None:
    """The block that it is on: the one that it names, or the only one that holds its words."""
    key = getattr(remark, "block_key", None)
    if key is not None:
        return next((each for each in section.blocks if each.key == key), None)
    words = remark.quote.split()
    holding = [
        each
        for each in section.blocks
        if words and " ".join(words) in " ".join(blocks.plain(each.text.get(language, "")).split())
    ]
    return holding[0] if len(holding) == 1 else None


def _section(row: Sequence[ASection], key: uuid.UUID | None) -> ASection | None:
    return next((each for each in row if each.key == key), None)


def _homes(row: Sequence[ASection], key: uuid.UUID | None) -> Iterator[tuple[ASection, ABlock]]:
    return ((each, block) for each in row for block in each.blocks if block.key == key)
