"""Publishing an edition and withdrawing it, and telling those whom it concerns."""

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.assessment import queries as assessment
from webapp.assessment.statuses import PointStatus
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.reports import emails, policy, queries
from webapp.reports.audience import may_be_published
from webapp.reports.models import Edition
from webapp.reports.service.approvals import holding_approval
from webapp.reports.service.editions import lock
from webapp.responses import queries as responses
from webapp.responses.queries import Filters
from webapp.rounds.models import Round


def publish(edition: Edition, *, actor: User) -> int:
    """Publish the edition, and tell everyone who answered what became of their points.

    It takes the place of the edition that was published before, which stays to be read. Returns
    how many e-mails leave.

    Raises:
        DomainError: it is not for everyone, the assessment or the check for secrecy is not
            complete, or the edition is from before it was, or it is not approved and has to be.
    """
    lock(edition)
    if not may_be_published(edition.audience):
        raise DomainError(
            _l(
                "Only an edition for the public can be published. Compile one with the public "
                "as its readers."
            )
        )
    if not policy.may_publish(actor.roles, edition, clock.now()):
        raise DomainError(
            _l(
                "An edition can be published when every point is assessed and it was compiled "
                "after that. Complete the assessment and compile a new edition."
            )
        )
    if edition.round.report_needs_approval and holding_approval(edition) is None:
        raise DomainError(
            _l("This report is published only when an approver has approved the edition.")
        )
    _check_secrecy(edition)
    _check_weighed(edition)
    former = queries.find_published(edition.round_id)
    edition.published_at = clock.now()
    edition.round.reported_at = edition.round.reported_at or edition.published_at
    is_again = former is not None and former.withdrawn_at is not None
    letters = emails.published(edition, responses.submitted(edition.round_id), is_again=is_again)
    mailed = notifications.queue(*letters)
    audit.record(
        "reports.publish",
        subject=edition.round_id,
        actor=actor,
        edition=edition.number,
        sha256=edition.mark,
        in_place_of=former.number if former else None,
    )
    return mailed


def _check_secrecy(edition: Edition) -> None:
    """Refuse while a response is unchecked, and what is from before one was hidden or disowned.

    Checks wait for the lock, so that none comes in between.
    """
    session.execute(select(Round.id).where(Round.id == edition.round_id).with_for_update())
    if responses.unchecked(edition.round_id):
        raise DomainError(
            _l("Every response must be checked for secrecy before the report is published.")
        )
    if responses.hidden_since(edition.round_id, edition.created_at):
        raise DomainError(
            _l(
                "Something was masked or withheld after this edition was compiled. Compile a "
                "new edition and publish that one."
            )
        )
    if responses.disowned_since(edition.round_id, edition.created_at):
        raise DomainError(
            _l(
                "After this edition was compiled, a sender said that an answer is not theirs. "
                "Compile a new edition and publish that one."
            )
        )


def _check_weighed(edition: Edition) -> None:
    """Refuse while a late answer waits for a decision, or somebody would get no reason."""
    if responses.count(edition.round_id, Filters(undecided=True)):
        raise DomainError(
            _l(
                "Decide first on the late answers whether they are considered. “Left before the "
                "report” lists them."
            )
        )
    unreasoned = (PointStatus.UNREASONED,)
    if any(assessment.by_status(edition.round_id, unreasoned).values()):
        raise DomainError(
            _l(
                "Some points are not accommodated, and have no reason. “Left before the report” "
                "lists them."
            )
        )


def withdraw(edition: Edition, reason: str, *, actor: User) -> None:
    """Withdraw a published edition, for a reason that everyone may read.

    Those who were told that it was published are told of this. The points can be assessed anew.

    Raises:
        ForbiddenError: the person may not.
        ConflictError: it is not published, or withdrawn already.
        DomainError: the reason is missing.
    """
    session.refresh(edition, with_for_update=True, attribute_names=["withdrawn_at"])
    if not actor.roles & policy.PUBLISHERS:
        raise ForbiddenError(_l("You may not withdraw reports."))
    if not policy.may_withdraw(actor.roles, edition):
        raise ConflictError(_l("This edition is not published, or it is withdrawn already."))
    if not reason:
        raise DomainError(_l("Write why the edition is withdrawn."), field="reason")
    edition.withdrawn_at, edition.withdrawn_by = clock.now(), actor.id
    edition.withdrawn_reason = reason
    latest = queries.find_published(edition.round_id)
    if latest is edition:
        edition.round.reported_at = None
        told = queries.told(edition.round_id).values()
        notifications.queue(*emails.withdrawn(edition, told))
    audit.record(
        "reports.withdraw",
        subject=edition.round_id,
        actor=actor,
        edition=edition.number,
        reason=reason,
    )
