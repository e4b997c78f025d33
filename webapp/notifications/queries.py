"""Reading e-mails: one function a question."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from webapp.core import access
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import topics
from webapp.notifications.models import (
    AMONG_COLLEAGUES,
    LOST,
    Email,
    EmailStatus,
    Frequency,
    Group,
    IncomingMail,
    MailKind,
    MailStatus,
    Preference,
    StoppedAddress,
)
from webapp.notifications.pace import Pace
from webapp.notifications.topics import Topic

STOPPED = "stopped-address"
"""What the marks of stopped addresses are made for."""

PAGE = 50
"""E-mails on a page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which e-mails to show, and after which of them the page begins."""

    words: str = ""
    group: Group | None = None
    after: uuid.UUID | None = None


LOOKED_AT = 1000
"""Due e-mails among which a worker chooses, so that choosing takes no longer when more wait."""

DOMAIN = func.lower(func.split_part(Email.address, "@", 2))
"""The recipient's domain."""

FOR_STAFF = Email.occasion.not_in(AMONG_COLLEAGUES)
"""Whether staff may know of an e-mail at all."""

ORDER = (Email.priority, Email.next_attempt_at, Email.id)


def get(email_id: uuid.UUID) -> Email:
    """The e-mail.

    Raises:
        NotFoundError: there is none with this id that staff may see.
    """
    found = session.get(Email, email_id)
    if found is None or found.occasion in AMONG_COLLEAGUES:
        raise NotFoundError(_l("This e-mail does not exist."))
    return found


def emails(choice: Choice) -> tuple[Sequence[Email], uuid.UUID | None]:
    """The e-mails that are asked for, newest first; and the cursor of the next page, if any."""
    statement = select(Email).where(FOR_STAFF).order_by(Email.id.desc()).limit(PAGE + 1)
    if choice.words:
        statement = statement.where(Email.address.icontains(choice.words, autoescape=True))
    if choice.group is not None:
        statement = statement.where(Email.status.in_(choice.group.statuses))
    if choice.after is not None:
        statement = statement.where(Email.id < choice.after)
    found = session.scalars(statement).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def counts() -> dict[Group, int]:
    """How many of the e-mails that staff may know of have come how far."""
    statement = select(Email.status, func.count()).where(FOR_STAFF).group_by(Email.status)
    found = dict(session.execute(statement).all())
    return {each: sum(found.get(status, 0) for status in each.statuses) for each in Group}


def failed() -> int:
    """How many e-mails failed, and wait for someone to do something about it."""
    statement = select(func.count()).select_from(Email)
    return session.scalar(statement.where(FOR_STAFF, Email.status == EmailStatus.FAILED)) or 0


def is_due(at: datetime) -> ColumnElement[bool]:
    """Whether an e-mail waits to be sent at the moment `at`."""
    return (Email.status == EmailStatus.QUEUED) & (Email.next_attempt_at <= at)


def due(at: datetime, *, limit: int) -> Sequence[uuid.UUID]:
    """The e-mails that wait, the most urgent first."""
    statement = select(Email.id).where(is_due(at)).order_by(*ORDER).limit(limit)
    return session.scalars(statement).all()


def due_and_lost_before(at: datetime) -> uuid.UUID | None:
    """One of the due e-mails that a worker was lost with."""
    statement = (
        select(Email.id).where(is_due(at), Email.answer.startswith(LOST)).order_by(*ORDER).limit(1)
    )
    return session.scalar(statement)


def lost(since: datetime) -> Sequence[Email]:
    """The e-mails that a worker took before `since` and never told of, held for a change."""
    statement = (
        select(Email)
        .where(Email.status == EmailStatus.SENDING, Email.claimed_at < since)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).all()


def may_leave(at: datetime, pace: Pace, *, limit: int) -> Select[Any]:
    """The ids of at most `limit` due e-mails, as many as the pace lets leave at the moment `at`."""
    room = pace.overall.room(_left(at, pace), limit)
    if not pace.domain.is_set:
        return select(Email.id).where(is_due(at)).order_by(*ORDER).limit(room)
    used = _left_by_domain(at, pace)
    waiting = (
        select(Email.id, Email.priority, Email.next_attempt_at, DOMAIN.label("domain"))
        .where(is_due(at), DOMAIN.not_in(pace.full(used)))
        .order_by(*ORDER)
        .limit(LOOKED_AT)
        .subquery()
    )
    order = (waiting.c.priority, waiting.c.next_attempt_at, waiting.c.id)
    place = func.row_number().over(partition_by=waiting.c.domain, order_by=order)
    numbered = select(waiting, place.label("place")).subquery()
    most = _most(numbered.c.domain, used, pace)
    statement = select(numbered.c.id).where(numbered.c.place <= most)
    return statement.order_by(numbered.c.priority, numbered.c.next_attempt_at).limit(room)


def _most(domain: ColumnElement[str], used: dict[str, int], pace: Pace) -> Any:
    """How many may leave now to each domain."""
    at_once = pace.domain.at_once
    left = [(domain == name, at_once - count) for name, count in used.items()]
    return case(*left, else_=at_once) if left else at_once


def _left(at: datetime, pace: Pace) -> int:
    """How many e-mails workers took within the overall limit's window."""
    if not pace.overall.is_set:
        return 0
    statement = select(func.count()).select_from(Email)
    return session.scalar(statement.where(Email.claimed_at > at - pace.overall.window)) or 0


def _left_by_domain(at: datetime, pace: Pace) -> dict[str, int]:
    statement = select(DOMAIN, func.count()).where(Email.claimed_at > at - pace.domain.window)
    return dict(session.execute(statement.group_by(DOMAIN)).all())


def first_known(rows: Sequence[uuid.UUID]) -> Email | None:
    """The first of `rows` that is an e-mail of ours."""
    known = {each.id: each for each in session.scalars(select(Email).where(Email.id.in_(rows)))}
    return next((known[each] for each in rows if each in known), None)


def is_kept(sha256: str) -> bool:
    """Whether a message with these bytes came in before."""
    statement = select(IncomingMail.id).where(IncomingMail.sha256 == sha256)
    return session.scalar(statement) is not None


def unhandled(kind: MailKind, *, limit: int = 50) -> Sequence[IncomingMail]:
    """The messages of this kind that wait for someone, oldest first, held for a change."""
    statement = (
        select(IncomingMail)
        .where(IncomingMail.kind == kind, IncomingMail.status == MailStatus.NEW)
        .order_by(IncomingMail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()


def frequency(address: str, topic: Topic) -> Frequency:
    """How often an address is told of a topic."""
    return preferences(address)[topic]


def preferences(address: str) -> Mapping[Topic, Frequency]:
    """How often an address is told of each topic, as chosen or by default."""
    statement = select(Preference.topic, Preference.frequency).where(
        Preference.address == address.strip().lower()
    )
    chosen = dict(session.execute(statement).all())
    return {topic: chosen.get(topic.value, topics.default(topic)) for topic in Topic}


def stopped(addresses: Iterable[str]) -> frozenset[str]:
    """Those of the `addresses`, in lower case, whose owners have said that they gave none."""
    marks = {access.mark(STOPPED, each): each for each in {a.strip().lower() for a in addresses}}
    statement = select(StoppedAddress.mark).where(StoppedAddress.mark.in_(marks))
    return frozenset(marks[mark] for mark in session.scalars(statement)) if marks else frozenset()


def is_stopped(address: str) -> bool:
    """Say whether the owner of the address has said that it was not they who gave it."""
    return bool(stopped([address]))
