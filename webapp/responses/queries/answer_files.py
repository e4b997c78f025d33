"""Reading the files that a body answered in. Each is asked for through its own space."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import AnswerFile, AnswerFind, FindState, OwnSpace

FILES_SHOWN = 20


def answer_files(space: OwnSpace) -> Sequence[tuple[AnswerFile, int]]:
    """The latest files of a space, newest first, each with how many finds wait in it."""
    waiting = (
        select(func.count())
        .where(AnswerFind.answer_file_id == AnswerFile.id, AnswerFind.state == FindState.WAITING)
        .scalar_subquery()
    )
    statement = (
        select(AnswerFile, waiting)
        .where(AnswerFile.space_id == space.id)
        .options(joinedload(AnswerFile.file), joinedload(AnswerFile.author))
        .order_by(AnswerFile.created_at.desc(), AnswerFile.id.desc())
        .limit(FILES_SHOWN)
    )
    return [(file, count) for file, count in session.execute(statement)]


def handed_in(space: OwnSpace, form_key: uuid.UUID) -> AnswerFile | None:
    """The file that came by the form with this key, if one did."""
    statement = select(AnswerFile).where(
        AnswerFile.form_key == form_key, AnswerFile.space_id == space.id
    )
    return session.scalars(statement).one_or_none()


def answer_file(space: OwnSpace, file_id: uuid.UUID) -> AnswerFile:
    """One file of a space.

    Raises:
        NotFoundError: the space has none such.
    """
    statement = (
        select(AnswerFile)
        .where(AnswerFile.id == file_id, AnswerFile.space_id == space.id)
        .options(joinedload(AnswerFile.file), joinedload(AnswerFile.author))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such file."))
    return found


def finds_in(file: AnswerFile) -> Sequence[AnswerFind]:
    """Everything that was found in a file, in the order of the text."""
    statement = select(AnswerFind).where(AnswerFind.answer_file_id == file.id)
    return session.scalars(statement.order_by(AnswerFind.ordinal)).all()


def find_in(file: AnswerFile, find_id: uuid.UUID) -> AnswerFind:
    """One find of a file.

    Raises:
        NotFoundError: the file has none such.
    """
    statement = select(AnswerFind).where(
        AnswerFind.id == find_id, AnswerFind.answer_file_id == file.id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such find in this file."))
    return found


def settled_marks(space_id: uuid.UUID, marks: Collection[str]) -> set[str]:
    """Those of the marks whose find was taken or left from an earlier file of the space."""
    settled = AnswerFind.state != FindState.WAITING
    return set(session.scalars(_marks(space_id, marks).where(settled)))


def taken_marks(space_id: uuid.UUID, marks: Collection[str]) -> set[str]:
    """Those of the marks whose find is in the answer, from whichever file of the space."""
    taken = AnswerFind.state == FindState.TAKEN
    return set(session.scalars(_marks(space_id, marks).where(taken)))


def _marks(space_id: uuid.UUID, marks: Collection[str]) -> Select[str]:
    return (
        select(AnswerFind.mark)
        .join(AnswerFile, AnswerFile.id == AnswerFind.answer_file_id)
        .where(AnswerFile.space_id == space_id, AnswerFind.mark.in_(marks))
    )
