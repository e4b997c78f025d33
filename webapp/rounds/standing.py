"""What the database works out for many rows at once: their status, order and place in a list.

The status says the same as `ledger.status_of` for every invitation; a test holds them together.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from webapp.core import clock
from webapp.core.database import alphabetical
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import policy
from webapp.rounds.ledger import ANSWERED_AS, SETTLED_AFTER, Choice, InvitationStatus, Mark
from webapp.rounds.models import Invitation, InvitationNote, Round

MAILED = and_(
    Email.about == Invitation.id,
    Email.occasion == Occasion.INVITATION,
    Email.address == Invitation.email,
)
"""Joins an invitation with the e-mail to the body's present address. There is at most one."""

UNDELIVERED = [each for each in EmailStatus if each.is_undelivered]
"""Refused by our mail server, or returned later by another."""


def status(round_: Round, at: datetime) -> ColumnElement[str]:
    """The status of each of the round's invitations at the moment `at`, joined by `MAILED`."""
    today = clock.local(at).date()
    ended = and_(
        literal(policy.is_over(round_, at)),
        or_(Invitation.deadline.is_(None), Invitation.deadline < today),
    )
    sent = Email.status == EmailStatus.SENT
    return case(
        *((Invitation.answered_as == said, which.value) for said, which in ANSWERED_AS.items()),
        (and_(ended, or_(_came_in(), sent)), InvitationStatus.SILENT.value),
        *((column.is_not(None), which.value) for column, which in _STEPS),
        (Email.status.in_(UNDELIVERED), InvitationStatus.UNDELIVERED.value),
        (and_(sent, Email.sent_at > at - SETTLED_AFTER), InvitationStatus.SENT.value),
        (sent, InvitationStatus.DELIVERED.value),
        else_=InvitationStatus.NOT_SENT.value,
    )


def counts() -> ColumnElement[bool]:
    """Whether each invitation counts, and not another one of the same body in its place."""
    return Invitation.counted_as_id.is_(None)


def marks(round_: Round) -> Mapping[Mark, Any]:
    """Whether each mark holds for each of the round's invitations.

    The two that look at other tables do so once for the whole round, and not for each body.
    """
    answered = Invitation.answered_as.is_not(None)
    noted = (
        select(InvitationNote.invitation_id)
        .join(Invitation, Invitation.id == InvitationNote.invitation_id)
        .where(Invitation.round_id == round_.id)
    )
    return {
        Mark.UNANSWERED: ~answered,
        Mark.PRELIMINARY: Invitation.answered_preliminarily,
        Mark.LATE: Invitation.answered_late,
        Mark.EXTENDED: func.coalesce(Invitation.deadline > round_.deadline, false()),
        Mark.TROUBLE: and_(~answered, is_troubled(round_.id)),
        Mark.NOTED: _among(Invitation.id, noted),
    }


def is_troubled(*round_ids: uuid.UUID) -> ColumnElement[bool]:
    """Whether some e-mail to the present address of each of the rounds' bodies did not arrive."""
    lost = select(func.coalesce(Email.concerns, Email.about), Email.address).where(
        Email.thread.in_(round_ids),
        or_(Email.status.in_(UNDELIVERED), Email.complained_at.is_not(None)),
    )
    return _among(tuple_(Invitation.id, Invitation.email), lost)


def _among(what: Any, found: Any) -> ColumnElement[bool]:
    """Whether `what` is in what `found` finds, which is looked up once and kept in a table.

    Within COALESCE the database cannot make a join of it. It does not know how few e-mails come
    back, so for a round of five thousand it looked them all up again for each body: 20 seconds.
    """
    return func.coalesce(what.in_(found), false())


def says(table: Any, words: str) -> ColumnElement[bool]:
    """Whether `words` are in the name or the address of each row of `table`."""
    found: ColumnElement[bool] = or_(
        table.name.icontains(words, autoescape=True), table.email.icontains(words, autoescape=True)
    )
    return found


def page_of(table: Any, statement: Any, choice: Choice) -> Any:
    """`statement` on `table`, which has name and category, narrowed and ordered by `choice`."""
    order = (alphabetical(table.name), table.id)
    if choice.words:
        statement = statement.where(says(table, choice.words))
    if choice.category is not None:
        statement = statement.where(table.category == choice.category)
    if choice.after is not None:
        last = aliased(table)
        after = select(alphabetical(last.name), last.id).where(last.id == choice.after)
        statement = statement.where(tuple_(*order) > after.scalar_subquery())
    return statement.order_by(*order)


def narrowed(statement: Any, round_: Round, choice: Choice, at: datetime) -> Any:
    """`statement` on the round's invitations with `MAILED`, as `choice` says beside `page_of`."""
    holds = marks(round_)
    wanted = (
        (choice.status, status(round_, at)),
        (choice.sector, Invitation.sector),
        (choice.language, Invitation.language),
        (choice.group, Invitation.group_id),
    )
    for value, column in wanted:
        if value is not None:
            statement = statement.where(column == value)
    return statement.where(*(holds[mark] for mark in choice.marks))


_STEPS = (
    (Invitation.in_approval_at, InvitationStatus.IN_APPROVAL),
    (Invitation.started_at, InvitationStatus.STARTED),
    (Invitation.forwarded_at, InvitationStatus.FORWARDED),
    (Invitation.opened_at, InvitationStatus.OPENED),
)


def _came_in() -> ColumnElement[bool]:
    return or_(*(column.is_not(None) for column, _status in _STEPS))
