"""The points of a report as comments in the margin of the text, and as tracked changes. Pure.

What a comment says is what the report says: masked where that is, its sender named only where that
one may be. Where the words that it is on, or those that it proposes, are masked, the text is left
as it was and the comment says what may be said. Copies that a person has confirmed are one comment
where they are on the same words and propose the same.
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from webapp.drafts import blocks
from webapp.drafts.paper.content import Maker
from webapp.drafts.paper.margins import Remark
from webapp.reports.campaigns import Campaign
from webapp.reports.chapters.campaigns import in_words, sent_by
from webapp.reports.chapters.proposals import marked
from webapp.reports.outline import Placed, Point, Report
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line, paragraphs

LONGEST: Final = 250
"""Characters of an author's name, which Word cuts at 255."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a point is on the text, and when it came in."""

    submitted_at: datetime
    section_key: uuid.UUID | None = None
    block_key: uuid.UUID | None = None
    quote: str = ""
    proposed: str = ""
    change: str = ""
    selector: Mapping[str, Any] | None = None


Texts = Mapping[uuid.UUID, Mapping[str, str]]
"""What each block says, by language."""


def remarks(
    report: Report, anchors: Mapping[str, Anchor], texts: Texts, w: Wording
) -> Iterator[Remark]:
    """Every point that the report shows, in its order, copies of one text together."""
    nowhere = Anchor(report.compiled_at)
    for number, (placed, campaign) in enumerate(_gathered(report, anchors)):
        anchor = anchors.get(placed.point.number, nowhere)
        if campaign is None:
            told = Told(placed.point.sender, (_head(placed, w), *paragraphs(placed.point.text)))
        else:
            told = Told(sent_by(campaign, w), tuple(in_words(campaign, w)))
        said = _remark(number, told, anchor, _otherwise(placed.point, w))
        if (placed.point.quote, placed.point.proposed_wording) == (anchor.quote, anchor.proposed):
            yield _marking(said, anchor, texts)
        else:
            yield replace(said, text=(*said.text, *said.otherwise), otherwise=())


@dataclass(frozen=True, slots=True)
class Told:
    """What a comment says, and by whom."""

    sender: str
    text: tuple[str, ...]


def _gathered(
    report: Report, anchors: Mapping[str, Anchor]
) -> Iterator[tuple[Placed, Campaign | None]]:
    """Each point that stands alone, and each campaign where the first of its points does."""
    groups: dict[Hashable, list[Point]] = defaultdict(list)
    for placed in report.points():
        if placed.point.group:
            groups[_spot(placed, anchors)].append(placed.point)
    for placed in report.points():
        members = groups.get(_spot(placed, anchors), []) if placed.point.group else []
        if len(members) < 2:  # noqa: PLR2004 - one alone is no campaign
            yield placed, None
        elif members[0].number == placed.point.number:
            campaign = Campaign(tuple(members))
            yield replace(placed, point=campaign.lead), campaign


def _spot(placed: Placed, anchors: Mapping[str, Anchor]) -> Hashable:
    """What copies have in common that can be one comment: their place, and what they are on."""
    point, part = placed.point, placed.section or placed.question
    anchor = anchors.get(point.number)
    on = anchor and (
        anchor.section_key, anchor.block_key, anchor.quote, anchor.proposed, anchor.change
    )  # fmt: skip
    shown = point.quote, point.proposed_wording
    return point.group, part and part.place, placed.outside_scope, on, shown


def _remark(number: int, told: Told, anchor: Anchor, otherwise: tuple[str, ...]) -> Remark:
    return Remark(
        number,
        Maker(line(told.sender)[:LONGEST], anchor.submitted_at),
        told.text,
        section_key=anchor.section_key,
        block_key=anchor.block_key,
        otherwise=otherwise,
    )


def _marking(said: Remark, anchor: Anchor, texts: Texts) -> Remark:
    """The remark with the words that it is on, and what it would make of them."""
    return replace(
        said,
        words=anchor.quote,
        start=_start(anchor, texts),
        change=anchor.change or ("replace" if anchor.quote and anchor.proposed else ""),
        proposed=clean(anchor.proposed),
    )


def _otherwise(point: Point, w: Wording) -> tuple[str, ...]:
    """What the point is on and what it proposes, in words."""
    _ = w.gettext
    quote = clean(point.quote) if not point.change else ""
    quoted = (_("Quoted text") + f": {quote}",) if quote else ()
    said = marked(point, w) or clean(point.proposed_wording)
    return (*quoted, _("Proposed wording:"), *paragraphs(said)) if said else quoted


def _start(anchor: Anchor, texts: Texts) -> int:
    """Where the words begin in their block, counted without spaces."""
    if not anchor.selector or anchor.block_key is None:
        return 0
    text = texts.get(anchor.block_key, {}).get(str(anchor.selector.get("language", "")), "")
    before = blocks.plain(text)[: int(anchor.selector.get("start", 0))]
    return len("".join(before.split()))


def _head(placed: Placed, w: Wording) -> str:
    """Which point it is, and what kind."""
    _ = w.gettext
    point, question = placed.point, placed.question
    asked = f"{question.number} {question.text}" if question else ""
    said = (
        _("Point %(number)s") % {"number": point.number},
        w.label(point.kind),
        w.label(point.position),
        asked,
        "; ".join(point.choices),
    )
    return line(" · ".join(filter(None, said)))
