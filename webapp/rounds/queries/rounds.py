"""Reading rounds."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import joinedload

from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.drafts.models import Version
from webapp.rounds import distribution
from webapp.rounds.models import Round
from webapp.rounds.queries.groups import group_lines
from webapp.rounds.queries.sami import sami_track


def get(round_id: uuid.UUID) -> Round:
    """The round, with its case and its version.

    Raises:
        NotFoundError: there is none with this id.
    """
    statement = _with_case(select(Round).where(Round.id == round_id))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("This round does not exist."))
    return found


def showing(versions: Collection[uuid.UUID]) -> Sequence[Round]:
    """The rounds that ask about any of these versions, newest first, whatever their state."""
    statement = select(Round).where(Round.version_id.in_(versions))
    return session.scalars(statement.order_by(Round.id.desc())).all()


def open_rounds() -> Sequence[Round]:
    """The rounds that take answers in time now, soonest deadline first, each with its case.

    Those that only invited bodies may answer are among them (`open_to_public`).
    """
    today = clock.local(clock.now()).date()
    statement = _with_case(select(Round)).where(is_running(), Round.deadline >= today)
    statement = statement.order_by(Round.deadline, Round.id)
    return session.scalars(statement).all()


def preparation(round_: Round, at: datetime) -> dict[str, Any]:
    """What is there and what is missing before the round opens, the text's languages too."""
    untranslated = drafts.lacking(round_.version, round_.text_languages)
    track = sami_track(round_.consultation_id)
    ready = distribution.preparation(round_, at)
    lines = group_lines(round_)
    return {**ready, "untranslated": untranslated, "track": track, "lines": lines}


def _with_case(statement: Select[Round]) -> Select[Round]:
    return statement.options(
        joinedload(Round.consultation), joinedload(Round.version).joinedload(Version.document)
    )


def is_running() -> ColumnElement[bool]:
    """Whether a round has opened and nobody has ended it. The clock may have: see its deadline."""
    return and_(
        Round.opened_at.is_not(None), Round.closed_at.is_(None), Round.cancelled_at.is_(None)
    )
