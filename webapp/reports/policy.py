"""Who may compile and publish a report, and when."""

from datetime import date, datetime, timedelta

from webapp.assessment.models import Decision
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.background import JobStatus
from webapp.reports.audience import may_be_published
from webapp.reports.models import Edition
from webapp.rounds.models import Round, RoundState

COMPILERS = frozenset({Role.CASE_OFFICER, Role.ADMINISTRATOR})
PUBLISHERS = frozenset({Role.CASE_OFFICER, Role.APPROVER, Role.ADMINISTRATOR})

INTERNAL = frozenset({Role.CASE_OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR})
"""The roles that may have a package in which answers are as they came, secret or not."""

_BEFORE_OPENING = frozenset({RoundState.DRAFT, RoundState.SCHEDULED, RoundState.CANCELLED})


def may_compile(roles: frozenset[Role], round_: Round, at: datetime) -> bool:
    """A report can be compiled as soon as a round has been open, also to see how it comes along."""
    return bool(roles & COMPILERS) and has_begun(round_, at)


def has_begun(round_: Round, at: datetime) -> bool:
    """Whether there can be anything to report: the round is or has been open."""
    return round_.state(at) not in _BEFORE_OPENING


def may_read_internal(roles: frozenset[Role]) -> bool:
    """Say whether someone with `roles` may have packages that are internal."""
    return bool(roles & INTERNAL)


def may_write(roles: frozenset[Role]) -> bool:
    """The authority's own texts are written by those who compile the report."""
    return bool(roles & COMPILERS)


def is_ready(edition: Edition, at: datetime) -> bool:
    """A compiled edition for everyone can be published once the assessment is complete."""
    published = {RoundState.ASSESSED, RoundState.REPORTED}
    return (
        edition.status is JobStatus.DONE
        and may_be_published(edition.audience)
        and edition.published_at is None
        and edition.round.state(at) in published
        and edition.round.assessed_at is not None
        and edition.created_at >= edition.round.assessed_at
    )


def may_publish(roles: frozenset[Role], edition: Edition, at: datetime) -> bool:
    """Say whether someone with `roles` may publish the edition, if it needs no approval."""
    return bool(roles & PUBLISHERS) and is_ready(edition, at)


def will_be_told(edition: Edition) -> bool:
    """Whether those who answered are told of the edition once somebody publishes it."""
    is_whole = edition.status is JobStatus.DONE and edition.published_at is None
    return is_whole and may_be_published(edition.audience)


def may_ask(roles: frozenset[Role], edition: Edition, at: datetime) -> bool:
    """Say whether the edition may be put before an approver: one that could be published."""
    return bool(roles & COMPILERS) and is_ready(edition, at)


def may_withdraw(roles: frozenset[Role], edition: Edition) -> bool:
    """Say whether the edition, which is published, may be withdrawn."""
    is_out = edition.published_at is not None and edition.withdrawn_at is None
    return bool(roles & PUBLISHERS) and is_out


REACTION_DAYS = 30
"""How long after the report came out its senders may say whether they are satisfied."""


def last_day_to_react(edition: Edition) -> date:
    """The last day on which senders may say whether they are satisfied."""
    published = edition.published_at or edition.created_at
    return clock.local(published).date() + timedelta(days=REACTION_DAYS)


def may_react(edition: Edition, at: datetime) -> bool:
    """Whether senders may say whether they are satisfied at the moment `at`."""
    is_out = edition.published_at is not None and edition.withdrawn_at is None
    return is_out and clock.local(at).date() <= last_day_to_react(edition)


LEADING_TO_CHANGE = frozenset({Decision.ACCOMMODATED, Decision.PARTLY})
"""The decisions that change the text."""
