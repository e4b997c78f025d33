"""Reading what points changed in the text, and what accepting one would do."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, lazyload

from webapp.accounts.models import User
from webapp.assessment import placing
from webapp.assessment.models import Decision, Point, PointChange
from webapp.assessment.placing import Obstacle, Plan
from webapp.assessment.queries.points import counts
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.drafts.models import Document, Version
from webapp.rounds.models import Round

LEADING = (Decision.ACCOMMODATED, Decision.PARTLY)
"""The decisions that are to change the text."""

MOST_LACKING = 100


def plan(point: Point) -> Plan | None:
    """What accepting the point would do to the text as it is now; None where it proposes nothing.

    The section alone is read, and the whole text only where the paragraph has left it.
    """
    remark, version = point.remark, point.round.version
    if remark is None or remark.section_key is None or not placing.proposes(remark):
        return None
    language = point.response.language
    standing = drafts.standing_section(version.document_id, remark.section_key)
    former = [drafts.section(version.id, remark.section_key)]
    if standing is not None:
        found = placing.plan(remark, language, former, [standing])
        if found.obstacle not in {Obstacle.GONE, Obstacle.UNSURE, Obstacle.SPLIT}:
            return found
    working = drafts.working_version(version.document_id)
    rows = drafts.reading(version.id), drafts.reading(working.id) if working else []
    return placing.plan(remark, language, *rows)


def change(change_id: uuid.UUID) -> PointChange:
    """One change, with its point.

    Raises:
        NotFoundError: there is none, or it is undone.
    """
    found = session.get(PointChange, change_id, options=[joinedload(PointChange.point)])
    if found is None or found.undone_at is not None:
        raise NotFoundError(_l("There is no such change."))
    return found


def changes_of(point_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[PointChange]]:
    """What each of the points changed in the text, the earliest first. One query."""
    statement = (
        _standing()
        .where(PointChange.point_id.in_(point_ids))
        .options(
            joinedload(PointChange.maker).options(lazyload(User.role_rows)),
            joinedload(PointChange.version),
        )
    )
    found: dict[uuid.UUID, list[PointChange]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.point_id, []).append(each)
    return found


def sharing(point: Point) -> Mapping[uuid.UUID, Sequence[Point]]:
    """The other points that changed the same paragraphs in the same version, by block. One query.

    Those of answers that a later one took the place of are left out.
    """
    own = aliased(PointChange)
    statement = (
        _standing()
        .join(own, own.version_id == PointChange.version_id)
        .join(PointChange.point)
        .join(Point.response)
        .where(own.block_key == PointChange.block_key, own.undone_at.is_(None))
        .where(own.point_id == point.id, PointChange.point_id != point.id, counts())
        .options(contains_eager(PointChange.point))
        .order_by(Point.number)
    )
    found: dict[uuid.UUID, list[Point]] = {}
    for each in session.scalars(statement).unique():
        if each.point not in found.setdefault(each.block_key, []):
            found[each.block_key].append(each.point)
    return found


def changes_between(
    document: Document, former: Version, later: Version
) -> Mapping[uuid.UUID, Sequence[PointChange]]:
    """What points changed from one version to a later one, by block. One query.

    Each has its point with the response.
    """
    statement = (
        _standing()
        .join(PointChange.version)
        .join(PointChange.point)
        .join(Point.response)
        .where(
            Version.document_id == document.id,
            Version.number > former.number,
            Version.number <= later.number,
            counts(),
        )
        .options(contains_eager(PointChange.point).contains_eager(Point.response))
    )
    found: dict[uuid.UUID, list[PointChange]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.block_key, []).append(each)
    return found


def lacking_change(version: Version) -> Sequence[Point]:
    """Points on a version that are accommodated, with no change in the text to show for it."""
    made = select(PointChange.point_id).where(
        PointChange.point_id == Point.id, PointChange.undone_at.is_(None)
    )
    statement = (
        select(Point)
        .join(Point.round)
        .join(Point.response)
        .where(Round.version_id == version.id, Point.decision.in_(LEADING), counts())
        .where(~made.exists())
        .options(contains_eager(Point.response))
        .order_by(Point.round_id, Point.number)
        .limit(MOST_LACKING)
    )
    return session.scalars(statement).all()


def _standing() -> Select[PointChange]:
    return select(PointChange).where(PointChange.undone_at.is_(None)).order_by(PointChange.id)
