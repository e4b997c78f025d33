"""Which section and block each piece of a Word file is, when the file was had from here.

Such a file carries keys as hidden bookmarks. A key counts once: of two paragraphs with the same
one, the one in its own section has it, else the first. A paragraph that was moved to another
section is found by its key or its very words, and goes there with all its languages.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Block, Section
from webapp.drafts.word.draft import Bag, Remark, WordBlock, WordSection

Pair = tuple[Section, WordSection]
"""A section, and what a file says in it."""

_TELLING = 40
"""So long a text is the same text, and not one that happens to say the same, in any section."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What stood in the margin, and the section and block that it is about."""

    section: Section
    block: Block | None
    remark: Remark


@dataclass(frozen=True, slots=True)
class Said:
    """What a block is to say, and which it is, where that is known."""

    kind: BlockKind
    text: str
    key: uuid.UUID | None


def known_sections(row: Sequence[Section], drafted: Sequence[WordSection]) -> dict[int, int]:
    """For the file's sections that carry a key the place of that section in `row`."""
    places = {section.key: place for place, section in enumerate(row)}
    found: dict[int, int] = {}
    for number, read in enumerate(drafted):
        hint = next((key for key in read.bag.hints if key in places), None)
        if hint is not None:
            found[number] = places.pop(hint)
    return found


def sections(row: Sequence[Section], drafted: Sequence[WordSection]) -> list[Section] | None:
    """The section of each of the file's, if every one of them carries its key."""
    found = known_sections(row, drafted)
    return [row[place] for place in found.values()] if len(found) == len(drafted) else None


def claims(
    pairs: Sequence[Pair], row: Sequence[Section], language: str, *, may_move: bool
) -> dict[tuple[int, int], uuid.UUID]:
    """The key of each block that is known, by the places of its section and itself in the file.

    Those that stood in another section are moved to the one where the file has them, if they may:
    a translation moves nothing.
    """
    homes = {block.key: (section, block) for section in row for block in section.blocks}
    found: dict[tuple[int, int], uuid.UUID] = {}
    for is_at_home in (True, False) if may_move else (True,):
        for place, block in _blocks(pairs):
            section = pairs[place[0]][0]
            for key in block.bag.hints if place not in found else ():
                home, former = homes.get(key, (None, None))
                if former is not None and (home is section) == is_at_home and _alike(former, block):
                    found[place] = key
                    del homes[key]
                    break
    if may_move:
        found |= _moved_words(pairs, row, language, set(found.values()), found)
        _move(pairs, row, found)
    return found


def _blocks(pairs: Sequence[Pair]) -> Iterator[tuple[tuple[int, int], WordBlock]]:
    for number, (_, read) in enumerate(pairs):
        for place, block in enumerate(read.blocks):
            yield (number, place), block


def _alike(former: Block, block: WordBlock) -> bool:
    """Whether they can be one block: a figure and a text cannot."""
    return (former.kind is BlockKind.FIGURE) is (block.kind is BlockKind.FIGURE)


def _moved_words(
    pairs: Sequence[Pair],
    row: Sequence[Section],
    language: str,
    taken: set[uuid.UUID],
    found: Iterable[tuple[int, int]],
) -> dict[tuple[int, int], uuid.UUID]:
    """The blocks whose key is not known, and whose very words have left another section."""
    known = set(found)
    texts: dict[str, list[tuple[Section, Block]]] = {}
    for section in row:
        for old in section.blocks:
            texts.setdefault(old.text.get(language, ""), []).append((section, old))
    stand = {section.key: {block.text for block in read.blocks} for section, read in pairs}
    moved: dict[tuple[int, int], uuid.UUID] = {}
    for place, block in _blocks(pairs):
        homes = texts.get(block.text, []) if len(block.text) >= _TELLING else []
        if place in known or len(homes) != 1 or homes[0][1].key in taken:
            continue
        home, former = homes[0]
        is_moved = home is not pairs[place[0]][0] and block.text not in stand.get(home.key, set())
        if is_moved and _alike(former, block):
            moved[place] = former.key
            taken.add(former.key)
    return moved


def _move(
    pairs: Sequence[Pair], row: Sequence[Section], found: dict[tuple[int, int], uuid.UUID]
) -> None:
    homes = {block.key: (section, block) for section in row for block in section.blocks}
    for (number, _), key in found.items():
        home, block = homes[key]
        if home is not pairs[number][0]:
            home.blocks.remove(block)
            pairs[number][0].blocks.append(block)


def said(
    section: Section, read: WordSection, keys: Sequence[uuid.UUID | None], language: str
) -> list[Said | None]:
    """What a section is to say in a language for each block of the file.

    What reads as it did keeps the very text that it had. What a file that was had from here showed
    in another language, for want of this one, is not taken for a translation: there it is None.
    """
    former = {block.key: block for block in section.blocks}
    own = [text for block in section.blocks if (text := block.text.get(language))]
    as_before = all(block.text in own for block in read.blocks)
    shown = {} if as_before else {_shown(text): text for text in own}
    result: list[Said | None] = []
    for block, key in zip(read.blocks, keys, strict=True):
        others = former[key].text.values() if key in former else ()
        text = block.text if block.text in own else shown.get(_shown(block.text), block.text)
        is_new = not is_fallback(block.bag, block.text, others)
        result.append(Said(block.kind, text, key) if is_new else None)
    return result


def is_fallback(bag: Bag, text: str, others: Iterable[str]) -> bool:
    """Whether a text stands in a file only for want of one in the file's language."""
    return bag.falls_back and blocks.plain(text) in {blocks.plain(each) for each in others}


def placed(
    section: Section, read: WordSection, parts: Sequence[Said | None], language: str
) -> list[Placed]:
    """What stood in the margin of a section, once the section says `parts`."""
    result = [Placed(section, None, remark) for remark in read.bag.remarks]
    waiting = list(section.blocks)
    for block, part in zip(read.blocks, parts, strict=True):
        text = part.text if part else None
        standing = next((each for each in waiting if each.text.get(language) == text), None)
        if standing is not None:
            waiting.remove(standing)
        result += [Placed(section, standing, remark) for remark in block.bag.remarks]
    return result


def _shown(text: str) -> str:
    return " ".join(blocks.render(text, lambda key: f"/figures/{key}").split())
