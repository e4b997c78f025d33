"""What is done to meetings, and the telling of those who are called to them."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import Localised, session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import first
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks
from webapp.rounds import emails, queries
from webapp.rounds.models import Consultation, Meeting, MeetingKind

LOST_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What staff say of a meeting: all that those who are called need to know."""

    kind: MeetingKind
    title: Localised
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    is_public: bool = False
    round_id: uuid.UUID | None = None
    description: Localised = field(default_factory=dict)

    def write_on(self, meeting: Meeting) -> None:
        """Give the meeting these facts."""
        for name in ("kind", "title", "starts_at", "ends_at", "place", "link", "is_public"):
            setattr(meeting, name, getattr(self, name))
        meeting.round_id = self.round_id
        meeting.description = {tag: blocks.clean(text) for tag, text in self.description.items()}


def add_meeting(case: Consultation, facts: MeetingFacts, actor: User, *, key: uuid.UUID) -> Meeting:
    """Plan a meeting in the case, once for each `key`. Nobody is told yet.

    Raises:
        DomainError: it ends before it begins, or has neither a place nor a link.
    """
    _check(facts)
    session.refresh(case, with_for_update={"of": Consultation})
    there = session.get(Meeting, key)
    if there is not None:
        return there
    meeting = Meeting(id=key, consultation=case, made_by=actor.id)
    facts.write_on(meeting)
    session.add(meeting)
    session.flush()
    record("rounds.add_meeting", subject=case.id, actor=actor, title=first(meeting.title))
    return meeting


def change_meeting(meeting: Meeting, facts: MeetingFacts, actor: User) -> None:
    """Change a meeting. Its sequence rises, so that calendars take the latest.

    Raises:
        ConflictError: it is cancelled, or e-mails about it are being written.
        DomainError: it ends before it begins, or has neither a place nor a link.
    """
    _check(facts)
    _hold(meeting)
    facts.write_on(meeting)
    _note_changed(meeting)
    title = first(meeting.title)
    record("rounds.change_meeting", subject=meeting.consultation_id, actor=actor, title=title)


def cancel_meeting(meeting: Meeting, reason: str, actor: User) -> None:
    """Cancel a meeting, and tell those who were told of it.

    Raises:
        ConflictError: it is cancelled already or over, or e-mails about it are being written.
    """
    _hold(meeting)
    _require_ahead(meeting)
    _note_changed(meeting)
    meeting.cancelled_at, meeting.cancelled_because = meeting.changed_at, reason
    title = first(meeting.title)
    record("rounds.cancel_meeting", subject=meeting.consultation_id, actor=actor, title=title)
    if meeting.told_sequence is not None:
        _tell(meeting)


def document_meeting(meeting: Meeting, notes: Localised, film: str, actor: User) -> None:
    """Write down what was said at a meeting, and where its film is."""
    meeting.notes = {tag: blocks.clean(text) for tag, text in notes.items()}
    meeting.film = film
    title = first(meeting.title)
    record("rounds.document_meeting", subject=meeting.consultation_id, actor=actor, title=title)


def tell_of_meeting(meeting: Meeting, actor: User) -> None:
    """Tell those who are called of the meeting as it is now.

    Raises:
        ConflictError: they have been told of it as it is, or it is over.
    """
    session.refresh(meeting, with_for_update={"of": Meeting})
    _require_ahead(meeting)
    if meeting.told_sequence == meeting.sequence or meeting.telling_at is not None:
        raise ConflictError(_l("Those who are called have been told of the meeting as it is."))
    _tell(meeting)
    title = first(meeting.title)
    record("rounds.tell_of_meeting", subject=meeting.consultation_id, actor=actor, title=title)


def tell_some_of_meeting(
    meeting_id: uuid.UUID, *, after: uuid.UUID | None = None
) -> uuid.UUID | None:
    """Write some of the e-mails about a meeting; returns the body to go on after.

    It can be broken off and begun again at any time: the same is never said twice to one address.
    """
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.telling_at is None:
        return None
    latest = emails.tell_some_of_meeting(meeting, after=after)
    if latest is None:
        meeting.telling_at, meeting.told_sequence = None, meeting.sequence
    return latest


def sweep_meetings() -> None:
    """Ask again for e-mails about meetings that a lost message left."""
    for meeting_id in queries.meetings_to_tell(clock.now() - LOST_AFTER):
        enqueue(Task.TELL_OF_MEETING, meeting_id)


def _tell(meeting: Meeting) -> None:
    meeting.telling_at = clock.now()
    session.flush()
    enqueue(Task.TELL_OF_MEETING, meeting.id)


def _hold(meeting: Meeting) -> None:
    """Let nobody else change the meeting until the transaction ends, where it can change at all.

    While e-mails about it are being written it cannot, or some would be told of what is no
    longer so and never hear of it again.
    """
    session.refresh(meeting, with_for_update={"of": Meeting})
    if meeting.cancelled_at is not None:
        raise ConflictError(_l("This meeting is cancelled, so it cannot change."))
    if meeting.telling_at is not None:
        raise ConflictError(
            _l("E-mails about the meeting are being written. Try again in a minute.")
        )


def _note_changed(meeting: Meeting) -> None:
    """What stands in calendars is no longer so: they are to take it anew."""
    meeting.sequence += 1
    meeting.changed_at = clock.now()


def _require_ahead(meeting: Meeting) -> None:
    if meeting.ends_at <= clock.now():
        raise ConflictError(_l("The meeting is over. No e-mails about it leave any more."))


def _check(facts: MeetingFacts) -> None:
    if facts.ends_at <= facts.starts_at:
        raise DomainError(_l("The meeting must end after it begins."), field="ends_at")
    if not facts.place and not facts.link:
        raise DomainError(_l("Fill in a place, or a link to join by."), field="place")
