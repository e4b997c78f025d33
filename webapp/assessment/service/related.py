"""Saying of two points that they are related, or not."""

import uuid

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.models import Point, RelatedPoints, Relation
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l


def relate(point: Point, other_id: uuid.UUID, relation: Relation | None, *, actor: User) -> None:
    """Say that two points of a round are related, are not, or that nothing is said of it.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        NotFoundError: the other is no point of the same round.
    """
    check_may_decide(point.round, actor)
    other = queries.get(other_id)
    if other.round_id != point.round_id or other.id == point.id:
        raise NotFoundError(_l("There is no such point."))
    one, two = sorted((point.id, other.id))
    key = {"one_id": one, "other_id": two}
    if relation is None:
        session.execute(delete(RelatedPoints).filter_by(**key))
    else:
        said = {"relation": relation, "decided_by": actor.id, "decided_at": clock.now()}
        session.execute(
            insert(RelatedPoints)
            .values(**key, **said)
            .on_conflict_do_update(index_elements=["one_id", "other_id"], set_=said)
        )
    audit.record(
        "assessment.relate",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        other=str(other.id),
        relation=relation.value if relation else None,
    )
