"""What became of each invitation, and how many of each: derived, never typed.

Every invitation has exactly one status, so the counts always add up to how many were invited.
Pure: rows are looked at, and never fetched or changed.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from webapp.notifications.models import Email, EmailStatus
from webapp.organisations.categories import Category, Sector
from webapp.rounds.models import Invitation, InvitationNote

PAGE = 50
"""Bodies on a page."""

SETTLED_AFTER = timedelta(hours=24)
"""A mail that was accepted so long ago, and did not come back, is taken to have been delivered.

Mail servers that give up do so within minutes as a rule; one that comes back later is moved from
delivered to undelivered then.
"""


class InvitationStatus(StrEnum):
    """Where an invited body stands. The order is that of the way through a round."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    DELIVERED = "delivered"
    OPENED = "opened"
    FORWARDED = "forwarded"
    STARTED = "started"
    IN_APPROVAL = "in_approval"
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
    def forwarded_at(self) -> datetime | None:
        """When a second person first came in for the body."""

    @property
    def in_approval_at(self) -> datetime | None:
        """When the body's writers asked its approver, where that is still so."""

    @property
    def started_at(self) -> datetime | None:
        """When the body first wrote something."""

    @property
    def answered_as(self) -> str | None:
        """What the latest response was: a key of `ANSWERED_AS`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of the e-mail to a body's present address."""

    status: EmailStatus | None = None
    """How far it has come; None where there is none yet."""
    settled: bool = True
    """Whether it was accepted so long ago that it would have come back by now."""

    @classmethod
    def of(cls, mail: Email | None, at: datetime) -> "Arrival":
        """What is known of `mail` at the moment `at`."""
        if mail is None:
            return cls()
        accepted = mail.sent_at
        return cls(mail.status, settled=accepted is None or accepted <= at - SETTLED_AFTER)


def status_of(invitation: Facts, arrival: Arrival, *, ended: bool) -> InvitationStatus:
    """The one status of `invitation`.

    Args:
        invitation: what the body has done.
        arrival: what became of the e-mail to its present address.
        ended: whether the body's own time to answer is over.

    What a body did counts before what became of the mail: it may have come in by a forwarded
    link. An invitation that never arrived is not silence, even when the time is over.
    """
    if invitation.answered_as is not None:
        return ANSWERED_AS[invitation.answered_as]
    reached = _came_to(invitation) or _arrived(arrival)
    arrived = reached not in (InvitationStatus.NOT_SENT, InvitationStatus.UNDELIVERED)
    return InvitationStatus.SILENT if ended and arrived else reached


def _came_to(invitation: Facts) -> InvitationStatus | None:
    """How far the body has come by itself; None where nobody has opened the invitation."""
    steps = (
        (invitation.in_approval_at, InvitationStatus.IN_APPROVAL),
        (invitation.started_at, InvitationStatus.STARTED),
        (invitation.forwarded_at, InvitationStatus.FORWARDED),
        (invitation.opened_at, InvitationStatus.OPENED),
    )
    return next((status for moment, status in steps if moment is not None), None)


def _arrived(arrival: Arrival) -> InvitationStatus:
    if arrival.status is None or not arrival.status.is_settled:
        return InvitationStatus.NOT_SENT
    if arrival.status.is_undelivered:
        return InvitationStatus.UNDELIVERED
    return InvitationStatus.DELIVERED if arrival.settled else InvitationStatus.SENT


class Mark(StrEnum):
    """What can be said of a body beside its status. Any number of them can hold."""

    UNANSWERED = "unanswered"
    PRELIMINARY = "preliminary"
    LATE = "late"
    EXTENDED = "extended"
    TROUBLE = "trouble"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round's ledger: a body, what became of its mail, and its status."""

    invitation: Invitation
    mail: Email | None
    status: InvitationStatus
    trouble: bool = False
    """Whether some e-mail to its present address did not arrive, and it has not answered."""
    noted: bool = False
    """Whether staff have noted a contact with it."""

    @property
    def latest(self) -> datetime | None:
        """When the latest of what is known of the body happened."""
        body = self.invitation
        known = (
            body.answered_at,
            body.in_approval_at,
            body.started_at,
            body.forwarded_at,
            body.opened_at,
            self.mail and (self.mail.bounced_at or self.mail.sent_at),
        )
        return max((moment for moment in known if moment), default=None)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the ledger as it is exported."""

    line: Line
    note: InvitationNote | None = None
    """The latest of what staff noted of contacts with the body."""
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How an open round goes, in a line."""

    invited: int
    answered: int
    trouble: int
    """Bodies that have not answered and that some e-mail did not get to."""

    @property
    def percent(self) -> int:
        """How many of the invited have answered, in per cent, rounded."""
        return round(100 * self.answered / self.invited) if self.invited else 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Which bodies of a list to show, and after which of them the page begins."""

    words: str = ""
    category: Category | None = None
    status: InvitationStatus | None = None
    sector: Sector | None = None
    language: str | None = None
    group: uuid.UUID | None = None
    marks: frozenset[Mark] = frozenset()
    """Those that must all hold."""
    after: uuid.UUID | None = None


FACETS = ("status", "category", "sector", "language", "group")
"""What a list is narrowed by, one value of each."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many invitations are alike in the respects that are counted."""

    status: InvitationStatus
    category: Category
    sector: Sector = Sector.NOT_STATED
    language: str = "sv"
    group: uuid.UUID | None = None
    marks: frozenset[Mark] = frozenset()
    found: bool = True
    """Whether the words that are searched for are in its name or address."""
    count: int = 1

    def is_within(self, choice: Choice, *, but: str = "") -> bool:
        """Say whether `choice` shows these, were its facet `but` left open."""
        wanted = ((name, getattr(choice, name)) for name in FACETS if name != but)
        return (
            self.found
            and self.marks >= choice.marks
            and all(value is None or getattr(self, name) == value for name, value in wanted)
        )


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
        return self.marked(Mark.PRELIMINARY)

    @property
    def are_grouped(self) -> bool:
        """Whether any of them is in a recipient group."""
        return any(group.group for group in self.groups)

    def marked(self, mark: Mark) -> int:
        """How many the mark holds for."""
        return sum(group.count for group in self.groups if mark in group.marks)

    @property
    def late(self) -> int:
        """How many of those who answered did it late."""
        return self.marked(Mark.LATE)

    def of_category(self) -> Mapping[Category, "Figures"]:
        """The same counts for each category that was invited, in the order of `Category`."""
        sorted_out = defaultdict(list)
        for group in self.groups:
            sorted_out[group.category].append(group)
        return {each: Figures.of(sorted_out[each]) for each in Category if each in sorted_out}

    def within(self, choice: Choice, *, but: str = "") -> "Figures":
        """The counts of those that `choice` shows, were its facet `but` left open."""
        return Figures.of(group for group in self.groups if group.is_within(choice, but=but))

    def by(self, facet: str, choice: Choice) -> Mapping[Any, int]:
        """How many `choice` would show with each value of the facet in turn."""
        counts: dict[Any, int] = defaultdict(int)
        for group in self.within(choice, but=facet).groups:
            counts[getattr(group, facet)] += group.count
        return counts

    def by_mark(self, choice: Choice) -> Mapping[Mark, int]:
        """How many of those that `choice` shows each mark holds for."""
        shown = self.within(choice)
        return {mark: shown.marked(mark) for mark in Mark}
