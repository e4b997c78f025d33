"""What sections were before they were saved again, and who saved them."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select, tuple_
from sqlalchemy.orm import aliased, defer

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Block, RevisionCause, Section, SectionRevision

RUN_SECONDS: Final = 600
"""What one person saves in a section within so long is one change, told by its last revision."""

_WITHOUT_TEXTS: Final = defer(SectionRevision.blocks, raiseload=True)

Told = tuple[SectionRevision, str]
"""A revision, and the name of who made it; empty where nobody did."""


def revision(document_id: uuid.UUID, section_key: uuid.UUID, number: int) -> SectionRevision | None:
    """What a section said at its revision `number`, if that was kept.

    Numbers go on from version to version, so that one who began to write before a version was
    frozen can save afterwards. Where two versions have the same number they say the same.
    """
    statement = select(SectionRevision).where(
        *_of(document_id, section_key), SectionRevision.number == number
    )
    return session.scalars(statement.order_by(SectionRevision.id.desc()).limit(1)).one_or_none()


def kept_revisions(document_id: uuid.UUID, numbers: Mapping[uuid.UUID, int]) -> set[uuid.UUID]:
    """Those of the sections whose revision of this number is kept."""
    pair = tuple_(SectionRevision.section_key, SectionRevision.number)
    statement = select(SectionRevision.section_key).where(
        SectionRevision.document_id == document_id, pair.in_(list(numbers.items()))
    )
    return set(session.scalars(statement))


def told_revision(document_id: uuid.UUID, section_key: uuid.UUID, number: int) -> Told:
    """A section's revision with its author.

    Raises:
        NotFoundError: it is not kept.
    """
    statement = _with_author().where(
        *_of(document_id, section_key), SectionRevision.number == number
    )
    found = session.execute(statement.order_by(SectionRevision.id).limit(1)).first()
    if found is None:
        raise NotFoundError(_l("This state of the section is not kept."))
    return found[0], found[1]


def section_history(
    document_id: uuid.UUID, section_key: uuid.UUID, *, before: int | None = None, most: int
) -> Sequence[Told]:
    """A section's revisions, newest first, one for each run of saving. One query."""
    runs = _runs(*_of(document_id, section_key))
    page = select(runs.c.id).where(~runs.c.passed)
    if before is not None:
        page = page.where(runs.c.number < before)
    page = page.order_by(runs.c.number.desc(), runs.c.id.desc()).limit(most)
    statement = _with_author().where(SectionRevision.id.in_(page))
    found = session.execute(
        statement.order_by(SectionRevision.number.desc(), SectionRevision.id.desc())
    )
    return [(row[0], row[1]) for row in found]


def document_history(
    document_id: uuid.UUID, *, before: uuid.UUID | None = None, most: int
) -> Sequence[tuple[SectionRevision, str, int]]:
    """All that was saved in a document, newest first, without the texts. One query.

    What was saved together, as by an import, is told by its first with the number of all.
    """
    runs = _runs(SectionRevision.document_id == document_id)
    together: dict[str, Any] = {"partition_by": (runs.c.created_at, runs.c.made_by, runs.c.cause)}
    rows = (
        select(
            runs.c.id,
            func.row_number().over(order_by=runs.c.id, **together).label("place"),
            func.count().over(**together).label("all"),
        )
        .where(~runs.c.passed)
        .subquery()
    )
    page = select(rows.c.id, rows.c.all).where(rows.c.place == 1)
    if before is not None:
        page = page.where(rows.c.id < before)
    # Pages are cut before anything is joined to them, so that a long history is gone through once.
    shown = page.order_by(rows.c.id.desc()).limit(most).subquery()
    statement = (
        select(SectionRevision, func.coalesce(User.name, ""), shown.c.all)
        .join(shown, shown.c.id == SectionRevision.id)
        .outerjoin(User, User.id == SectionRevision.made_by)
        .order_by(SectionRevision.id.desc())
        .options(_WITHOUT_TEXTS)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def saved_together(document_id: uuid.UUID, revision_id: uuid.UUID) -> Sequence[Told]:
    """What was saved together with a revision, as by an import, without the texts. One query."""
    told = aliased(SectionRevision)
    statement = (
        _with_author()
        .join(
            told,
            and_(
                told.created_at == SectionRevision.created_at,
                told.made_by.is_not_distinct_from(SectionRevision.made_by),
                told.cause == SectionRevision.cause,
                told.document_id == SectionRevision.document_id,
            ),
        )
        .where(SectionRevision.document_id == document_id, told.id == revision_id)
        .options(_WITHOUT_TEXTS)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def passed_revisions(*, before: datetime) -> Select[uuid.UUID]:
    """The revisions within a run that were followed by the next of the run before a moment."""
    runs = _runs()
    return select(runs.c.id).where(runs.c.passed, runs.c.followed_at < before)


def authors_since(
    document_id: uuid.UUID, section_key: uuid.UUID, number: int, *, besides: uuid.UUID
) -> Sequence[str]:
    """The names of those who saved a section after its revision `number`, but for `besides`."""
    statement = (
        select(User.name)
        .join(SectionRevision, SectionRevision.made_by == User.id)
        .where(*_of(document_id, section_key), SectionRevision.number > number, User.id != besides)
        .group_by(User.name)
        .order_by(func.min(SectionRevision.number))
    )
    return session.scalars(statement).all()


def blocks_elsewhere(version_id: uuid.UUID, section_key: uuid.UUID) -> set[uuid.UUID]:
    """The keys of all blocks of a version that stand in another section than this."""
    statement = (
        select(Block.key)
        .join(Section)
        .where(Section.version_id == version_id, Section.key != section_key)
    )
    return set(session.scalars(statement))


def _of(document_id: uuid.UUID, section_key: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return (SectionRevision.document_id == document_id, SectionRevision.section_key == section_key)


def _with_author() -> Select[SectionRevision, str]:
    return select(SectionRevision, func.coalesce(User.name, "")).outerjoin(
        User, User.id == SectionRevision.made_by
    )


def _runs(*where: ColumnElement[bool]) -> Subquery:
    """Each revision, whether the next belongs to the same run, and when that was made."""
    kept = SectionRevision
    window: dict[str, Any] = {
        "partition_by": (kept.document_id, kept.section_key),
        "order_by": (kept.number, kept.id),
    }
    run = func.floor(func.extract("epoch", kept.created_at) / RUN_SECONDS)
    passed = and_(
        kept.cause == RevisionCause.WRITTEN,
        func.lead(kept.cause).over(**window) == RevisionCause.WRITTEN,
        func.lead(kept.made_by).over(**window) == kept.made_by,
        func.lead(run).over(**window) == run,
        func.row_number().over(**window) > 1,
    )
    return (
        select(
            kept.id,
            kept.number,
            kept.created_at,
            kept.made_by,
            kept.cause,
            func.coalesce(passed, False).label("passed"),
            func.lead(kept.created_at).over(**window).label("followed_at"),
        )
        .where(*where)
        .subquery()
    )
