"""Which section and block of the text each piece of a copy of it is. Pure.

A copy carries keys as hidden bookmarks (`webapp.drafts.paper.docx`). Where a paragraph was split,
its later part has none; where two were put together, the whole has both; what was retyped or
pasted has lost its own. Keys go first, then the very words, then a piece of the words, then
likeness.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word.draft import WordBlock, WordDraft
from webapp.responses.filled.finds import ShownBlock, ShownSection

Spot = tuple[int, int]
"""The place of a block in the file: its section's, and its own in that."""

_HOLDS: Final = 60.0
"""How alike, of a hundred, a text and the best stretch of another are, for that to hold it."""
_PIECE: Final = 90.0
_TELLING: Final = 15
"""So many letters tell what text they are a piece of."""


@dataclass(slots=True)
class Placing:
    """Where everything in the file belongs."""

    sections: dict[int, uuid.UUID] = field(default_factory=dict)
    keys: dict[Spot, list[uuid.UUID]] = field(default_factory=dict)
    """The blocks that each block of the file is, most likely first."""

    def spots(self, key: uuid.UUID) -> list[Spot]:
        """Where in the file a block of the text stands, in order; a split one in several places."""
        return sorted(spot for spot, keys in self.keys.items() if key in keys)

    def at(self, spot: Spot) -> uuid.UUID | None:
        """The block of the text that stands here, if it is known."""
        return next(iter(self.keys.get(spot, ())), None)


def place(row: Sequence[ShownSection], draft: WordDraft) -> Placing:
    """Say which section and block each piece of the file is."""
    known = Placing(_sections(row, draft))
    words = {block.key: flat(block.text) for section in row for block in section.blocks}
    homes = {block.key: section.key for section in row for block in section.blocks}
    doubtful = _by_key(draft, words, known)
    _by_words(draft, words, homes, known)
    _by_piece(draft, words, known)
    _by_likeness(row, draft, words, known)
    _by_doubtful_key(doubtful, known)
    return known


def pieces(draft: WordDraft) -> Iterator[tuple[Spot, WordBlock]]:
    """Every block of the file with its place."""
    for number, section in enumerate(draft.sections):
        for place_, block in enumerate(section.blocks):
            yield (number, place_), block


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """The words alone, with one space between them. Each step asks for those of every block."""
    return " ".join(blocks.plain(text).split())


def holds(whole: str, part: str) -> bool:
    """Whether most of `part` stands somewhere in `whole`."""
    if not part:
        return False
    return part in whole or fuzz.partial_ratio(part, whole) >= _HOLDS


def _sections(row: Sequence[ShownSection], draft: WordDraft) -> dict[int, uuid.UUID]:
    """By key, then by number and title, then by title alone; each once."""
    free = {section.key: section for section in row}
    found: dict[int, uuid.UUID] = {}
    for number, read in enumerate(draft.sections):
        hint = next((key for key in read.bag.hints if key in free), None)
        if hint is not None:
            found[number] = free.pop(hint).key
    for number, read in enumerate(draft.sections):
        title = " ".join((read.title or "").split()).casefold()
        for section in free.values() if number not in found and title else ():
            if title in {section.title.casefold(), f"{section.number} {section.title}".casefold()}:
                found[number] = free.pop(section.key).key
                break
    return found


def _by_key(draft: WordDraft, words: dict[uuid.UUID, str], known: Placing) -> dict[Spot, uuid.UUID]:
    """A block has the keys that it carries, where it holds the words; the doubtful ones otherwise.

    A paragraph that left nothing but its key behind may have left it in the one after it.
    """
    doubtful: dict[Spot, uuid.UUID] = {}
    for spot, block in pieces(draft):
        hints = [key for key in dict.fromkeys(block.bag.hints) if key in words]
        text = flat(block.text)
        kept = [key for key in hints if block.kind is BlockKind.FIGURE or holds(text, words[key])]
        kept.sort(key=lambda key: -fuzz.ratio(words[key], text))
        if kept:
            known.keys[spot] = kept
        elif hints:
            doubtful[spot] = hints[0]
    return doubtful


def _by_doubtful_key(doubtful: dict[Spot, uuid.UUID], known: Placing) -> None:
    """A paragraph that is like no other is the one whose key it has, all of it being rewritten."""
    taken = _taken(known)
    for spot, key in doubtful.items():
        if spot not in known.keys and key not in taken:
            known.keys[spot] = [key]
            taken.add(key)


def _by_words(
    draft: WordDraft,
    words: dict[uuid.UUID, str],
    homes: dict[uuid.UUID, uuid.UUID],
    known: Placing,
) -> None:
    taken = _taken(known)
    free: dict[str, list[uuid.UUID]] = {}
    for key, text in words.items():
        if key not in taken and text:
            free.setdefault(text, []).append(key)
    for spot, block in pieces(draft):
        alike = free.get(flat(block.text), []) if spot not in known.keys else []
        if alike:
            here = known.sections.get(spot[0])
            key = next((each for each in alike if homes[each] == here), alike[0])
            alike.remove(key)
            known.keys[spot] = [key]


def _by_piece(draft: WordDraft, words: dict[uuid.UUID, str], known: Placing) -> None:
    """What was cut off a paragraph stands right after it, or before."""
    row = list(pieces(draft))
    for index, (spot, block) in enumerate(row):
        text = flat(block.text)
        if spot in known.keys or len(text) < _TELLING:
            continue
        around = [row[at][0] for at in (index - 1, index + 1) if 0 <= at < len(row)]
        for beside in around:
            key = known.at(beside)
            if key is None:
                continue
            whole, other = words[key], flat(row[index - 1 if beside < spot else index + 1][1].text)
            is_left = not holds(other, whole) or len(other) < len(whole)
            if is_left and len(text) <= len(whole) and fuzz.partial_ratio(text, whole) >= _PIECE:
                known.keys[spot] = [key]
                break


def _by_likeness(
    row: Sequence[ShownSection],
    draft: WordDraft,
    words: dict[uuid.UUID, str],
    known: Placing,
) -> None:
    taken = _taken(known)
    former = [
        (block.key, block.text)
        for section in row
        for block in section.blocks
        if block.key not in taken and words[block.key]
    ]
    waiting = [(spot, block) for spot, block in pieces(draft) if spot not in known.keys]
    found = blocks.match(former, [block.text for _, block in waiting])
    for (spot, block), key in zip(waiting, found, strict=True):
        if key is not None and _alike(block, _block(row, key)):
            known.keys[spot] = [key]


def _alike(read: WordBlock, block: ShownBlock) -> bool:
    """Whether they can be one block: a figure and a text cannot."""
    return (read.kind is BlockKind.FIGURE) is (block.kind is BlockKind.FIGURE)


def _block(row: Sequence[ShownSection], key: uuid.UUID) -> ShownBlock:
    return next(block for section in row for block in section.blocks if block.key == key)


def _taken(known: Placing) -> set[uuid.UUID]:
    return {key for keys in known.keys.values() for key in keys}
