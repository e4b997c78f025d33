"""Reading what is or was published, and who was told of it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Email, Occasion
from webapp.reports import shortly
from webapp.reports.models import Edition, EditionFile
from webapp.rounds.models import Round


def find_published(round_id: uuid.UUID) -> Edition | None:
    """The edition of a round's report that was published last, also where it is withdrawn."""
    statement = _published(round_id).order_by(Edition.published_at.desc()).limit(1)
    return session.scalars(statement).one_or_none()


def published(round_id: uuid.UUID) -> Edition:
    """As `find_published`.

    Raises:
        NotFoundError: none was ever published.
    """
    found = find_published(round_id)
    if found is None:
        raise NotFoundError(_l("The report on this consultation is not published yet."))
    return found


def published_by_code(code: str) -> Edition:
    """As `published`, of the round whose report has that short code.

    Raises:
        NotFoundError: none was published under it.
    """
    ending = shortly.ending(code)
    statement = (
        select(Edition)
        .where(Edition.published_at.is_not(None))
        .where(func.right(cast(Edition.round_id, String), len(ending)) == ending)
        .order_by(Edition.published_at.desc())
        .limit(1)
    )
    found = session.scalars(statement).one_or_none() if ending else None
    if found is None:
        raise NotFoundError(_l("No report has this address. See that every letter is right."))
    return found


def published_edition(round_id: uuid.UUID, number: int) -> Edition:
    """One edition that is or was published, by its number.

    Raises:
        NotFoundError: there is none.
    """
    statement = _published(round_id).where(Edition.number == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such edition."))
    return found


def other_published(edition: Edition) -> Sequence[Edition]:
    """The other editions of the same report that are or were published, newest first."""
    statement = select(Edition).where(
        Edition.round_id == edition.round_id,
        Edition.id != edition.id,
        Edition.published_at.is_not(None),
    )
    return session.scalars(statement.order_by(Edition.published_at.desc())).all()


def whole_before(edition: Edition) -> Sequence[Edition]:
    """The earlier whole editions of the same report, newest first, with their files."""
    statement = (
        select(Edition)
        .where(
            Edition.round_id == edition.round_id,
            Edition.number < edition.number,
            Edition.status == JobStatus.DONE,
        )
        .options(selectinload(Edition.files).joinedload(EditionFile.file))
        .order_by(Edition.number.desc())
    )
    return session.scalars(statement).all()


def told(round_id: uuid.UUID) -> dict[str, Email]:
    """Who got the e-mail that the report is published, by address: the first such e-mail."""
    statement = (
        select(Email)
        .where(Email.thread == round_id, Email.occasion == Occasion.REPORT_PUBLISHED)
        .order_by(Email.id.desc())
    )
    return {email.address: email for email in session.scalars(statement)}


def _published(round_id: uuid.UUID) -> Select[Edition]:
    return (
        select(Edition)
        .where(Edition.round_id == round_id, Edition.published_at.is_not(None))
        .options(
            selectinload(Edition.files).joinedload(EditionFile.file),
            joinedload(Edition.round).joinedload(Round.consultation),
        )
    )
