"""Reading editions, and the material that one is compiled from."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.assessment import queries as assessment
from webapp.assessment.models import Excerpt, Point
from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.drafts.models import Version
from webapp.reports.commented import Anchor
from webapp.reports.material import Material
from webapp.reports.models import Edition, EditionFile, EditionStatus, Format, ReportTemplate
from webapp.responses import queries as responses
from webapp.responses.models import Comment, Response
from webapp.rounds.models import Invitation, Question, Round

PAGE = 20


def material(round_id: uuid.UUID) -> Material:
    """What the report on a round is compiled from: the responses that count, and their points."""
    round_ = session.get_one(Round, round_id, options=[joinedload(Round.consultation)])
    version = round_.version
    later = later_text(version)
    return Material(
        round=round_,
        invitations=session.scalars(
            select(Invitation)
            .where(Invitation.round_id == round_id)
            .order_by(alphabetical(Invitation.name))
        ).all(),
        responses=responses.submitted(round_id),
        sections=drafts.reading(round_.version_id),
        questions=session.scalars(
            select(Question).where(Question.round_id == round_id).order_by(Question.ordinal)
        ).all(),
        points=assessment.points(round_id),
        later=drafts.reading(later.id) if later else (),
        arguments=assessment.arguments(round_id),
        behind=assessment.points_by_argument(round_id),
        alike=assessment.confirmed_groups(round_id),
        causes=assessment.changes_between(version.document, version, later) if later else {},
    )


def later_text(version: Version) -> Version | None:
    """What a version became: the next that was sent out, or else the one being written."""
    statement = (
        select(Version)
        .join(Round, Round.version_id == Version.id)
        .where(
            Version.document_id == version.document_id,
            Version.number > version.number,
            Round.opened_at.is_not(None),
        )
        .order_by(Version.number)
        .limit(1)
    )
    return session.scalars(statement).first() or drafts.working_version(version.document_id)


def anchors(round_id: uuid.UUID) -> dict[str, Anchor]:
    """Where each point of a round is on the text, by its number. One query."""
    statement = (
        select(
            Point.number,
            Response.submitted_at,
            Point.section_key,
            Comment.block_key,
            func.coalesce(Comment.quote, Excerpt.quote, ""),
            func.coalesce(Comment.proposed_wording, Excerpt.proposed_wording, ""),
            func.coalesce(cast(Comment.change, String), ""),
            Comment.selector,
        )
        .join(Response, Response.id == Point.response_id)
        .outerjoin(Comment, Comment.id == Point.comment_id)
        .outerjoin(Excerpt, Excerpt.id == Point.excerpt_id)
        .where(Point.round_id == round_id)
    )
    return {str(number): Anchor(*row) for number, *row in session.execute(statement)}


def editions(round_id: uuid.UUID) -> Sequence[Edition]:
    """The editions of a round's report, newest first, with their files."""
    statement = (
        select(Edition)
        .where(Edition.round_id == round_id)
        .options(selectinload(Edition.files).joinedload(EditionFile.file))
        .order_by(Edition.number.desc())
        .limit(PAGE)
    )
    return session.scalars(statement).all()


def edition(edition_id: uuid.UUID) -> Edition:
    """The edition, with its files.

    Raises:
        NotFoundError: there is none.
    """
    statement = (
        select(Edition)
        .where(Edition.id == edition_id)
        .options(
            selectinload(Edition.files).joinedload(EditionFile.file),
            joinedload(Edition.round).joinedload(Round.consultation),
            joinedload(Edition.template).joinedload(ReportTemplate.file),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such edition."))
    return found


def file(edition_: Edition, format_: Format) -> EditionFile:
    """One edition in one format.

    Raises:
        NotFoundError: the edition has none such.
    """
    for candidate in edition_.files:
        if candidate.format is format_:
            return candidate
    raise NotFoundError(_l("The report does not exist in this format."))


def under_way(round_id: uuid.UUID) -> Edition | None:
    """The edition that is being compiled now, if any."""
    statement = select(Edition).where(
        Edition.round_id == round_id,
        Edition.status.in_([EditionStatus.QUEUED, EditionStatus.RUNNING]),
    )
    return session.scalars(statement.order_by(Edition.number.desc()).limit(1)).one_or_none()


def next_number(round_id: uuid.UUID) -> int:
    """The number of the next edition, from 1."""
    statement = select(func.max(Edition.number)).where(Edition.round_id == round_id)
    return (session.scalar(statement) or 0) + 1


def lost(before: datetime) -> Sequence[Edition]:
    """Editions that wait for a worker, or whose worker has said nothing since `before`."""
    statement = (
        select(Edition)
        .where(
            (Edition.status == EditionStatus.QUEUED)
            | ((Edition.status == EditionStatus.RUNNING) & (Edition.claimed_at < before))
        )
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()
