"""When what was written and never submitted is erased, and when contact data are. Pure.

The rules, in days: an own space is erased `Terms.drafts` days after the last day of its round, at
the earliest `QUIET` days after somebody last wrote in it, and never sooner than `NOTICE` days
after its people were told. Contact data of those who answered for themselves are erased
`Terms.contacts` days after the round was archived or cancelled.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core import clock
from webapp.responses.models import OwnSpace
from webapp.rounds.models import Round

NOTICE = timedelta(days=30)
"""How long before it is erased the people of a space are told."""

QUIET = timedelta(days=90)
"""How long nobody has written in a space that is erased."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many days drafts and contact data are kept when they are needed no more."""

    drafts: int
    contacts: int


def over_since(round_: Round, at: datetime) -> date | None:
    """The day when the round stopped asking, by its clock or by cancelling; None while it asks."""
    if round_.cancelled_at is not None:
        return clock.local(round_.cancelled_at).date()
    ended = round_.ended_at(at)
    return clock.local(ended - timedelta(microseconds=1)).date() if ended else None


def draft_day(space: OwnSpace, terms: Terms, at: datetime) -> date | None:
    """The day when the space is to be erased; None while its round asks."""
    over = over_since(space.round, at)
    if over is None:
        return None
    own = space.invitation.deadline if space.invitation is not None else None
    written = clock.local(space.updated_at).date()
    return max(max(over, own or over) + timedelta(days=terms.drafts), written + QUIET)


def contacts_day(round_: Round, terms: Terms) -> date | None:
    """The day when contact data of those who answered the round for themselves are erased."""
    ended = round_.archived_at or round_.cancelled_at
    return clock.local(ended).date() + timedelta(days=terms.contacts) if ended else None


def is_empty(space: OwnSpace, *, has_files: bool) -> bool:
    """Say whether nobody has written anything in the space, so that nobody need be told."""
    given = any(each.is_given for each in space.answers)
    said = space.position or space.statement or space.comments or space.behind
    return not (said or given or has_files)
