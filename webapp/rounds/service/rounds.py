"""What is done to a round before it opens."""

from sqlalchemy import func, select

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.rounds import policy, queries
from webapp.rounds.models import Consultation, Round
from webapp.rounds.plans import Plan
from webapp.rounds.service.locks import lock_changeable


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
    lock_changeable(round_)
    _check_plan(round_.consultation, plan)
    plan.write_on(round_)
    session.flush()
    record("rounds.change", subject=round_.id, actor=actor, number=round_.number)


def _check_plan(case: Consultation, plan: Plan) -> None:
    policy.require_ahead(plan.deadline, clock.now(), field="deadline")
    plan.check_version(queries.frozen_versions(case.id))
