"""Which points of an answer say what points of the answer that it replaced said. Pure.

They are paired as the comments of the two answers are when their differences are shown
(`responses/pairing.py`): on the same section or question, the likest two first.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.assessment.models import Argument, Assignment, Origin, Point, Theme
from webapp.drafts.wording import Piece
from webapp.responses.pairing import pairs
from webapp.responses.proposals import between


@dataclass(frozen=True, slots=True)
class Said:
    """What a point says and on what, as texts are compared."""

    point: Point
    section_key: object
    block_key: uuid.UUID | None
    quote: str
    text: str
    proposed_wording: str

    @property
    def words(self) -> tuple[str, str, str]:
        """All that it says: the same words on the same passage are the same point."""
        return self.quote, self.text, self.proposed_wording


@dataclass(frozen=True, slots=True)
class Work:
    """What was done with a point that can be carried over to another, and the decision on it."""

    arguments: Sequence[Argument] = ()
    themes: Sequence[Theme] = ()
    assignment: Assignment | None = None
    notes: int = 0
    is_decided: bool = False

    @property
    def can_go(self) -> bool:
        """Whether there is anything that can be carried over. A decision is made anew."""
        return any((self.arguments, self.themes, self.assignment, self.notes))

    def __bool__(self) -> bool:
        """Whether anything was done with it."""
        return self.can_go or self.is_decided


NO_WORK = Work()


@dataclass(frozen=True, slots=True)
class Heir:
    """A point, and the one of the former answer that it takes the place of."""

    former: Said
    later: Said
    work: Work

    @property
    def is_same(self) -> bool:
        """Whether it says the very same."""
        return self.former.words == self.later.words

    @property
    def pieces(self) -> Sequence[Piece]:
        """What differs in what it says, by word."""
        return between(self.former.text, self.later.text)


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What was done with the points of a former answer, and where it can go."""

    heirs: Sequence[Heir] = ()
    """Pairs of which something was done with the former: the same words first."""
    left: Sequence[tuple[Said, Work]] = ()
    """Points with which something was done, and that no point of the later answer is like."""
    carried: Mapping[uuid.UUID, int] = field(default_factory=dict)
    """By point of the later answer: the number of the one whose work was carried over to it."""

    @property
    def count(self) -> int:
        """How many points of the former answer something was done with."""
        return len(self.heirs) + len(self.left)

    @property
    def to_carry(self) -> Sequence[Heir]:
        """The pairs whose work can be carried over, and is not."""
        left = (each for each in self.heirs if each.later.point.id not in self.carried)
        return [each for each in left if each.work.can_go]

    @property
    def to_decide(self) -> Sequence[Heir]:
        """The pairs of which the former was decided on, and the later is not."""
        return [
            each for each in self.heirs if each.work.is_decided and not each.later.point.decision
        ]


def said(point: Point) -> Said:
    """What a point says."""
    remark, answer = point.remark, point.answer
    if remark is not None:
        block = point.comment.block_key if point.comment else None
        on = (Origin.COMMENT, point.section_key)
        return Said(point, on, block, remark.quote, remark.text, remark.proposed_wording)
    if answer is not None:
        return Said(point, (Origin.ANSWER, answer.question_id), None, "", answer.text, "")
    return Said(point, (Origin.STATEMENT, None), None, "", point.response.statement, "")


def inheritance(
    former: Sequence[Point],
    later: Sequence[Point],
    works: Mapping[uuid.UUID, Work],
    carried: Mapping[uuid.UUID, int],
) -> Inheritance:
    """What was done with the `former` points, and which of the `later` ones it can go to."""
    found = [
        Heir(one, other, works.get(one.point.id, NO_WORK))
        for one, other in pairs([said(each) for each in former], [said(each) for each in later])
    ]
    paired = {each.former.point.id for each in found}
    left = [
        (said(point), works[point.id])
        for point in former
        if point.id not in paired and works.get(point.id)
    ]
    heirs = sorted(
        (each for each in found if each.work),
        key=lambda each: (not each.is_same, each.later.point.number),
    )
    return Inheritance(heirs, left, carried)
