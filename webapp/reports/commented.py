"""The points of a report as comments in the margin of the text, and as tracked changes. Pure.

What a comment says is what the report says: masked where that is, its sender named only where that
one may be. Where the words that it is on, or those that it proposes, are masked, the text is left
as it was and the comment says what may be said.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from webapp.drafts import blocks
from webapp.drafts.paper.content import Maker
from webapp.drafts.paper.margins import Remark
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
    """Every point that the report shows, in its order."""
    nowhere = Anchor(report.compiled_at)
    for number, placed in enumerate(report.points()):
        anchor = anchors.get(placed.point.number, nowhere)
        yield _remark(number, placed, anchor, texts, w)


def _remark(number: int, placed: Placed, anchor: Anchor, texts: Texts, w: Wording) -> Remark:
    point = placed.point
    maker = Maker(line(point.sender)[:LONGEST], anchor.submitted_at)
    said = Remark(
        number,
        maker,
        (_head(placed, w), *paragraphs(point.text)),
        section_key=anchor.section_key,
        block_key=anchor.block_key,
        otherwise=_otherwise(point, w),
    )
    if (point.quote, point.proposed_wording) != (anchor.quote, anchor.proposed):
        return replace(said, text=(*said.text, *said.otherwise), otherwise=())
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
    quoted = (f"{_('Quoted text')}: {quote}",) if quote else ()
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
