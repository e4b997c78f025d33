"""What of a round stands in people's calendars: last days and meetings."""

from datetime import datetime, timedelta

from webapp.core.rendering import address, gettext, localised
from webapp.notifications.calendars import Entry
from webapp.rounds import policy
from webapp.rounds.models import Invitation, Meeting, Round


def of_meeting(meeting: Meeting) -> Entry:
    """The meeting, in the language now spoken."""
    return Entry(
        uid=f"meeting-{meeting.id}@yttra",
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=localised(meeting.title),
        description=localised(meeting.description),
        location=meeting.place or meeting.link,
        url=meeting.link,
        cancelled=meeting.cancelled_at is not None,
    )


def of_deadline(round_: Round, invitation: Invitation | None = None) -> Entry:
    """The last day to answer, for everyone or for one body, in the language now spoken.

    The sequence rises when the day is put off, and when the round is cancelled.
    """
    day = policy.last_day(round_, invitation)
    title = localised(round_.consultation.title)
    return Entry(
        uid=f"deadline-{invitation.id if invitation else round_.id}@yttra",
        sequence=max(day.toordinal() - _first_day(round_), 0) + bool(round_.cancelled_at),
        stamp=_last_done(round_),
        start=day,
        end=day + timedelta(days=1),
        summary=gettext("Last day to answer: %(title)s", title=title),
        description=gettext("Registry number") + ": " + round_.consultation.registry_number,
        url=address("responses.read", round_id=round_.id),
        cancelled=round_.cancelled_at is not None,
    )


def _last_done(round_: Round) -> datetime:
    """When the round was last opened or ended; what only moves its day raises the sequence."""
    opened = round_.reopened_at or round_.opened_at or round_.created_at
    return round_.cancelled_at or opened


def _first_day(round_: Round) -> int:
    return (round_.first_deadline or round_.deadline).toordinal()
