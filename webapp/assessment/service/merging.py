"""Making one argument of two, and two of one."""

from operator import attrgetter

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment.models import Argument, ArgumentPoint, ArgumentSection
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.arguments import Beginning, Summed, sum_up
from webapp.assessment.service.linking import unlink_points
from webapp.assessment.service.points import VERDICT
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round


def merge(argument: Argument, into: Argument | None, *, actor: User) -> Argument:
    """Let an argument be a part of another: its points and sections go there.

    Its answer goes along where the other has none. Its own words stay on the trail.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: one of them became a part of another meanwhile.
        DomainError: there is no other to merge it with.
    """
    check_may_decide(argument.round, actor)
    if into is None or into.id == argument.id:
        raise DomainError(_l("Choose an argument."), field="argument")
    _hold(argument, into)
    _move_points(argument, into, actor)
    known = set(into.section_keys)
    into.places += [
        ArgumentSection(section_key=each) for each in argument.section_keys if each not in known
    ]
    if into.decision is None and argument.decision is not None:
        into.decision, into.reply = argument.decision, argument.reply
        into.decided_by, into.decided_at = argument.decided_by, argument.decided_at
        into.revision += 1
    argument.merged_into_id = into.id
    argument.revision += 1
    _record(argument, into, actor)
    return into


def split(argument: Argument, said: Summed, begin: Beginning, *, actor: User) -> Argument:
    """Make another argument of some of an argument's points, which then are not in it.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: no points are chosen, or it says nothing.
    """
    if not begin.points:
        raise DomainError(_l("Choose the points in the list first."))
    made = sum_up(argument.round, said, begin, actor=actor)
    unlink_points(begin.points, argument, actor=actor)
    return made


def _hold(argument: Argument, into: Argument) -> None:
    """Hold both for a change, always in the same order."""
    session.execute(select(Round.id).where(Round.id == argument.round_id).with_for_update())
    now = ["merged_into_id", *VERDICT]
    for each in sorted((argument, into), key=attrgetter("id")):
        # Who answers one holds it, and not the round.
        session.refresh(each, with_for_update=True, attribute_names=now)
        if each.merged_into_id is not None:
            raise ConflictError(
                _l("Somebody else has merged one of these arguments meanwhile. Look again.")
            )


def _move_points(argument: Argument, into: Argument, actor: User) -> None:
    gone = delete(ArgumentPoint).where(ArgumentPoint.argument_id == argument.id)
    ids = session.scalars(gone.returning(ArgumentPoint.point_id)).all()
    given = {"argument_id": into.id, "linked_by": actor.id, "linked_at": clock.now()}
    if ids:
        rows = [given | {"point_id": each} for each in ids]
        session.execute(insert(ArgumentPoint).values(rows).on_conflict_do_nothing())


def _record(argument: Argument, into: Argument, actor: User) -> None:
    audit.record(
        "assessment.merge_argument",
        subject=argument.id,
        actor=actor,
        round=str(argument.round_id),
        number=argument.number,
        into=into.number,
        view=argument.view,
        summary=argument.summary,
        reply=argument.reply,
    )
