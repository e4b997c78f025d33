"""Comments on a version, gathered by the text that they are on, with what became of it. Pure."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from webapp.drafts import passages
from webapp.drafts.carrying import Anchor, Carried, Carrier, Status
from webapp.drafts.comparing import ASection


class AnsweredIn(Protocol):
    """What the response must have that a comment is in."""

    language: str


class AComment(Protocol):
    """What a comment must have to be followed."""

    section_key: uuid.UUID | None
    block_key: uuid.UUID | None
    quote: str
    selector: dict[str, Any] | None

    @property
    def response(self) -> AnsweredIn:
        """What it was submitted in."""


@dataclass(frozen=True)
class Followed:
    """A text with the comments on it, and what became of it.

    `in_full`: the text of a section, not of a block.
    """

    carried: Carried
    in_full: bool
    comments: Sequence[AComment]


@dataclass(frozen=True)
class FollowedSection:
    """The texts of one section, in order. None: the comments are on the whole document."""

    section: ASection | None
    texts: Sequence[Followed]

    @property
    def count(self) -> int:
        """How many comments there are on it."""
        return sum(len(each.comments) for each in self.texts)


@dataclass(frozen=True)
class Following:
    """Every comment on a version, by section."""

    sections: Sequence[FollowedSection]

    def counts(self) -> dict[Status, int]:
        """How many comments are on a text of which each thing became; they add up to all."""
        found: Counter[Status] = Counter()
        for text in self._texts():
            found[text.carried.status] += len(text.comments)
        return {status: found[status] for status in Status}

    def unsure(self) -> int:
        """How many comments are on a text that a person should look at."""
        return sum(len(text.comments) for text in self._texts() if text.carried.doubt)

    def narrowed(self, status: Status | None, *, unsure: bool = False) -> "Following":
        """Only the texts of which this became, or that a person should look at."""
        rows = (
            FollowedSection(
                row.section,
                [
                    text
                    for text in row.texts
                    if (status is None or text.carried.status is status)
                    and (not unsure or text.carried.doubt)
                ],
            )
            for row in self.sections
        )
        return Following([row for row in rows if row.texts])

    def of_section(self, key: uuid.UUID) -> "Following":
        """Only the texts of one section of the earlier version."""
        return Following([row for row in self.sections if row.section and row.section.key == key])

    def _texts(self) -> Iterable[Followed]:
        return (text for row in self.sections for text in row.texts)


def follow(
    comments: Sequence[AComment], former: Sequence[ASection], later: Sequence[ASection]
) -> Following:
    """What became of the text of each comment. Each text is looked for once."""
    carrier = Carrier(former, later)
    by_anchor: dict[Anchor, list[AComment]] = defaultdict(list)
    for comment in comments:
        by_anchor[_anchor(comment)].append(comment)
    places = {section.key: place for place, section in enumerate(former)}
    by_section: dict[int, list[tuple[Anchor, Carried]]] = defaultdict(list)
    for anchor in by_anchor:
        place = places.get(anchor.section_key, len(former)) if anchor.section_key else len(former)
        by_section[place].append((anchor, carrier.carry(anchor)))
    return Following(
        [
            FollowedSection(
                former[place] if place < len(former) else None,
                _gathered(by_section[place], by_anchor, former[place : place + 1]),
            )
            for place in sorted(by_section)
        ]
    )


def _gathered(
    found: Sequence[tuple[Anchor, Carried]],
    by_anchor: dict[Anchor, list[AComment]],
    sections: Sequence[ASection],
) -> list[Followed]:
    """One text each for the anchors of which the same is said, in the order of the section."""
    order = {block.key: n for section in sections for n, block in enumerate(section.blocks, 1)}
    same: dict[tuple[uuid.UUID | None, str, Status], list[tuple[Anchor, Carried]]] = {}
    for anchor, carried in sorted(found, key=lambda each: order.get(each[0].block_key, 0)):  # type: ignore[arg-type]
        same.setdefault((anchor.block_key, carried.before, carried.status), []).append(
            (anchor, carried)
        )
    return [
        Followed(
            group[0][1],
            group[0][0].block_key is None,
            [comment for anchor, _carried in group for comment in by_anchor[anchor]],
        )
        for group in same.values()
    ]


def _anchor(comment: AComment) -> Anchor:
    passage = passages.kept(comment.quote, comment.selector) if comment.selector else None
    return Anchor(
        comment.section_key,
        comment.block_key,
        comment.quote,
        comment.selector["language"] if comment.selector else comment.response.language,
        passage,
    )
