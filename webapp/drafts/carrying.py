"""What became of the text that a comment is on, from one version to a later one. Pure.

A comment is on a block, on some words in it, on a section, or on the document as a whole.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from webapp.drafts import blocks, comparing, quoting, wording
from webapp.drafts.comparing import ASection, Heading
from webapp.drafts.ordering import out_of_order
from webapp.drafts.passages import Passage
from webapp.drafts.tracing import Doubt, Spot, Trace, Tracer
from webapp.drafts.wording import Piece


class Status(StrEnum):
    """What became of a text."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    WHOLE = "whole"
    """The comment is on the document as a whole, not on a text in it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is on. `language`: that of the reader, for when the quote does not tell.

    `passage`: where the quoted words stand in the block, where that is known.
    """

    section_key: uuid.UUID | None
    block_key: uuid.UUID | None = None
    quote: str = ""
    language: str = "sv"
    passage: Passage | None = None


@dataclass(frozen=True)
class Carried:
    """What became of the text of an anchor, with its wordings as plain text.

    A changed text may have moved too. `instead`: what stands in its place though it is not it.
    """

    status: Status
    moved: bool = False
    former: Heading | None = None
    later: tuple[Heading, ...] = ()
    language: str = ""
    before: str = ""
    after: str = ""
    instead: str = ""
    block_key: uuid.UUID | None = None
    doubt: Doubt | None = None

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """What differs between the two wordings, by word."""
        return tuple(wording.words(self.before, self.after))


WHOLE: Final = Carried(Status.WHOLE)
_MOST: Final = 0.5
"""How much of a section's text must stand in one place for the section to be said to be there."""


class Carrier:
    """Two versions of a document, of which it is asked what became of one text after another."""

    def __init__(self, former: Sequence[ASection], later: Sequence[ASection]) -> None:
        self._rows = former, later
        self._former = {section.key: section for section in former}
        self._later = {section.key: section for section in later}
        self._tracers: dict[str, Tracer] = {}
        self._orders: dict[tuple[uuid.UUID, str], set[uuid.UUID]] = {}

    def carry(self, anchor: Anchor) -> Carried:
        """What became of the text that the anchor is on."""
        section = self._former.get(anchor.section_key) if anchor.section_key else None
        if section is None:
            return WHOLE if anchor.section_key is None else _lost(anchor)
        if anchor.block_key is None:
            return self._carried_section(section, anchor)
        language = _language(section, anchor)
        tracer = self._tracer(language)
        was = tracer.before.get(anchor.block_key)
        if was is None:
            return _lost(anchor)
        return self._carried_block(was, anchor, language)

    def _tracer(self, language: str) -> Tracer:
        if language not in self._tracers:
            self._tracers[language] = Tracer(*self._rows, language)
        return self._tracers[language]

    def _carried_block(self, was: Spot, anchor: Anchor, language: str) -> Carried:
        tracer = self._tracer(language)
        trace = tracer.trace(was.block.key)
        if anchor.passage:
            trace = quoting.narrowed(trace, anchor.passage, tracer)
        before, after = was.plain, "\n".join(spot.plain for spot in trace.spots)
        if len(trace.spots) == 1 and not trace.spots[0].says_the_same(was) and before == after:
            before, after = (each.block.text[language] for each in (was, trace.spots[0]))
        moved = self._has_moved(was, trace, language)
        return Carried(
            _status(was, trace, anchor, moved=moved),
            moved=moved,
            former=_heading(was.section, language),
            later=_headings((spot.section for spot in trace.spots), language),
            language=language,
            before=before,
            after=after,
            instead=trace.instead.plain if trace.instead else "",
            block_key=_largest(trace.spots),
            doubt=trace.doubt,
        )

    def _has_moved(self, was: Spot, trace: Trace, language: str) -> bool:
        homes = {spot.section.key for spot in trace.spots}
        if not homes:
            return False
        if was.section.key not in homes or homes & self._moved_sections:
            return True
        return len(trace.spots) == 1 and was.block.key in self._strayed(was.section, language)

    def _strayed(self, section: ASection, language: str) -> set[uuid.UUID]:
        """The blocks of a section that stand in it still, in another order than before."""
        if (section.key, language) not in self._orders:
            self._orders[section.key, language] = self._out_of_order(section, language)
        return self._orders[section.key, language]

    def _out_of_order(self, section: ASection, language: str) -> set[uuid.UUID]:
        places: dict[uuid.UUID, int] = {}
        for block in section.blocks:
            if block.text.get(language):
                found = self._tracer(language).trace(block.key).spots
                if len(found) == 1 and found[0].section.key == section.key:
                    places[block.key] = found[0].place
        return out_of_order(list(places), sorted(places, key=lambda key: places[key]))

    @cached_property
    def _moved_sections(self) -> set[uuid.UUID]:
        """The sections that stand elsewhere, alone or with what they stand under."""
        language = next((tag for row in self._rows for each in row for tag in each.title), "")
        comparison = comparing.compare(*self._rows, language)
        moved = {change.key for change in comparison.sections if change.moved}
        for section in self._rows[1]:
            if section.parent_key in moved:
                moved.add(section.key)
        return moved

    def _carried_section(self, section: ASection, anchor: Anchor) -> Carried:
        language = _spoken(section, anchor.language)
        now, doubt = self._home(section, language)
        before = _whole(section, language)
        after = _whole(now, language) if now else ""
        moved = now is not None and (now.key != section.key or now.key in self._moved_sections)
        status = Status.MOVED if moved else Status.UNCHANGED
        if now is None:
            status = Status.GONE
        elif before.split() != after.split() or self._has_other_pictures(section, now, language):
            status = Status.CHANGED
        return Carried(
            status,
            moved=moved,
            former=_heading(section, language),
            later=_headings([now] if now else [], language),
            language=language,
            before=before,
            after=after,
            doubt=doubt,
        )

    def _home(self, section: ASection, language: str) -> tuple[ASection | None, Doubt | None]:
        """The section that the text of a section stands in now."""
        now = self._later.get(section.key)
        weights = self._weights(section, language)
        total = sum(len(block.text.get(language, "")) for block in section.blocks)
        likeliest = max(weights, key=lambda key: weights[key], default=None)
        has_most = likeliest is not None and weights[likeliest] >= _MOST * total
        if now is not None:
            stays = not total or weights.get(now.key, 0) > 0 or now.title == section.title
            return now, None if stays and not (has_most and likeliest != now.key) else Doubt.FAINT
        if likeliest is not None and has_most:
            return self._later[likeliest], None
        titles = [each for each in self._rows[1] if each.key not in self._former]
        same = [each for each in titles if _title(each, language) == _title(section, language)]
        return (same[0], Doubt.FAINT) if len(same) == 1 else (None, None)

    def _weights(self, section: ASection, language: str) -> dict[uuid.UUID, int]:
        weights: dict[uuid.UUID, int] = {}
        for block in section.blocks:
            if text := block.text.get(language):
                found = self._tracer(language).trace(block.key).spots
                if found:
                    home = found[0].section.key
                    weights[home] = weights.get(home, 0) + len(text)
        return weights

    def _has_other_pictures(self, section: ASection, now: ASection, language: str) -> bool:
        tracer = self._tracer(language)
        rows = [
            [spot.picture for block in each.blocks if (spot := side.get(block.key))]
            for each, side in ((section, tracer.before), (now, tracer.after))
        ]
        return rows[0] != rows[1] and any(picture for row in rows for picture in row)


