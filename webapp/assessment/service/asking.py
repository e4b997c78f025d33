"""Asking a sender about a point, taking the answer, and what staff write to each other."""

import uuid
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import emails, policy, queries
from webapp.assessment.models import (
    Clarification,
    ClarificationAnswer,
    NoteKind,
    Point,
    PointNote,
)
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.responses.emails import recipients

LONGEST_QUESTION = 4_000
LONGEST_ANSWER = 20_000
LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a sender answers. `key` is the identifier that it gets, so that it is kept once."""

    text: str
    name: str
    key: uuid.UUID


def ask_sender(point: Point, question: str, *, key: uuid.UUID, actor: User) -> Clarification:
    """Ask the sender of a point, by e-mail. The same `key` asks once.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: there is no address to ask at.
    """
    check_may_decide(point.round, actor)
    if not recipients(point.response):
        raise DomainError(
            _l("We have no e-mail address of this sender. Ask in a letter or by phone."),
            field="question",
        )
    asked = session.get(Clarification, key)
    if asked is not None:
        return asked
    asked = Clarification(id=key, point_id=point.id, question=question, asked_by=actor.id)
    asked.point, asked.asker = point, actor
    session.add(asked)
    session.flush()
    audit.record(
        "assessment.ask_sender",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        question=question,
    )
    notifications.queue(*emails.clarification_asked(asked, queries.words(point.id)))
    return asked


def clarify(asked: Clarification, said: Said) -> bool:
    """Keep what the sender answers, and tell who asked; False where it was kept before.

    Raises:
        ConflictError: the report is out.
    """
    point = asked.point
    if not policy.is_weighable(point.round, clock.now()):
        raise ConflictError(
            _l("The points of this consultation are assessed. Write to the contact person instead.")
        )
    values = {
        "id": said.key,
        "created_at": clock.now(),
        "clarification_id": asked.id,
        "text": said.text,
        "name": said.name,
    }
    statement = insert(ClarificationAnswer).values(values).on_conflict_do_nothing()
    if session.scalar(statement.returning(ClarificationAnswer.id)) is None:
        return False
    audit.record(
        "assessment.clarified",
        subject=point.id,
        round=str(point.round_id),
        number=point.number,
        answer=str(said.key),
        name=said.name,
    )
    notifications.queue(emails.clarification_answered(asked, said.key, said.text))
    return True


def write_note(point: Point, kind: NoteKind, text: str, *, key: uuid.UUID, actor: User) -> None:
    """Write something to colleagues about a point, or an expert's opinion. The same `key`: once.

    Raises:
        ConflictError: the report is out.
    """
    if not policy.is_weighable(point.round, clock.now()):
        raise ConflictError(_l("You can no longer assess the points of this round."))
    values = {
        "id": key,
        "created_at": clock.now(),
        "point_id": point.id,
        "author_id": actor.id,
        "kind": kind,
        "text": text,
    }
    session.execute(insert(PointNote).values(values).on_conflict_do_nothing())
    audit.record(
        f"assessment.write_{kind.value}",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
    )
