"""What differs between an answer and the one that it takes the place of. Pure.

Both are read alike, so that the same words meet a body before it submits a new version of what it
is writing, and staff when the new version has come.
"""

import uuid
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.drafts.wording import Fate, Piece
from webapp.responses.pairing import pairs
from webapp.responses.proposals import between

_FIELDS: Final = ("kind", "position", "change", "importance")
"""What a comment says beside its words."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A comment that is in both answers, and says something else in the later one."""

    former: Any
    later: Any

    @property
    def text(self) -> Sequence[Piece]:
        """What differs in what it says."""
        return between(self.former.text, self.later.text)

    @property
    def wording(self) -> Sequence[Piece]:
        """What differs in what it proposes."""
        return between(self.former.proposed_wording, self.later.proposed_wording)

    @property
    def is_otherwise(self) -> bool:
        """Whether anything differs beside its words, such as its kind or what it is on."""
        return _beside(self.former) != _beside(self.later)


@dataclass(frozen=True, slots=True)
class Replied:
    """How the answer to one question differs. Either is None where it was not answered."""

    former: Any
    later: Any

    @property
    def text(self) -> Sequence[Piece]:
        """What differs in what it says, with all of its words; empty where it says nothing."""
        return between(_text(self.former), _text(self.later))


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two versions of one body's answer."""

    former: Any
    later: Any
    new: Sequence[Any]
    gone: Sequence[Any]
    changed: Sequence[Changed]
    unchanged: int
    """Comments that say the same in both."""
    answers: Mapping[uuid.UUID, Replied]
    """By question: those that differ."""
    files: Sequence[Piece]
    """The names of the files that came or went."""

    @property
    def positions(self) -> tuple[str | None, str | None]:
        """The position of each that counts: of a letter that states none, the one read in it."""
        return _stand(self.former), _stand(self.later)

    @property
    def moves(self) -> bool:
        """Whether the position is another one."""
        former, later = self.positions
        return former != later

    @property
    def statement(self) -> Sequence[Piece]:
        """What differs in the general statement; empty where nothing does."""
        if self.former.statement == self.later.statement:
            return ()
        return between(self.former.statement, self.later.statement)

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        points = self.new or self.gone or self.changed
        return not (points or self.answers or self.files or self.statement or self.moves)


def of(former: Any, later: Any) -> Differences:
    """What differs between two answers, each a response or a space that one is written in."""
    left, came = _unlike(former.comments, later.comments)
    reworded = list(pairs(left, came))
    paired = {id(each) for pair in reworded for each in pair}
    return Differences(
        former,
        later,
        new=[each for each in came if id(each) not in paired],
        gone=[each for each in left if id(each) not in paired],
        changed=[Changed(one, other) for one, other in reworded],
        unchanged=len(later.comments) - len(came),
        answers=_answers(former.answers, later.answers),
        files=_files(former.attachments, later.attachments),
    )


def _stand(answer: Any) -> str | None:
    found: str | None = getattr(answer, "stand", answer.position)
    return found


def _unlike(former: Sequence[Any], later: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """The comments of each side that the other side does not have word for word."""
    there: dict[tuple[Any, ...], deque[Any]] = defaultdict(deque)
    for each in former:
        there[_said(each)].append(each)
    came = []
    for each in later:
        twins = there.get(_said(each))
        if twins:
            twins.popleft()
        else:
            came.append(each)
    left = {id(each) for twins in there.values() for each in twins}
    return [each for each in former if id(each) in left], came


def _said(comment: Any) -> tuple[Any, ...]:
    return (comment.section_key, comment.text, comment.proposed_wording, *_beside(comment))


def _beside(comment: Any) -> tuple[Any, ...]:
    return (comment.block_key, comment.quote, *(getattr(comment, name) for name in _FIELDS))


def _answers(former: Iterable[Any], later: Iterable[Any]) -> dict[uuid.UUID, Replied]:
    was = {each.question_id: each for each in former if _is_given(each)}
    now = {each.question_id: each for each in later if _is_given(each)}
    return {
        key: Replied(was.get(key), now.get(key))
        for key in {**was, **now}
        if _reply(was.get(key)) != _reply(now.get(key))
    }


def _is_given(answer: Any) -> bool:
    return bool(answer.text or answer.choices or answer.position)


def _reply(answer: Any) -> tuple[Any, ...] | None:
    return (answer.text, sorted(answer.choices), answer.position) if answer else None


def _text(answer: Any) -> str:
    return str(answer.text) if answer else ""


def _files(former: Iterable[Any], later: Iterable[Any]) -> list[Piece]:
    was = {each.file.sha256: each.file.name for each in former}
    now = {each.file.sha256: each.file.name for each in later}
    gone = [Piece(Fate.GONE, name) for mark, name in was.items() if mark not in now]
    return gone + [Piece(Fate.NEW, name) for mark, name in now.items() if mark not in was]
