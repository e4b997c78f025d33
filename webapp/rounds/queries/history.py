"""Reading everything that is known of one invited body."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import User
from webapp.audit.models import Entry
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Email
from webapp.organisations.models import Contact
from webapp.rounds import deadlines, policy
from webapp.rounds.labels import history as labels
from webapp.rounds.labels.history import Event
from webapp.rounds.models import Extension, Invitation, InvitationNote, Notice

MOST = 200
"""E-mails, and lines of the trail, that a body's page tells of."""


def history(body: Invitation, at: datetime) -> Sequence[Event]:
    """What happened with the body until the moment `at`, in no order; answers are not in it."""
    return list(_events(body, at))


def note(body: Invitation, note_id: uuid.UUID) -> InvitationNote:
    """One note about the body.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = session.get(InvitationNote, note_id)
    if found is None or found.invitation_id != body.id:
        raise NotFoundError(_l("This note does not exist."))
    return found


def contacts(body: Invitation) -> Sequence[Contact]:
    """Those in the register whom one can write to instead of the body's present address."""
    statement = (
        select(Contact)
        .where(Contact.organisation_id == body.organisation_id)
        .where(Contact.email != "", Contact.email != body.email)
        .order_by(Contact.ordinal)
    )
    return session.scalars(statement).all()


def _events(body: Invitation, at: datetime) -> Iterator[Event]:
    over = policy.is_over_for(body, at) and body.answered_as is None
    last = deadlines.end_of(policy.last_day(body.round, body))
    yield from labels.of_body(body, ended=min(last, at) if over else None)
    for mail in _mails(body):
        yield from labels.of_mail(mail)
    trail = _trail(body)
    for entry in trail:
        yield from labels.of_trail(entry)
    for asked, decider in _extensions(body):
        yield from labels.of_extension(asked, decider or "")
    questions = select(Notice).where(Notice.invitation_id == body.id).order_by(Notice.id)
    for question in session.scalars(questions.limit(MOST)):
        yield from labels.of_question(question)
    yield from labels.of_notes(_notes(body), trail)


def _mails(body: Invitation) -> Sequence[Email]:
    statement = (
        select(Email)
        .where(or_(Email.about == body.id, Email.concerns == body.id))
        .where(Email.occasion.in_(labels.TO_BODIES))
        .order_by(Email.id.desc())
        .limit(MOST)
    )
    return session.scalars(statement).all()


def _trail(body: Invitation) -> Sequence[Entry]:
    statement = (
        select(Entry)
        .where(Entry.subject == body.round_id)
        .where(Entry.details["invitation"].astext == str(body.id))
        .order_by(Entry.id.desc())
        .limit(MOST)
    )
    return session.scalars(statement).all()


def _extensions(body: Invitation) -> Sequence[tuple[Extension, str | None]]:
    statement = (
        select(Extension, User.name)
        .outerjoin(User, User.id == Extension.decided_by)
        .where(Extension.invitation_id == body.id)
        .order_by(Extension.id)
    )
    return [(asked, name) for asked, name in session.execute(statement)]


def _notes(body: Invitation) -> Sequence[InvitationNote]:
    statement = (
        select(InvitationNote)
        .where(InvitationNote.invitation_id == body.id)
        .options(joinedload(InvitationNote.author))
        .order_by(InvitationNote.id)
    )
    return session.scalars(statement).all()
