"""Finding whom a reminder goes to, and what is to come."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import day_of, session
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Organisation
from webapp.rounds import deadlines, policy, reminders, standing
from webapp.rounds.models import Consultation, EmailIntro, Invitation, ReminderRun, Round, RunStatus
from webapp.rounds.queries.rounds import is_running
from webapp.rounds.reminders import BEFORE, OCCASIONS, TO_BODIES, Reminder

LOST = (EmailStatus.FAILED, EmailStatus.BOUNCED)


def reminding_rounds() -> Sequence[Round]:
    """The rounds that are open or to open, and neither reported nor cancelled, with their case."""
    statement = (
        select(Round)
        .where(or_(Round.opened_at.is_not(None), Round.opens_at.is_not(None)))
        .where(Round.cancelled_at.is_(None))
        .where(Round.reported_at.is_(None))
        .options(joinedload(Round.consultation))
    )
    return session.scalars(statement).all()


def running_by_owner() -> Mapping[User, Sequence[Round]]:
    """The open rounds of each member of staff who runs some, soonest last day first."""
    statement = (
        select(User, Round)
        .join(Consultation, Consultation.owner_id == User.id)
        .join(Round, Round.consultation_id == Consultation.id)
        .where(User.active, is_running())
        .options(joinedload(Round.consultation))
        .order_by(Round.deadline, Round.id)
    )
    found: dict[User, list[Round]] = {}
    for user, round_ in session.execute(statement):
        found.setdefault(user, []).append(round_)
    return found


def audience(
    round_: Round,
    kind: Reminder,
    day: date,
    *,
    after: uuid.UUID | None = None,
    limit: int = 100,
) -> Sequence[Invitation]:
    """The next of the bodies that `kind` goes to when it leaves on `day`, with their contacts."""
    statement = (
        _audience(round_, kind, day)
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .options(joinedload(Invitation.organisation).selectinload(Organisation.contacts))
        .order_by(Invitation.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement).all()


def audience_page(
    round_: Round, kind: Reminder, day: date, *, after: uuid.UUID | None = None, named: str = ""
) -> Sequence[Invitation]:
    """Those whose name contains `named`, by cursor: a page of them, and one more if there is."""
    statement = _audience(round_, kind, day).where(_is_named(named))
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement.order_by(Invitation.id).limit(policy.SHOWN + 1)).all()


def count_audience(round_: Round, kind: Reminder, day: date, *, named: str = "") -> int:
    """How many bodies `kind` goes to when it leaves on `day`, as things stand."""
    found = _audience(round_, kind, day).where(_is_named(named)).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def coming(round_: Round, at: datetime) -> list[tuple[Reminder, date, int]]:
    """What is to come: which reminder, on which day, to how many as things stand. By day."""
    today = clock.local(at).date()
    found: Counter[tuple[Reminder, date]] = Counter()
    for kind, since, count in _counts(round_):
        day = reminders.day_of(kind, since)
        if policy.leaves(round_, kind, day) and (day > today or _waits(day, at)):
            found[kind, day] += count
    ordered = sorted(found.items(), key=lambda item: (item[0][1], list(Reminder).index(item[0][0])))
    return [(kind, day, count) for (kind, day), count in ordered]


def runs(round_id: uuid.UUID) -> Sequence[ReminderRun]:
    """What has been written, or left out, newest first."""
    statement = select(ReminderRun).where(ReminderRun.round_id == round_id)
    return session.scalars(statement.order_by(ReminderRun.day.desc(), ReminderRun.id)).all()


def run_days(round_id: uuid.UUID) -> set[tuple[str, date]]:
    """For which reminders and days the round has a run."""
    statement = select(ReminderRun.kind, ReminderRun.day).where(ReminderRun.round_id == round_id)
    return {(kind, day) for kind, day in session.execute(statement)}


def lost_runs(before: datetime) -> Sequence[uuid.UUID]:
    """The runs that wait, and those that a worker took before `before` and did not finish."""
    lost = and_(ReminderRun.status == RunStatus.RUNNING, ReminderRun.claimed_at < before)
    statement = select(ReminderRun.id).where(or_(ReminderRun.status == RunStatus.DUE, lost))
    return session.scalars(statement.order_by(ReminderRun.id)).all()


def intros(round_id: uuid.UUID) -> Mapping[str, Mapping[str, str]]:
    """What staff want said first in the round's e-mails, by occasion and language."""
    statement = select(EmailIntro.occasion, EmailIntro.text).where(EmailIntro.round_id == round_id)
    return dict(session.execute(statement).all())


