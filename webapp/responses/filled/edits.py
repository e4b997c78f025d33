"""What people changed in a copy of the text: other words, new, deleted and moved paragraphs. Pure.

Words that were changed without being tracked are found all the same: they are not the text's.
"""

import uuid
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word.draft import Remark, RemarkKind, WordBlock, WordDraft
from webapp.responses.filled.copies import Copy, all_changes, authors, changes, moment
from webapp.responses.filled.finds import Find, ShownBlock, ShownSection
from webapp.responses.filled.placing import Spot, flat, pieces
from webapp.responses.models.kinds import Certainty, Shape

_SAME_WORDS: Final = 80.0
_LONGEST_AFTER: Final = 200


def titles(copy: Copy) -> Iterator[Find]:
    """Titles with other words."""
    for number, key in copy.placed_after.sections.items():
        section = next(each for each in copy.row if each.key == key)
        read = copy.after.sections[number]
        new = " ".join((read.title or "").split())
        if new and new not in {section.title, f"{section.number} {section.title}"}:
            made = changes(read.bag)
            yield Find(
                Shape.WORDING,
                Certainty.SURE,
                key,
                proposed_wording=new,
                quote=section.title,
                author=authors(made),
                moment=moment(made),
            )


def wordings(copy: Copy) -> Iterator[Find]:
    """What each block of the text should say, where that is not what it says."""
    stays = _in_order(copy)
    for section in copy.row:
        for block in section.blocks:
            spots = copy.placed_after.spots(block.key)
            if not spots:
                yield from _removed(copy, section, block)
                continue
            own = [spot for spot in spots if copy.placed_after.at(spot) == block.key]
            if not own:
                made = changes(_at(copy.after, spots[0]).bag)
                yield _gone(section, block, made, Certainty.SURE)
                continue
            yield from _moved(copy, section, block, own[0], stays)
            if block.kind is not BlockKind.FIGURE:
                yield from _worded(copy, section, block, own)


def _worded(
    copy: Copy, section: ShownSection, block: ShownBlock, spots: Sequence[Spot]
) -> Iterator[Find]:
    read = [_at(copy.after, spot) for spot in spots]
    new = "\n\n".join(each.text for each in read)
    if flat(new) == flat(block.text):
        return
    made = [change for each in read for change in changes(each.bag)]
    hints = [key for each in read for key in each.bag.hints]
    yield Find(
        Shape.WORDING,
        Certainty.SURE if block.key in hints else Certainty.LIKELY,
        section.key,
        block.key,
        proposed_wording=blocks.plain(new),
        quote=blocks.plain(block.text),
        author=authors(made),
        moment=moment(made),
    )


def _removed(copy: Copy, section: ShownSection, block: ShownBlock) -> Iterator[Find]:
    """A block that is nowhere is to go, if the section that it stood in is in the file at all."""
    words = flat(block.text)
    gone = [
        each
        for each in all_changes(copy.after)
        if each.kind is not RemarkKind.INSERTED
        and fuzz.partial_ratio(words, " ".join(each.text.split())) >= _SAME_WORDS
        and len(each.text) >= len(words) // 2
    ]
    there = section.key in copy.placed_after.sections.values()
    beside = any(copy.placed_after.spots(each.key) for each in section.blocks)
    if words and (gone or (there and (beside or len(section.blocks) == 1))):
        yield _gone(section, block, gone[:1], Certainty.SURE if gone else Certainty.LIKELY)


def _gone(
    section: ShownSection, block: ShownBlock, made: Sequence[Remark], certainty: Certainty
) -> Find:
    """That a block is to go, or is a part of another one now, which says so."""
    return Find(
        Shape.REMOVED,
        certainty,
        section.key,
        block.key,
        quote=blocks.plain(block.text),
        author=authors(made),
        moment=moment(made),
    )


