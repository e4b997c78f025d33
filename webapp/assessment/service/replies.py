"""Keeping standard replies."""

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.models import StandardReply
from webapp.audit import service as audit
from webapp.core.database import Localised, session, uuid7
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l


def keep_reply(
    reply: StandardReply | None, name: str, texts: Localised, *, actor: User
) -> StandardReply:
    """Keep a standard reply, a new one where there is none yet. Replies that are given stay.

    Raises:
        ForbiddenError: the person may not.
        DomainError: another has the name, or it says nothing.
    """
    _check_may(actor)
    if not any(texts.values()):
        raise DomainError(_l("Write the reply, in one language at least."), field="text_sv")
    if queries.has_reply_named(name, but=reply.id if reply else None):
        raise DomainError(_l("Another standard reply has that name."), field="name")
    if reply is None:
        reply = StandardReply(id=uuid7(), made_by=actor.id)
        session.add(reply)
    reply.name, reply.texts = name, {tag: text for tag, text in texts.items() if text}
    session.flush()
    audit.record("assessment.keep_reply", subject=reply.id, actor=actor, name=name, texts=texts)
    return reply


def drop_reply(reply: StandardReply, *, actor: User) -> None:
    """Keep a standard reply no longer. Replies that were given with its words stay.

    Raises:
        ForbiddenError: the person may not.
    """
    _check_may(actor)
    audit.record("assessment.drop_reply", subject=reply.id, actor=actor, name=reply.name)
    session.delete(reply)


def _check_may(actor: User) -> None:
    if not actor.roles & policy.WEIGHERS:
        raise ForbiddenError(_l("Only those who assess points keep standard replies."))
