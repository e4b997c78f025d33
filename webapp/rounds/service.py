"""What people and the clock do with consultations and rounds: one function a thing."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import service as drafts
from webapp.drafts.models import Document
from webapp.notifications.models import EmailStatus
from webapp.organisations.models import Organisation
from webapp.rounds import deadlines, distribution, emails, policy, queries
from webapp.rounds.models import Consultation, ConsultationDocument, Invitation, Round, RoundState
from webapp.rounds.plans import CaseFacts, Plan

last_day, invite_some = policy.last_day, emails.invite_some


def create_consultation(facts: CaseFacts, owner: User) -> Consultation:
    """Begin a case.

    Raises:
        DomainError: another case has its registry number.
    """
    _check_number(facts.registry_number, except_for=None)
    case = Consultation(owner_id=owner.id)
    facts.write_on(case)
    session.add(case)
    session.flush()
    record("rounds.create_consultation", subject=case.id, actor=owner)
    return case


def change_consultation(case: Consultation, facts: CaseFacts, actor: User) -> None:
    """Change what a case is called and its contact person.

    Raises:
        DomainError: another case has its registry number.
    """
    _check_number(facts.registry_number, except_for=case)
    facts.write_on(case)
    record("rounds.change_consultation", subject=case.id, actor=actor)


def add_document(case: Consultation, actor: User) -> Document:
    """Begin a document in the case, under the case's title."""
    document = drafts.create_document(dict(case.title), actor=actor)
    session.flush()
    session.add(ConsultationDocument(consultation_id=case.id, document_id=document.id))
    record("rounds.add_document", subject=case.id, actor=actor, document=str(document.id))
    return document


def create_round(case: Consultation, plan: Plan, actor: User) -> Round:
    """Begin a round in the case.

    Raises:
        DomainError: the deadline is past, or the version is not a frozen one of the case's.
    """
    # Rounds are numbered within the case, one at a time.
    session.refresh(case, with_for_update=True)
    latest = select(func.max(Round.number)).where(Round.consultation_id == case.id)
    number = (session.scalar(latest) or 0) + 1
    _check_plan(case, plan)
    round_ = Round(consultation=case, number=number, made_by=actor.id)
    plan.write_on(round_)
    session.add(round_)
    session.flush()
    record("rounds.create", subject=round_.id, actor=actor, number=number)
    return round_


def change_round(round_: Round, plan: Plan, actor: User) -> None:
    """Change what a round asks, while it is not open.

    Raises:
        ConflictError: the round is open, or past that.
        DomainError: the deadline is past, or the version is not a frozen one of the case's.
    """
    _lock_changeable(round_)
    _check_plan(round_.consultation, plan)
    plan.write_on(round_)
    session.flush()
    record("rounds.change", subject=round_.id, actor=actor, number=round_.number)


def add_bodies(round_: Round, bodies: Collection[uuid.UUID], actor: User) -> int:
    """Put bodies of the register on the round's list; returns how many were not on it before."""
    _lock_changeable(round_)
    found = session.scalars(select(Organisation).where(Organisation.id.in_(bodies))).all()
    if not found:
        return 0
    rows = [distribution.row(round_, body) for body in found]
    statement = insert(Invitation).on_conflict_do_nothing().returning(Invitation.id)
    added = len(session.scalars(statement, rows).all())
    numbers = {"number": round_.number, "count": added}
    record("rounds.add_bodies", subject=round_.id, actor=actor, **numbers)
    return added


def remove_body(invitation: Invitation, actor: User) -> None:
    """Take a body off the round's list."""
    _lock_changeable(invitation.round)
    details = {"number": invitation.round.number, "name": invitation.name}
    record("rounds.remove_body", subject=invitation.round_id, actor=actor, **details)
    session.delete(invitation)
    session.flush()


def schedule(round_: Round, wall: datetime, actor: User) -> None:
    """Let the round open by itself when clocks in Stockholm show `wall`.

    Raises:
        ConflictError: the round is open, or past that.
        DomainError: there is no such time, it is past, or the round would not be ready.
    """
    _lock_changeable(round_)
    opens = policy.opening(wall, clock.now())
    distribution.require_ready(round_, opens)
    round_.opens_at = opens
    details = {"number": round_.number, "opens_at": opens.isoformat()}
    record("rounds.schedule", subject=round_.id, actor=actor, **details)


def unschedule(round_: Round, actor: User) -> None:
    """Let the round not open by itself."""
    _lock_changeable(round_)
    round_.opens_at = None
    record("rounds.unschedule", subject=round_.id, actor=actor, number=round_.number)


def open_now(round_: Round, actor: User) -> None:
    """Open the round, freeze its list and let its invitations leave. An open round stays open.

    Raises:
        ConflictError: the round is past being open.
        DomainError: something that a round must have is missing.
    """
    _lock(round_)
    if round_.state(clock.now()) is not RoundState.OPEN:
        policy.require_changeable(round_, clock.now())
        distribution.require_ready(round_, clock.now())
        _open(round_, actor)


def open_due(round_id: uuid.UUID) -> bool:
    """Open a round whose time has come; where something is missing, let it wait for staff."""
    statement = (
        select(Round)
        .where(Round.id == round_id, Round.opens_at <= clock.now())
        .where(Round.opened_at.is_(None), Round.cancelled_at.is_(None))
        .with_for_update(skip_locked=True, of=Round)
    )
    round_ = session.scalars(statement).one_or_none()
    if round_ is None:
        return False
    missing = distribution.readiness(round_, clock.now()).missing
    if missing:
        round_.opens_at = None
        record("rounds.not_opened", subject=round_.id, number=round_.number, missing=missing)
        return False
    _open(round_, None)
    return True


