"""What staff note of a contact with an invited body beside the e-mails."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import deadlines
from webapp.rounds.models import Invitation, InvitationNote


@dataclass(frozen=True, slots=True)
class Contacted:
    """A contact: of what kind, when clocks in Stockholm showed what, and what was said."""

    kind: str
    wall: datetime
    text: str


def add_note(
    body: Invitation, facts: Contacted, actor: User, *, corrects: uuid.UUID | None = None
) -> InvitationNote:
    """Note a contact. One that `corrects` another leaves that one as it is, marked as corrected.

    Raises:
        DomainError: it is still to come, or clocks never showed that time.
    """
    moment = deadlines.on_the_wall(facts.wall)
    if moment is None:
        raise DomainError(
            _l("There is no such time: that night the clocks go forward. Give another time."),
            field="at",
        )
    if moment > clock.now():
        raise DomainError(
            _l("This is still to come. Give the day and time that it was."), field="at"
        )
    note = InvitationNote(
        invitation_id=body.id, kind=facts.kind, at=moment, text=facts.text, made_by=actor.id
    )
    session.add(note)
    session.flush()
    details = {"name": body.name, "invitation": str(body.id), "note": str(note.id)}
    more = {"corrects": str(corrects)} if corrects else {}
    action = "rounds.correct_note" if corrects else "rounds.note"
    record(action, subject=body.round_id, actor=actor, **details, **more)
    return note
