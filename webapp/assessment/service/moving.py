"""Moving one point from a column of the board to another: a decision, a person or a theme."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.boards import NO_THEME, By
from webapp.assessment.models import Decision, Point
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.assignments import Errand
from webapp.assessment.service.many import add_theme, assign_many, decide_many, remove_theme
from webapp.assessment.service.points import Verdict, decide
from webapp.assessment.statuses import UNASSIGNED
from webapp.core import clock
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Move:
    """From which column to which, made on the state of the point with this `revision`."""

    by: By
    to: str
    since: str
    revision: int


def move(point: Point, to: Move, *, actor: User) -> None:
    """Let the point be in another column. What can be undone in the list can be so after this.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: somebody else has decided on it meanwhile.
        DomainError: there is no such column, or a decision lacks its reason.
    """
    check_may_decide(point.round, actor)
    do = _MOVES.get(to.by)
    if do is None:
        raise DomainError(_l("A point cannot be moved between these columns."))
    if to.to != to.since:
        do(point, to, actor)


def lacks_reason(point: Point, to: Move) -> bool:
    """Whether the decision that the point is moved to needs a reason that is not written yet."""
    needs = {Decision.NOT_ACCOMMODATED.value, Decision.PARTLY.value}
    return to.by is By.DECISION and to.to in needs and not point.reply.strip()


def _decide(point: Point, to: Move, actor: User) -> None:
    if to.to not in set(Decision):
        raise DomainError(_l("Choose a decision."))
    verdict = Verdict(Decision(to.to), point.reply, to.revision)
    if point.decision is not None:
        decide(point, verdict, actor=actor)
    elif not decide_many([point], verdict, actor=actor):
        raise ConflictError(_l("The decision was changed meanwhile. Read it again."))


def _give(point: Point, to: Move, actor: User) -> None:
    people = {str(each.id): each for each in queries.weighers()}
    if to.to != UNASSIGNED and to.to not in people:
        raise DomainError(_l("Choose somebody who may assess points."))
    given = queries.assignment(point.id)
    today = clock.local(clock.now()).date()
    due = given.due if given and given.due and given.due >= today else None
    assign_many([point], Errand(people.get(to.to), due), actor=actor)


def _theme(point: Point, to: Move, actor: User) -> None:
    names = {str(each.id): each.name for each in queries.themes(point.round.consultation_id)}
    if to.to != NO_THEME and to.to not in names:
        raise DomainError(_l("There is no theme of this name."))
    if to.since in names:
        remove_theme([point], names[to.since], actor=actor)
    if to.to in names:
        add_theme([point], names[to.to], actor=actor)


_MOVES: Mapping[By, Callable[[Point, Move, User], None]] = {
    By.DECISION: _decide,
    By.ASSIGNEE: _give,
    By.THEME: _theme,
}
