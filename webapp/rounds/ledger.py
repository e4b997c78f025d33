"""What became of each invitation, and how many of each: derived, never typed.

Every invitation has exactly one status, so the counts always add up to how many were invited.
Pure: rows are looked at, and never fetched or changed.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from webapp.notifications.models import Email, EmailStatus
from webapp.organisations.categories import Category
from webapp.rounds.models import Invitation

PAGE = 50
"""Bodies on a page."""


class InvitationStatus(StrEnum):
    """Where an invited body stands. The order is that of the way through a round."""

    NOT_SENT = "not_sent"
    UNDELIVERED = "undelivered"
    DELIVERED = "delivered"
    OPENED = "opened"
    STARTED = "started"
    SUBMITTED = "submitted"
    NO_COMMENTS = "no_comments"
    ABSTAINED = "abstained"
    SILENT = "silent"


ANSWERED = (
    InvitationStatus.SUBMITTED,
    InvitationStatus.NO_COMMENTS,
    InvitationStatus.ABSTAINED,
)
"""The three ways to answer: three different things in every count."""

ANSWERED_AS: Mapping[str, InvitationStatus] = {
    "answer": InvitationStatus.SUBMITTED,
    "no_comments": InvitationStatus.NO_COMMENTS,
    "abstain": InvitationStatus.ABSTAINED,
}
"""The status behind what an invitation says that its body's latest response was."""


class Facts(Protocol):
    """What an invitation's status is derived from."""

    @property
    def opened_at(self) -> datetime | None:
        """When a person first pressed the button behind the link."""

    @property
    def started_at(self) -> datetime | None:
        """When the body first wrote something."""

    @property
    def answered_as(self) -> str | None:
        """What the latest response was: a key of `ANSWERED_AS`."""


def status_of(invitation: Facts, email: EmailStatus | None, *, ended: bool) -> InvitationStatus:
    """The one status of `invitation`.

    Args:
        invitation: what the body has done.
        email: how far the e-mail to its present address has come; None where there is none yet.
        ended: whether the body's own time to answer is over.

    What a body did counts before what became of the mail: it may have come in by a forwarded
    link. An invitation that never arrived is not silence, even when the time is over.
    """
    if invitation.answered_as is not None:
        return ANSWERED_AS[invitation.answered_as]
    reached = _reached(invitation, email)
    arrived = reached not in (InvitationStatus.NOT_SENT, InvitationStatus.UNDELIVERED)
    return InvitationStatus.SILENT if ended and arrived else reached


def _reached(invitation: Facts, email: EmailStatus | None) -> InvitationStatus:
    if invitation.started_at is not None:
        return InvitationStatus.STARTED
    if invitation.opened_at is not None:
        return InvitationStatus.OPENED
    if email is not None and email.is_undelivered:
        return InvitationStatus.UNDELIVERED
    return InvitationStatus.DELIVERED if email is EmailStatus.SENT else InvitationStatus.NOT_SENT


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round's ledger: a body, what became of its mail, and its status."""

    invitation: Invitation
    mail: Email | None
    status: InvitationStatus

    @property
    def latest(self) -> datetime | None:
        """When the latest of what is known of the body happened."""
        body = self.invitation
        known = (body.answered_at, body.started_at, body.opened_at, self.mail and self.mail.sent_at)
        return max((moment for moment in known if moment), default=None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which bodies of a list to show, and after which of them the page begins."""

    words: str = ""
    category: Category | None = None
    status: InvitationStatus | None = None
    after: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """How many invitations are alike in the respects that are counted."""

    status: InvitationStatus
    category: Category
    preliminary: bool
    late: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a round's ledger, in all or of one category."""

    groups: tuple[Group, ...] = ()
    by_status: Mapping[InvitationStatus, int] = field(default_factory=dict)
    """Every status, also those that none has."""

    @classmethod
    def of(cls, groups: Iterable[Group]) -> "Figures":
        """The counts over `groups`."""
        kept = tuple(groups)
        counts = dict.fromkeys(InvitationStatus, 0)
        for group in kept:
            counts[group.status] += group.count
        return cls(kept, counts)

    @property
    def invited(self) -> int:
        """How many were invited: the sum over every status."""
        return sum(self.by_status.values())

    @property
    def answered(self) -> int:
        """How many have answered, in any of the three ways."""
        return sum(self.by_status[status] for status in ANSWERED)

    @property
    def preliminary(self) -> int:
        """How many have answered preliminarily, so far."""
        return sum(group.count for group in self.groups if group.preliminary)

    @property
    def late(self) -> int:
        """How many of those who answered did it late."""
        return sum(group.count for group in self.groups if group.late)

    def of_category(self) -> Mapping[Category, "Figures"]:
        """The same counts for each category that was invited, in the order of `Category`."""
        sorted_out = defaultdict(list)
        for group in self.groups:
            sorted_out[group.category].append(group)
        return {each: Figures.of(sorted_out[each]) for each in Category if each in sorted_out}
