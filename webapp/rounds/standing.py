"""What the database works out for many rows at once: their status, order and place in a list.

The status says the same as `ledger.status_of` for every invitation; a test holds them together.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from webapp.core import clock
from webapp.core.database import alphabetical
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import policy
from webapp.rounds.ledger import ANSWERED_AS, Choice, InvitationStatus
from webapp.rounds.models import Invitation, Round

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
    arrived = or_(_came_in(), Email.status == EmailStatus.SENT)
    return case(
        *((Invitation.answered_as == said, which.value) for said, which in ANSWERED_AS.items()),
        (and_(ended, arrived), InvitationStatus.SILENT.value),
        (Invitation.started_at.is_not(None), InvitationStatus.STARTED.value),
        (Invitation.opened_at.is_not(None), InvitationStatus.OPENED.value),
        (Email.status.in_(UNDELIVERED), InvitationStatus.UNDELIVERED.value),
        (Email.status == EmailStatus.SENT, InvitationStatus.DELIVERED.value),
        else_=InvitationStatus.NOT_SENT.value,
    )


def page_of(table: Any, statement: Any, choice: Choice) -> Any:
    """`statement` on `table`, which has name and category, narrowed and ordered by `choice`."""
    order = (alphabetical(table.name), table.id)
    if choice.words:
        statement = statement.where(table.name.icontains(choice.words, autoescape=True))
    if choice.category is not None:
        statement = statement.where(table.category == choice.category)
    if choice.after is not None:
        last = aliased(table)
        after = select(alphabetical(last.name), last.id).where(last.id == choice.after)
        statement = statement.where(tuple_(*order) > after.scalar_subquery())
    return statement.order_by(*order)


def _came_in() -> ColumnElement[bool]:
    return or_(Invitation.opened_at.is_not(None), Invitation.started_at.is_not(None))
