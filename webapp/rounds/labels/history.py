"""What is said of everything that is known of one invited body: a line and a moment for each."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.audit.models import Entry
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import show_date
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds.models import Extension, Invitation, InvitationNote, Notice


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with one body, and when."""

    at: datetime
    what: Any
    detail: str = ""
    """A few words more: an address, a number, why."""
    words: str = ""
    """What somebody wrote, as it was written."""
    who: str = ""
    tone: str = "neutral"
    endpoint: str = ""
    """Where more of it is, if anywhere, with what that address needs."""
    values: Mapping[str, Any] = field(default_factory=dict)
    note: uuid.UUID | None = None
    """The note that it is, which can be corrected; None where it is none, or was corrected."""
    is_corrected: bool = False


MAILS: Mapping[Occasion, Any] = {
    Occasion.INVITATION: _l("The invitation"),
    Occasion.REMINDER_FOUR_WEEKS: _l("The reminder four weeks before the last day"),
    Occasion.REMINDER_ONE_WEEK: _l("The reminder a week before the last day"),
    Occasion.REMINDER_LAST_DAY: _l("The reminder on the last working day"),
    Occasion.NOT_OPENED: _l("The e-mail about the invitation not being opened"),
    Occasion.HEADS_UP: _l("The e-mail that an invitation is coming"),
    Occasion.STILL_CAN: _l("The e-mail that one still can answer"),
    Occasion.THANKS: _l("The thanks"),
    Occasion.MEETING_INVITED: _l("The invitation to a meeting"),
    Occasion.MEETING_CHANGED: _l("The e-mail that a meeting has changed"),
    Occasion.MEETING_CANCELLED: _l("The e-mail that a meeting is cancelled"),
    Occasion.CORRECTION: _l("The e-mail about a correction"),
    Occasion.QUESTION_SHARED: _l("The e-mail about a question and its answer"),
    Occasion.QUESTION_ANSWERED: _l("The answer to the body's question"),
    Occasion.PUT_OFF: _l("The e-mail about a later last day for all"),
    Occasion.EXTENSION_GRANTED: _l("The e-mail that more time was given"),
    Occasion.EXTENSION_DENIED: _l("The e-mail that more time was not given"),
    Occasion.RECEIPT: _l("The receipt"),
    Occasion.BOARD_DECISION: _l("The e-mail about what the board decided"),
    Occasion.POSITION_READ: _l("The e-mail about how the letter was read"),
}
"""What each e-mail to a body is called, at the beginning of a sentence."""

TO_STAFF = frozenset(
    {
        Occasion.UNDELIVERED,
        Occasion.UNPUBLISHED,
        Occasion.WEEKLY_STATUS,
        Occasion.QUESTION_ASKED,
        Occasion.EXTENSION_ASKED,
    }
)

TO_BODIES = tuple(
    each
    for each in Occasion
    if each in MAILS or (each.value.startswith("rounds/") and each not in TO_STAFF)
)
"""The e-mails that a body's history tells of. What its own people write to each other is none."""

NOTE_KINDS: Mapping[str, Any] = {
    "phone": _l("Phone call"),
    "meeting": _l("Meeting"),
    "letter": _l("Letter or e-mail"),
    "other": _l("Other contact"),
}


def mail_name(occasion: str) -> Any:
    """What an e-mail to a body is called, at the beginning of a sentence."""
    return MAILS.get(Occasion(occasion), _l("An e-mail"))


def of_body(body: Invitation, *, ended: datetime | None) -> Iterator[Event]:
    """What the body itself did. `ended`: when its time ran out, if it has and nothing was sent."""
    yield Event(body.created_at, _l("Put on the distribution list"), body.reason)
    steps = (
        (body.opened_at, _l("Opened the invitation"), "info"),
        (body.forwarded_at, _l("A second person came in for the body"), "info"),
        (body.started_at, _l("Began to answer"), "info"),
        (body.in_approval_at, _l("Asked its approver"), "info"),
        (ended, _l("The last day passed without an answer"), "warning"),
    )
    for moment, what, tone in steps:
        if moment is not None:
            yield Event(moment, what, tone=tone)


def of_mail(mail: Email) -> Iterator[Event]:
    """What became of an e-mail to the body."""
    name = MAILS.get(mail.occasion, _l("An e-mail"))
    to = mail.address
    before = mail.sent_at or mail.created_at  # An e-mail can be sent again, with another outcome.
    if mail.sent_at is not None:
        said = _l("%(mail)s was accepted by the recipient's mail server", mail=name)
        yield Event(mail.sent_at, said, to, tone="success")
    if mail.status is EmailStatus.FAILED:
        said = _l("%(mail)s was refused by the recipient's mail server", mail=name)
        yield Event(mail.claimed_at or before, said, to, words=mail.answer or "", tone="danger")
    elif not mail.status.is_settled:
        why = (mail.answer or "") if mail.attempts else ""
        yield Event(before, _l("%(mail)s waits to be sent", mail=name), to, words=why)
    if mail.status is EmailStatus.BOUNCED and mail.bounced_at is not None:
        said = _l("%(mail)s came back", mail=name)
        yield Event(mail.bounced_at, said, to, words=mail.answer or "", tone="danger")
    if mail.complained_at is not None:
        said = _l("%(mail)s was reported as unwanted", mail=name)
        yield Event(mail.complained_at, said, to, tone="danger")
    if mail.reported_at is not None:
        yield Event(mail.reported_at, _l("The contact person was told of it"), to)


def of_trail(entry: Entry) -> Iterator[Event]:
    """What staff did with the invitation."""
    details = entry.details
    if entry.action == "rounds.resend":
        yield Event(entry.at, _l("The invitation was sent again"), who=entry.actor_name)
    elif entry.action == "rounds.change_address":
        change = f"{details.get('before', '')} → {details.get('after', '')}"
        yield Event(entry.at, _l("The address was corrected"), change, who=entry.actor_name)


def of_extension(asked: Extension, decider: str) -> Iterator[Event]:
    """What the body asked for, and what it got."""
    if asked.asked_day is not None:
        said = _l("Asked to have until %(day)s", day=show_date(asked.asked_day))
        yield Event(asked.created_at, said, words=asked.reason, tone="info")
    if asked.decided_at is None:
        return
    if asked.granted_day is not None:
        said = _l("Got until %(day)s to answer", day=show_date(asked.granted_day))
    else:
        said = _l("Did not get more time")
    yield Event(asked.decided_at, said, words=asked.answer, who=decider)


def of_question(asked: Notice) -> Iterator[Event]:
    """What the body asked about the round."""
    yield Event(
        asked.created_at,
        _l("Asked a question"),
        words=asked.asked_text,
        tone="info",
        endpoint="rounds.notice",
        values={"round_id": asked.round_id, "notice_id": asked.id},
    )


def of_notes(notes: Sequence[InvitationNote], trail: Sequence[Entry]) -> Iterator[Event]:
    """The contacts that staff noted. A note that another one corrects stays, and says so."""
    corrected = {entry.details.get("corrects") for entry in trail}
    for note in reversed(notes):  # Of two about the same moment, the later written comes first.
        done = str(note.id) in corrected
        yield Event(
            note.at,
            NOTE_KINDS.get(note.kind, NOTE_KINDS["other"]),
            words=note.text,
            who=note.author.name,
            note=None if done else note.id,
            is_corrected=done,
        )
