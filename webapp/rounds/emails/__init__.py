"""The e-mails of rounds: to whom, on what occasion, with which words; and their queueing."""

from webapp.rounds.emails.faults import tell_of_undelivered, undelivered
from webapp.rounds.emails.invitations import BATCH, invitations, invite_some, previews, send

__all__ = [
    "BATCH",
    "invitations",
    "invite_some",
    "previews",
    "send",
    "tell_of_undelivered",
    "undelivered",
]
