"""Reading a round's log of corrections, and of questions with their answers."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Notice, Round

MOST_LINES = 200
"""Lines of a log on its page."""


def notice(round_id: uuid.UUID, notice_id: uuid.UUID) -> Notice:
    """One line of the round's log, or a question that is not there yet.

    Raises:
        NotFoundError: the round has none with this id.
    """
    statement = select(Notice).where(Notice.id == notice_id, Notice.round_id == round_id)
    found = session.scalars(statement.options(joinedload(Notice.invitation))).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such line in the log."))
    return found


def public_log(round_id: uuid.UUID) -> Sequence[Notice]:
    """What anyone may read of the round's log, newest first."""
    statement = (
        select(Notice)
        .where(Notice.round_id == round_id)
        .where(Notice.published_at.is_not(None), Notice.set_aside_at.is_(None))
        .order_by(Notice.published_at.desc(), Notice.id)
        .limit(MOST_LINES)
    )
    return session.scalars(statement).all()


def open_questions(round_id: uuid.UUID) -> Sequence[Notice]:
    """The questions that wait for an answer, oldest first, with who asked."""
    statement = (
        select(Notice)
        .where(Notice.round_id == round_id)
        .where(Notice.published_at.is_(None), Notice.set_aside_at.is_(None))
        .options(joinedload(Notice.invitation), joinedload(Notice.participant))
        .order_by(Notice.id)
        .limit(MOST_LINES)
    )
    return session.scalars(statement).all()


def due_to_tell() -> Sequence[uuid.UUID]:
    """The lines of logs whose e-mails are not all written."""
    statement = select(Notice.id).where(
        Notice.tells_all, Notice.told_at.is_(None), Notice.published_at.is_not(None)
    )
    return session.scalars(statement).all()


def told_by_language(round_id: uuid.UUID, *, unanswered: bool) -> Mapping[str, int]:
    """How many bodies would be told something, in each language they are written to in."""
    statement = (
        select(Invitation.language, func.count())
        .where(Invitation.round_id == round_id, *_told(unanswered=unanswered))
        .group_by(Invitation.language)
        .order_by(func.count().desc())
    )
    return dict(session.execute(statement).all())


def to_be_told(
    round_id: uuid.UUID, *, unanswered: bool, after: uuid.UUID | None, limit: int
) -> Sequence[Invitation]:
    """The next bodies of the round to be told something, or of those who have not answered."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, *_told(unanswered=unanswered))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .order_by(Invitation.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement).all()


def _told(*, unanswered: bool) -> list[ColumnElement[bool]]:
    """Those with an address and, where `unanswered`, those who have not answered for good."""
    addressed = func.trim(Invitation.email) != ""
    waiting = or_(Invitation.answered_as.is_(None), Invitation.answered_preliminarily)
    whom = [addressed, standing.counts()]
    return [*whom, waiting] if unanswered else whom
