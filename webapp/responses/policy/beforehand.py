"""What is worth a look before an answer is submitted, and the little that must be there. Pure."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from webapp.responses.models import (
    Assignment,
    Change,
    FileScan,
    Legibility,
    OwnAttachment,
    OwnComment,
    OwnSpace,
    Scanned,
)
from webapp.rounds.models import Question
from webapp.rounds.policy import asked_of


class Matter(StrEnum):
    """What is the matter. Only the first three stop an answer."""

    NO_POSITION = "no_position"
    NO_SENDER = "no_sender"
    INFECTED = "infected"
    """There is malware in a file."""
    LEFT_OUT = "left_out"
    """A question that should be answered is not."""
    UNANSWERED = "unanswered"
    """A question that may be left is."""
    NO_REASONS = "no_reasons"
    """There is a position and nothing more."""
    SAYS_NOTHING = "says_nothing"
    """A comment without a word in it."""
    SAME_WORDS = "same_words"
    """A wording is proposed that the text has already."""
    PICTURES = "pictures"
    """Most pages of a file are pictures without text."""
    UNREADABLE = "unreadable"
    LOOKING = "looking"
    """It is not yet known whether a file has text."""
    UNSCANNED = "unscanned"
    """A file has not been looked through for malware yet."""
    NOT_READY = "not_ready"
    """A colleague takes care of a part, and has not said that it is ready."""


STOPPING: Final = frozenset({Matter.NO_POSITION, Matter.NO_SENDER, Matter.INFECTED})

_OF_FILES: Final = {
    Legibility.PICTURES: Matter.PICTURES,
    Legibility.UNREADABLE: Matter.UNREADABLE,
    Legibility.WAITING: Matter.LOOKING,
    Legibility.LOOKING: Matter.LOOKING,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is the matter, and with which question, comment, file or part."""

    matter: Matter
    about: Any = None

    @property
    def stops(self) -> bool:
        """Whether the answer cannot be submitted so."""
        return self.matter in STOPPING


def beforehand(
    space: OwnSpace,
    given: Iterable[Assignment] = (),
    scans: Mapping[uuid.UUID, FileScan] | None = None,
) -> list[Remark]:
    """All that is worth a look before the answer is submitted, what stops it first.

    Args:
        space: where the answer is written.
        given: the parts of the answer that the body's people take care of.
        scans: how far its files are looked through, by the file, where that is done.
    """
    states = {file_id: scan.state for file_id, scan in (scans or {}).items()}
    return [
        *_missing(space),
        *(Remark(Matter.INFECTED, each) for each in space.attachments if _is_bad(each, states)),
        *_questions(space),
        *(Remark(matter, each) for each in space.comments for matter in _of_comment(each)),
        *(Remark(matter, each) for each in space.attachments for matter in _of_file(each, states)),
        *(Remark(Matter.NOT_READY, each) for each in given if _is_waited_for(space, each)),
    ]


def _missing(space: OwnSpace) -> Iterator[Remark]:
    if space.position is None:
        yield Remark(Matter.NO_POSITION)
    if not space.sender:
        yield Remark(Matter.NO_SENDER)
    said = space.statement or space.comments or _given(space) or space.endorses_id
    if space.position and not said:
        yield Remark(Matter.NO_REASONS)


def _questions(space: OwnSpace) -> Iterator[Remark]:
    for each in _unanswered(space):
        yield Remark(Matter.LEFT_OUT if each.is_required else Matter.UNANSWERED, each)


def _unanswered(space: OwnSpace) -> Sequence[Question]:
    given = _given(space)
    return [each for each in asked_of(space.round, space.invitation) if each.id not in given]


def _given(space: OwnSpace) -> set[uuid.UUID]:
    return {each.question_id for each in space.answers if each.is_given}


def _of_comment(comment: OwnComment) -> Iterator[Matter]:
    if says_nothing(comment):
        yield Matter.SAYS_NOTHING
    elif proposes_the_same(comment):
        yield Matter.SAME_WORDS


def says_nothing(comment: OwnComment) -> bool:
    """Say whether a comment has no word in it, takes no position, and would change nothing."""
    said = f"{comment.text}{comment.proposed_wording}"
    stands = comment.position or comment.change is Change.REMOVE
    return not (stands or any(each.isalnum() for each in said))


def proposes_the_same(comment: OwnComment) -> bool:
    """Say whether the wording that is proposed is what the text says, but for space."""
    would = comment.proposed_wording.split()
    return bool(would) and comment.change is not Change.ADD and would == comment.quote.split()


def _is_bad(attachment: OwnAttachment, states: Mapping[uuid.UUID, Scanned]) -> bool:
    return states.get(attachment.file_id) is Scanned.FOUND


def _of_file(attachment: OwnAttachment, states: Mapping[uuid.UUID, Scanned]) -> Iterator[Matter]:
    matter = _OF_FILES.get(attachment.legibility)
    if states.get(attachment.file_id) is Scanned.WAITING:
        yield Matter.UNSCANNED
        matter = None if matter is Matter.LOOKING else matter
    if matter is not None:
        yield matter


def _is_waited_for(space: OwnSpace, part: Assignment) -> bool:
    """Say whether somebody else than who has the space open is to say that the part is ready."""
    me: uuid.UUID | None = space.hand.person.id if space.hand is not None else None
    return part.ready_at is None and part.participant_id != me