def _moved(
    copy: Copy,
    section: ShownSection,
    block: ShownBlock,
    spot: Spot,
    stays: set[uuid.UUID],
) -> Iterator[Find]:
    if block.key in stays:
        return
    number, index = spot
    above = copy.after.sections[number].blocks[index - 1].text if index else ""
    title = copy.after.sections[number].title or ""
    made = [
        each
        for each in changes(_at(copy.after, spot).bag)
        if each.kind in {RemarkKind.MOVED_HERE, RemarkKind.INSERTED}
    ]
    yield Find(
        Shape.MOVED,
        Certainty.SURE,
        section.key,
        block.key,
        quote=blocks.plain(block.text),
        after=(flat(above) or title)[:_LONGEST_AFTER],
        author=authors(made),
        moment=moment(made),
    )


def _in_order(copy: Copy) -> set[uuid.UUID]:
    """The blocks that stand where they did: the longest row of them in the order of the text."""
    order = {key: index for index, key in enumerate(copy.homes)}
    row = [key for spot, _ in pieces(copy.after) if (key := copy.placed_after.at(spot))]
    once = list(dict.fromkeys(row))
    stays = _longest_rising([order[key] for key in once])
    section_of = {
        key: copy.placed_after.sections.get(spot[0])
        for spot, _ in reversed(list(pieces(copy.after)))
        if (key := copy.placed_after.at(spot))
    }
    known = set(copy.placed_after.sections.values())
    keys = list(copy.homes)
    return {
        keys[index]
        for index in stays
        if section_of[keys[index]] in {copy.homes[keys[index]].key, None}
        or copy.homes[keys[index]].key not in known
    }


def _longest_rising(row: Sequence[int]) -> set[int]:
    """The numbers of the longest rising row in `row` (patience sorting)."""
    tops: list[int] = []
    heads: list[int] = []
    before: dict[int, int | None] = {}
    for number in row:
        at = bisect_left(tops, number)
        before[number] = heads[at - 1] if at else None
        tops[at : at + 1] = [number]
        heads[at : at + 1] = [number]
    result: set[int] = set()
    last = heads[-1] if heads else None
    while last is not None:
        result.add(last)
        last = before[last]
    return result


def additions(copy: Copy) -> Iterator[Find]:
    """Paragraphs that the text does not have, those that follow each other as one."""
    section_key, block_key, above = None, None, ""
    waiting: list[WordBlock] = []
    for number, section in enumerate(copy.after.sections):
        known = copy.placed_after.sections.get(number)
        if known is not None:
            yield from _added(waiting, section_key, block_key, above)
            waiting, section_key, block_key, above = [], known, None, section.title or ""
        elif section.title:
            title = blocks.escape(section.title)
            waiting.append(WordBlock(BlockKind.PARAGRAPH, title, None, section.bag))
        for index, block in enumerate(section.blocks):
            key = copy.placed_after.at((number, index))
            if key is None:
                waiting.append(block)
                continue
            yield from _added(waiting, section_key, block_key, above)
            waiting, block_key, above = [], key, flat(block.text)
            section_key = copy.homes[key].key
    yield from _added(waiting, section_key, block_key, above)


def _added(
    waiting: Sequence[WordBlock],
    section_key: uuid.UUID | None,
    block_key: uuid.UUID | None,
    above: str,
) -> Iterator[Find]:
    said = "\n\n".join(filter(None, (blocks.plain(each.text) for each in waiting)))
    if not said.strip():
        return
    made = [change for each in waiting for change in changes(each.bag)]
    yield Find(
        Shape.ADDED,
        Certainty.SURE if section_key else Certainty.UNPLACED,
        section_key,
        block_key,
        proposed_wording=said,
        after=above[:_LONGEST_AFTER],
        author=authors(made),
        moment=moment(made),
    )


def _at(draft: WordDraft, spot: Spot) -> WordBlock:
    return draft.sections[spot[0]].blocks[spot[1]]
