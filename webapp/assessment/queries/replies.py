"""Reading standard replies."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from webapp.assessment.models import StandardReply
from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l


def standard_replies() -> Sequence[StandardReply]:
    """Every standard reply, by name. One query."""
    statement = select(StandardReply).order_by(alphabetical(StandardReply.name))
    return session.scalars(statement).all()


def standard_reply(reply_id: uuid.UUID) -> StandardReply:
    """One standard reply.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(StandardReply, reply_id)
    if found is None:
        raise NotFoundError(_l("There is no such standard reply."))
    return found


def has_reply_named(name: str, *, but: uuid.UUID | None) -> bool:
    """Whether another standard reply has the name."""
    statement = select(StandardReply.id).where(
        func.lower(StandardReply.name) == name.lower(), StandardReply.id.is_distinct_from(but)
    )
    return session.scalar(statement.limit(1)) is not None


def standard_text(value: str) -> str:
    """The text that a choice `<id>:<language>` names, or nothing."""
    reply_id, _, language = value.partition(":")
    found = next((each for each in standard_replies() if str(each.id) == reply_id), None)
    return found.texts.get(language, "") if found else ""
