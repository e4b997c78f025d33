"""What people and the clock do with consultations and rounds. One module a noun."""

from webapp.rounds.emails import invite_some
from webapp.rounds.policy import last_day
from webapp.rounds.service.cases import add_document, change_consultation, create_consultation
from webapp.rounds.service.invitations import (
    change_address,
    extend,
    note_answer,
    note_opened,
    note_started,
    resend,
)
from webapp.rounds.service.life import cancel, close, open_due, open_now, schedule, unschedule
from webapp.rounds.service.lists import add_bodies, remove_body
from webapp.rounds.service.locks import lock, lock_changeable
from webapp.rounds.service.rounds import change_round, create_round
from webapp.rounds.service.sweeping import sweep

__all__ = [
    "add_bodies",
    "add_document",
    "cancel",
    "change_address",
    "change_consultation",
    "change_round",
    "close",
    "create_consultation",
    "create_round",
    "extend",
    "invite_some",
    "last_day",
    "lock",
    "lock_changeable",
    "note_answer",
    "note_opened",
    "note_started",
    "open_due",
    "open_now",
    "remove_body",
    "resend",
    "schedule",
    "sweep",
    "unschedule",
]
