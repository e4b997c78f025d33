"""What people and the clock do with consultations and rounds. One module a noun."""

from webapp.rounds.emails import invite_some
from webapp.rounds.policy import last_day
from webapp.rounds.service.asking import (
    add_question,
    change_question,
    move_question,
    remove_question,
)
from webapp.rounds.service.cases import add_document, change_consultation, create_consultation
from webapp.rounds.service.copying import copy_round
from webapp.rounds.service.corrections import correct_details, take_back
from webapp.rounds.service.decisions import correct_decision, decide, publish_decision
from webapp.rounds.service.extensions import ask_extension, deny, extend, extend_some, grant
from webapp.rounds.service.groups import (
    Chosen,
    add_group,
    change_group,
    put_in_group,
    remove_group,
)
from webapp.rounds.service.invitations import (
    change_address,
    note_answer,
    note_forwarded,
    note_in_approval,
    note_opened,
    note_started,
    resend,
)
from webapp.rounds.service.life import (
    archive,
    cancel,
    close,
    open_due,
    open_now,
    schedule,
    unschedule,
)
from webapp.rounds.service.lists import add_bodies, change_reason, give_reason, remove_body
from webapp.rounds.service.locks import lock, lock_changeable
from webapp.rounds.service.meetings import (
    MeetingFacts,
    add_meeting,
    cancel_meeting,
    change_meeting,
    document_meeting,
    tell_of_meeting,
    tell_some_of_meeting,
)
from webapp.rounds.service.merging import count_apart, count_once
from webapp.rounds.service.notes import Contacted, add_note
from webapp.rounds.service.notices import (
    Asker,
    Words,
    answer,
    ask,
    deadline_words,
    publish,
    set_aside,
    tell_some,
)
from webapp.rounds.service.prolonging import Decision, give_a_day, put_off, reopen
from webapp.rounds.service.reminders import introduce, remind, remind_some, switch
from webapp.rounds.service.rounds import change_round, create_round
from webapp.rounds.service.steps import (
    SamiFacts,
    StepFacts,
    add_sami_step,
    add_step,
    change_step,
    consider_sami,
    remove_step,
)
from webapp.rounds.service.summaries import summarise
from webapp.rounds.service.sweeping import sweep

__all__ = [
    "Asker",
    "Chosen",
    "Contacted",
    "Decision",
    "MeetingFacts",
    "SamiFacts",
    "StepFacts",
    "Words",
    "add_bodies",
    "add_document",
    "add_group",
    "add_meeting",
    "add_note",
    "add_question",
    "add_sami_step",
    "add_step",
    "answer",
    "archive",
    "ask",
    "ask_extension",
    "cancel",
    "cancel_meeting",
    "change_address",
    "change_consultation",
    "change_group",
    "change_meeting",
    "change_question",
    "change_reason",
    "change_round",
    "change_step",
    "close",
    "consider_sami",
    "copy_round",
    "correct_decision",
    "correct_details",
    "count_apart",
    "count_once",
    "create_consultation",
    "create_round",
    "deadline_words",
    "decide",
    "deny",
    "document_meeting",
    "extend",
    "extend_some",
    "give_a_day",
    "give_reason",
    "grant",
    "introduce",
    "invite_some",
    "last_day",
    "lock",
    "lock_changeable",
    "move_question",
    "note_answer",
    "note_forwarded",
    "note_in_approval",
    "note_opened",
    "note_started",
    "open_due",
    "open_now",
    "publish",
    "publish_decision",
    "put_in_group",
    "put_off",
    "remind",
    "remind_some",
    "remove_body",
    "remove_group",
    "remove_question",
    "remove_step",
    "reopen",
    "resend",
    "schedule",
    "set_aside",
    "summarise",
    "sweep",
    "switch",
    "take_back",
    "tell_of_meeting",
    "tell_some",
    "tell_some_of_meeting",
    "unschedule",
]
