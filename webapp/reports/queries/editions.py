"""Reading editions, and the material that one is compiled from."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import String, cast, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from webapp.assessment import queries as assessment
from webapp.assessment.models import Excerpt, Point
from webapp.core.background import UNDER_WAY, JobStatus
from webapp.core.database import BATCH, Stream, alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.drafts import queries as drafts
from webapp.drafts.models import ApprovalOutcome, Version
from webapp.reports.audience import Audience
from webapp.reports.commented import Anchor
from webapp.reports.material import Material
from webapp.reports.models import (
    Edition,
    EditionApproval,
    EditionFile,
    Format,
    Package,
    ReportTemplate,
)
from webapp.reports.queries import texts
from webapp.reports.queries.inside import inside
from webapp.responses import queries as responses
from webapp.responses.models import Comment, Response
from webapp.rounds.models import Invitation, Question, Round

PAGE = 20


def material(round_id: uuid.UUID, audience: Audience = Audience.PUBLIC) -> Material:
    """What the report on a round is compiled from: the responses that count, and their points.

    What staff know among themselves is read only for those who may know it.
    """
    round_ = session.get_one(Round, round_id, options=[joinedload(Round.consultation)])
    version = round_.version
    later = later_text(version)
    return Material(
        round=round_,
        invitations=Stream(
            select(Invitation)
            .where(Invitation.round_id == round_id)
            .order_by(alphabetical(Invitation.name))
        ),
        responses=responses.stream_of_senders(round_id),
        whole=_Numbered(round_id),
        sections=drafts.reading(round_.version_id),
        questions=session.scalars(
            select(Question).where(Question.round_id == round_id).order_by(Question.ordinal)
        ).all(),
        points=assessment.stream(round_id),
        later=drafts.reading(later.id) if later else (),
        arguments=assessment.arguments(round_id),
        behind=assessment.stream_behind(round_id),
        alike=assessment.confirmed_groups(round_id),
        waiting=assessment.waiting_points(round_id),
        **(_among_staff(round_id) if audience is Audience.INTERNAL else {}),
        causes=assessment.changes_between(version.document, version, later) if later else {},
    )


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The responses of a round with the numbers of their points, one query for so many of each."""

    round_id: uuid.UUID

    def __iter__(self) -> Iterator[tuple[Response, Mapping[uuid.UUID, int]]]:
        stream = responses.stream(self.round_id)
        coming = iter(stream)
        while batch := list(islice(coming, stream.batch)):
            numbers = assessment.numbers_within([each.id for each in batch])
            yield from ((each, numbers) for each in batch)


def _among_staff(round_id: uuid.UUID) -> dict[str, Any]:
    names = texts.persons(round_id)
    return {"inside": inside(round_id), "hushed": texts.masked_words(round_id) | names}


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


def anchors(round_id: uuid.UUID) -> Iterator[tuple[str, Anchor]]:
    """The number of each point of a round, and where it is on the text. One query, read in batches.

    A batch is in memory at a time: a round's quotes and proposals may fill more than all the rest.
    """
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
        .execution_options(yield_per=BATCH)
    )
    for number, *row in session.execute(statement):
        yield str(number), Anchor(*row)


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
            joinedload(Edition.maker),
            joinedload(Edition.canceller),
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


def figures_file(edition_: Edition) -> EditionFile:
    """The file that an edition's figures are read out of: their own, or the whole in older ones.

    Raises:
        NotFoundError: the edition has neither.
    """
    formats = {each.format for each in edition_.files}
    return file(edition_, Format.FIGURES if Format.FIGURES in formats else Format.JSON)


def under_way(round_id: uuid.UUID) -> Sequence[Edition]:
    """The editions that wait or are being compiled now, newest first."""
    statement = select(Edition).where(Edition.round_id == round_id, Edition.status.in_(UNDER_WAY))
    return session.scalars(statement.order_by(Edition.number.desc())).all()


def kept_formats(edition_id: uuid.UUID) -> dict[Format, StoredFile]:
    """The formats that are kept of an edition, as the database has them. One query."""
    statement = select(EditionFile).where(EditionFile.edition_id == edition_id)
    found = session.scalars(statement.options(joinedload(EditionFile.file)))
    return {each.format: each.file for each in found}


def next_number(round_id: uuid.UUID) -> int:
    """The number of the next edition, from 1."""
    statement = select(func.max(Edition.number)).where(Edition.round_id == round_id)
    return (session.scalar(statement) or 0) + 1


def expired_editions(at: datetime) -> Sequence[Edition]:
    """Editions whose files are past their time and still there, with nothing that keeps them.

    What keeps them: it is or was published, is before an approver or approved, is the newest that
    is whole, or a package is made of it.
    """
    newer = aliased(Edition)
    later = exists().where(
        newer.round_id == Edition.round_id,
        newer.number > Edition.number,
        newer.status == JobStatus.DONE,
    )
    approval = exists().where(
        EditionApproval.edition_id == Edition.id,
        EditionApproval.withdrawn_at.is_(None),
        (EditionApproval.outcome.is_(None)) | (EditionApproval.outcome == ApprovalOutcome.APPROVED),
    )
    packed = exists().where(
        Package.edition_id == Edition.id, Package.status.in_([*UNDER_WAY, JobStatus.DONE])
    )
    statement = select(Edition).where(
        Edition.status.in_([JobStatus.DONE, JobStatus.FAILED]),
        Edition.expires_at <= at,
        Edition.published_at.is_(None),
        exists().where(EditionFile.edition_id == Edition.id),
        later,
        ~approval,
        ~packed,
    )
    return session.scalars(statement.with_for_update(of=Edition, skip_locked=True)).all()
