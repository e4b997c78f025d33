"""Standing behind what another decided, where the round demands a second person."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.models import DecisionApproval, Point, SecondDemanded
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round


def demand_second(round_: Round, *, demanded: bool, actor: User) -> None:
    """Let each decision in the round need a second person, or not.

    Raises:
        ForbiddenError: the person may not, or the report is out.
    """
    if not policy.may_decide(actor.roles, round_, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
    if queries.demands_second(round_.id) == demanded:
        return
    if demanded:
        values = {"round_id": round_.id, "demanded_by": actor.id, "demanded_at": clock.now()}
        session.execute(insert(SecondDemanded).values(values).on_conflict_do_nothing())
        round_.assessed_at = None
    else:
        session.execute(delete(SecondDemanded).where(SecondDemanded.round_id == round_.id))
    action = "assessment.demand_second" if demanded else "assessment.demand_no_second"
    audit.record(action, subject=round_.id, actor=actor)


def approve(point: Point, revision: int, *, actor: User) -> None:
    """Stand behind the decision that another made, as it was in this `revision`.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: there is no decision, or the person made it.
        ConflictError: it was changed meanwhile.
    """
    if not policy.may_decide(actor.roles, point.round, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
    now = ["revision", "decision", "decided_by"]
    session.refresh(point, with_for_update=True, attribute_names=now)
    if point.revision != revision:
        raise ConflictError(_l("The decision was changed meanwhile. Read it again."))
    if point.decision is None or point.decided_by == actor.id:
        raise DomainError(_l("Another person than who decided must approve the decision."))
    values = {
        "point_id": point.id,
        "revision": revision,
        "approved_by": actor.id,
        "approved_at": clock.now(),
    }
    session.execute(insert(DecisionApproval).values(values).on_conflict_do_nothing())
    audit.record(
        "assessment.approve",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        decision=point.decision.value,
    )
