"""The e-mails of rounds: to whom, on what occasion, with which words; and their queueing."""

from webapp.rounds.emails.corrections import tell_of_correction
from webapp.rounds.emails.extensions import tell_of_decision, tell_of_extension_asked
from webapp.rounds.emails.faults import tell_of_undelivered, undelivered, undelivered_to_be
from webapp.rounds.emails.invitations import BATCH, invitations, invite_some, previews, send
from webapp.rounds.emails.meetings import meeting_letters, previews_of_meeting, tell_some_of_meeting
from webapp.rounds.emails.notices import previews_of, tell_asker, tell_of_question, tell_some
from webapp.rounds.emails.reminders import previews_of_reminder, reminders_to, unpublished
from webapp.rounds.emails.shared import Preview, is_said_otherwise, preview
from webapp.rounds.emails.weekly import weekly

__all__ = [
    "BATCH",
    "Preview",
    "invitations",
    "invite_some",
    "is_said_otherwise",
    "meeting_letters",
    "preview",
    "previews",
    "previews_of",
    "previews_of_meeting",
    "previews_of_reminder",
    "reminders_to",
    "send",
    "tell_asker",
    "tell_of_correction",
    "tell_of_decision",
    "tell_of_extension_asked",
    "tell_of_question",
    "tell_of_undelivered",
    "tell_some",
    "tell_some_of_meeting",
    "undelivered",
    "undelivered_to_be",
    "unpublished",
    "weekly",
]
