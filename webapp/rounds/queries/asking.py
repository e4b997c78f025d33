"""Reading the questions of rounds."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Question, Round


def question(question_id: uuid.UUID) -> Question:
    """The question, with its round and case.

    Raises:
        NotFoundError: there is none with this id.
    """
    statement = (
        select(Question)
        .where(Question.id == question_id)
        .options(joinedload(Question.round).joinedload(Round.consultation))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("This question does not exist."))
    return found
