"""Keeping the answers to the questions beside the text, as several people fill them in."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import select

from webapp.core.database import session
from webapp.responses.models import OwnAnswer, OwnSpace, Position
from webapp.responses.service import past, saving
from webapp.responses.service.saving import Began
from webapp.responses.twowriters import Clash, Merged
from webapp.rounds.models import Question

_TEXTS: Final = frozenset({"text"})


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one question, as it was filled in."""

    text: str
    position: Position | None = None
    choices: tuple[str, ...] = ()
    """The keys of the options that were chosen."""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.text or self.position or self.choices)


NO_REPLY: Final = Reply("")


def keep(space: OwnSpace, replies: Mapping[Question, Reply], began: Began | None) -> Merged:
    """Keep the replies, in a space that is held.

    The fields of what comes back are called `text-` and the question's id.
    """
    kept = _kept(space)
    former = saving.base(space, replies, began)
    found: dict[Question, Reply] = {}
    clashes: list[Clash] = []
    for question, reply in replies.items():
        stands = _reply(kept.get(question.id))
        begun = asdict(former.get(question, NO_REPLY)) if former is not None else None
        merged = saving.meet(space, (begun, asdict(stands), asdict(reply)), _TEXTS)
        now = Reply(**merged.values)
        found |= {question: now} if now != stands else {}
        clashes += [
            Clash(f"{each.field}-{question.id}", each.theirs, each.mine) for each in merged.clashes
        ]
    if found:
        past.tell_answers(space, {question.id: reply.text for question, reply in found.items()})
    for question, reply in found.items():
        _write(space, question, reply, kept.get(question.id))
    return Merged(named({q: found.get(q) or _reply(kept.get(q.id)) for q in replies}), clashes)


def _kept(space: OwnSpace) -> Mapping[uuid.UUID, OwnAnswer]:
    """The answers as they stand now, whatever was read before."""
    answers = select(OwnAnswer).where(OwnAnswer.space_id == space.id)
    found = session.scalars(answers, execution_options={"populate_existing": True})
    return {answer.question_id: answer for answer in found}


def _reply(answer: OwnAnswer | None) -> Reply:
    return Reply(answer.text, answer.position, tuple(answer.choices)) if answer else NO_REPLY


def _write(space: OwnSpace, question: Question, reply: Reply, answer: OwnAnswer | None) -> None:
    if answer is None:
        answer = OwnAnswer(question_id=question.id)
        space.answers.append(answer)
    answer.text, answer.position = reply.text, reply.position
    keys = [each["key"] for each in question.options]
    answer.choices = [key for key in keys if key in reply.choices]


def named(replies: Mapping[Question, Reply]) -> Mapping[str, Any]:
    """The replies by the names of the fields that they are filled in by."""
    names = {"text": "text", "position": "position", "choices": "choice"}
    return {
        f"{names[field]}-{question.id}": value
        for question, reply in replies.items()
        for field, value in asdict(reply).items()
    }