def close(round_: Round, actor: User) -> None:
    """Close the round before its deadline. Answers that come later are taken and marked late.

    Raises:
        ConflictError: the round is not open.
    """
    _lock(round_)
    policy.require_open(round_, clock.now())
    round_.closed_at = clock.now()
    record("rounds.close", subject=round_.id, actor=actor, number=round_.number)


def cancel(round_: Round, reason: str, actor: User) -> None:
    """Stop the round for good. What came in stays.

    Raises:
        ConflictError: the round is reported or cancelled already.
    """
    _lock(round_)
    policy.require_cancellable(round_, clock.now())
    round_.cancelled_at = clock.now()
    record("rounds.cancel", subject=round_.id, actor=actor, number=round_.number, reason=reason)


def extend(invitation: Invitation, day: date, actor: User) -> None:
    """Give one body until `day` to answer in time.

    Raises:
        ConflictError: the round takes no answers.
        DomainError: the day is past, or not after the round's own deadline.
    """
    policy.require_mendable(invitation.round, clock.now())
    if day <= invitation.round.deadline:
        raise DomainError(_l("Choose a day after the round's own deadline."), field="day")
    policy.require_ahead(day, clock.now(), field="day")
    invitation.deadline = day
    details = {"name": invitation.name, "day": day.isoformat()}
    record("rounds.extend", subject=invitation.round_id, actor=actor, **details)


def change_address(invitation: Invitation, address: str, actor: User) -> None:
    """Correct the address of one body's invitation, and send the invitation there.

    The link in a mail that reached the wrong mailbox is stopped, unless someone has used it.

    Raises:
        ConflictError: the round takes no answers.
    """
    policy.require_mendable(invitation.round, clock.now())
    mail = queries.mail_of(invitation)
    arrived = mail is not None and mail.status is EmailStatus.SENT
    if arrived and address != invitation.email and invitation.opened_at is None:
        invitation.link_number += 1
    details = {"name": invitation.name, "before": invitation.email, "after": address}
    invitation.email = address
    session.flush()
    record("rounds.change_address", subject=invitation.round_id, actor=actor, **details)
    emails.send(invitation)


def resend(invitation: Invitation, actor: User) -> None:
    """Send one body its invitation again, with the same link and the words as they are now.

    Raises:
        ConflictError: the round takes no answers, or the mail is on its way already.
    """
    policy.require_mendable(invitation.round, clock.now())
    if not emails.send(invitation):
        raise ConflictError(_l("This invitation is on its way already."))
    record("rounds.resend", subject=invitation.round_id, actor=actor, name=invitation.name)


def note_opened(invitation: Invitation) -> None:
    """Keep when a person first pressed the button behind the invitation's link."""
    invitation.opened_at = invitation.opened_at or clock.now()


def note_started(invitation: Invitation) -> None:
    """Keep when the body first wrote something; what it wrote is not looked at."""
    invitation.started_at = invitation.started_at or clock.now()


def note_answer(  # noqa: PLR0913 - what the responses above this feature say, each in a word
    round_: Round,
    invitation: Invitation | None,
    *,
    answered_as: str,
    late: bool,
    preliminary: bool,
    at: datetime,
    first: bool,
) -> None:
    """Keep with the invitation what its body's latest response is, or count an unasked sender.

    Args:
        round_: the round that was answered.
        invitation: the invited body's; None for a sender who was not invited.
        answered_as: `answer`, `no_comments` or `abstain`.
        late: whether the response came after the body's last day.
        preliminary: whether a final one is to follow.
        at: when it was submitted.
        first: whether the sender had not answered before.
    """
    if invitation is not None:
        invitation.answered_as = str(answered_as)
        invitation.answered_at = at
        invitation.answered_late = late
        invitation.answered_preliminarily = preliminary
    elif first:
        more = {"unasked_answers": Round.unasked_answers + 1}  # Added there: two at once are two.
        session.execute(update(Round).where(Round.id == round_.id).values(more))


def sweep() -> None:
    """Do what is due by the clock, and ask again for what a lost worker or message left."""
    for round_id in queries.due_to_open(clock.now()):
        enqueue(Task.OPEN_ROUND, round_id)
    for round_id in queries.due_to_invite():
        enqueue(Task.SEND_INVITATIONS, round_id)
    emails.tell_of_undelivered()
    for round_ in queries.due_to_close(clock.now()):
        # The round has been closed since its deadline; this writes it on the trail.
        round_.closed_at = deadlines.end_of(round_.deadline)
        record("rounds.close", subject=round_.id, number=round_.number)


def _open(round_: Round, actor: User | None) -> None:
    round_.opened_at = clock.now()
    enqueue(Task.SEND_INVITATIONS, round_.id)
    record("rounds.open", subject=round_.id, actor=actor, number=round_.number)


def _lock(round_: Round) -> None:
    session.flush()
    session.refresh(round_, with_for_update={"of": Round})


def _lock_changeable(round_: Round) -> None:
    _lock(round_)
    policy.require_changeable(round_, clock.now())


def _check_number(registry_number: str, *, except_for: Consultation | None) -> None:
    other = queries.find_by_number(registry_number)
    if other is not None and other is not except_for:
        raise DomainError(
            _l("Another consultation has this registry number. Each case has its own."),
            field="registry_number",
        )


def _check_plan(case: Consultation, plan: Plan) -> None:
    policy.require_ahead(plan.deadline, clock.now(), field="deadline")
    plan.check_version(queries.frozen_versions(case.id))