def _status(was: Spot, trace: Trace, anchor: Anchor, *, moved: bool) -> Status:
    if not trace.spots:
        return Status.GONE
    now = trace.spots[0]
    stands = len(trace.spots) == 1 and (
        now.says_the_same(was) or quoting.still_says(was, now, anchor.quote, anchor.passage)
    )
    if not stands:
        return Status.CHANGED
    return Status.MOVED if moved else Status.UNCHANGED


def _language(section: ASection, anchor: Anchor) -> str:
    """The language that the words were quoted in, or else the reader's."""
    block = next((each for each in section.blocks if each.key == anchor.block_key), None)
    said = [tag for tag, text in block.text.items() if text] if block else []
    row = sorted(said, key=lambda tag: tag != anchor.language)
    words = quoting.words(anchor.quote)
    for tag in row:
        if block and words and words in quoting.words(blocks.plain(block.text[tag])):
            return tag
    return row[0] if row else anchor.language


def _spoken(section: ASection, language: str) -> str:
    said = {tag for block in section.blocks for tag, text in block.text.items() if text}
    said |= {tag for tag, title in section.title.items() if title}
    return language if language in said or not said else min(said)


def _lost(anchor: Anchor) -> Carried:
    """What is said of an anchor on what its own version does not have."""
    return Carried(Status.GONE, language=anchor.language, before=anchor.quote, doubt=Doubt.FAINT)


def _whole(section: ASection, language: str) -> str:
    texts = [blocks.plain(block.text.get(language, "")) for block in section.blocks]
    return "\n".join(filter(None, [_title(section, language), *texts]))


def _title(section: ASection, language: str) -> str:
    titles = section.title
    return titles.get(language) or next(filter(None, titles.values()), "")


def _heading(section: ASection, language: str) -> Heading:
    return Heading(section.key, section.number, _title(section, language))


def _headings(sections: Iterable[ASection], language: str) -> tuple[Heading, ...]:
    return tuple(dict.fromkeys(_heading(section, language) for section in sections))


def _largest(spots: Sequence[Spot]) -> uuid.UUID | None:
    return max(spots, key=lambda spot: spot.text.weight).block.key if spots else None