def intro(round_id: uuid.UUID, occasion: str) -> EmailIntro | None:
    """What staff want said first on one occasion, if anything."""
    statement = select(EmailIntro).where(
        EmailIntro.round_id == round_id, EmailIntro.occasion == occasion
    )
    return session.scalars(statement).one_or_none()


def _audience(round_: Round, kind: Reminder, day: date) -> Select[Invitation]:
    statement = select(Invitation).where(
        Invitation.round_id == round_.id,
        standing.counts(),
        func.trim(Invitation.email) != "",
        ~_is_lost(),
        ~_reminded_today(),
    )
    since = reminders.counted_from(kind, day)
    if kind is Reminder.HEADS_UP:
        return statement.where(literal(policy.opening_day(round_) in since))
    if kind is Reminder.NOT_OPENED:
        return statement.join(Email, standing.MAILED).where(_unopened(since))
    if kind is Reminder.THANKS:
        thanked = literal(_end(round_) in since)
        return statement.where(Invitation.answered_as.is_not(None), thanked)
    own = _own_last_day(round_)
    ahead = own >= clock.local(clock.now()).date() if kind in BEFORE else own.is_not(None)
    return statement.where(Invitation.answered_as.is_(None), own.in_(since), ahead)


def _is_named(part: str) -> ColumnElement[bool]:
    return Invitation.name.icontains(part, autoescape=True) if part else true()


def _is_lost() -> ColumnElement[bool]:
    """The invitation did not arrive, and nobody came in all the same."""
    mail = aliased(Email)
    return exists().where(
        mail.about == Invitation.id,
        mail.occasion == Occasion.INVITATION,
        mail.address == Invitation.email,
        mail.status.in_(LOST),
        Invitation.opened_at.is_(None),
    )


def _reminded_today() -> ColumnElement[bool]:
    """A body gets one reminder a day at the most."""
    other = aliased(Email)
    occasions = [OCCASIONS[kind] for kind in TO_BODIES]
    return exists().where(
        other.concerns == Invitation.id,
        other.occasion.in_(occasions),
        other.created_at >= _midnight(),
    )


def _midnight() -> datetime:
    return clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _unopened(sent: Sequence[date]) -> ColumnElement[bool]:
    """Sent on one of these days, and neither opened, begun nor answered since."""
    if not sent:
        return false()
    first = datetime.combine(sent[0], datetime.min.time(), STOCKHOLM)
    return and_(
        Email.status == EmailStatus.SENT,
        Email.sent_at >= first,
        Email.sent_at < deadlines.end_of(sent[-1]),
        Invitation.opened_at.is_(None),
        Invitation.started_at.is_(None),
        Invitation.answered_as.is_(None),
    )


def _own_last_day(round_: Round) -> ColumnElement[date]:
    common = _end(round_)
    return func.greatest(func.coalesce(Invitation.deadline, common), common)


def _end(round_: Round) -> date:
    return policy.last_day(round_, None)


def _waits(day: date, at: datetime) -> bool:
    return day == clock.local(at).date() and at < notifications.hours().moment_of(day)


def _counts(round_: Round) -> Iterator[tuple[Reminder, date, int]]:
    """For each reminder, how many bodies it counts from each day for."""
    of_round = and_(Invitation.round_id == round_.id, standing.counts())
    opening = policy.opening_day(round_)
    if opening is not None:
        listed = select(func.count()).where(of_round, func.trim(Invitation.email) != "")
        yield Reminder.HEADS_UP, opening, session.scalar(listed) or 0
    own = _own_last_day(round_)
    unanswered = select(own, func.count()).where(of_round, Invitation.answered_as.is_(None))
    for day, count in session.execute(unanswered.group_by(own)).all():
        for kind in (*BEFORE, Reminder.STILL_CAN):
            yield kind, day, count
    sent = day_of(Email.sent_at)
    unopened = (
        select(sent, func.count())
        .select_from(Invitation)
        .join(Email, standing.MAILED)
        .where(of_round, Email.status == EmailStatus.SENT, Invitation.opened_at.is_(None))
        .where(Invitation.started_at.is_(None), Invitation.answered_as.is_(None))
    )
    for day, count in session.execute(unopened.group_by(sent)).all():
        yield Reminder.NOT_OPENED, day, count
    answered = select(func.count()).where(of_round, Invitation.answered_as.is_not(None))
    yield Reminder.THANKS, _end(round_), session.scalar(answered) or 0
    yield Reminder.UNPUBLISHED, _end(round_), 1
