"""What people read for the states of consultations, rounds and invitations."""

from webapp.organisations.labels import CATEGORIES, CATEGORY_NAMES, SECTORS
from webapp.rounds.labels.asking import QUESTION_KIND_HINTS, QUESTION_KINDS, chosen, options
from webapp.rounds.labels.history import NOTE_KINDS, Event
from webapp.rounds.labels.invitations import COLUMNS, MARKS, STATUS_TONES, STATUSES, columns, parts
from webapp.rounds.labels.letters import REASONS, REMINDERS, RUN_STATUSES
from webapp.rounds.labels.process import (
    DECIDED,
    DECIDED_HINTS,
    HAPPENINGS,
    MEETING_KINDS,
    SAMI_NEEDS,
    SAMI_STEPS,
    WHENS,
)
from webapp.rounds.labels.rounds import (
    CAUTIONS,
    IN_LANGUAGES,
    KIND_HINTS,
    KINDS,
    LACKS,
    NOTICE_KINDS,
    PACES,
    PREVIEWS,
    REQUIREMENTS,
    STATE_TONES,
    STATES,
    days_left,
    meetings,
)
from webapp.rounds.labels.trail import ACTIONS, said
from webapp.rounds.life import WAY

__all__ = [
    "ACTIONS",
    "CATEGORIES",
    "CATEGORY_NAMES",
    "CAUTIONS",
    "COLUMNS",
    "DECIDED",
    "DECIDED_HINTS",
    "HAPPENINGS",
    "IN_LANGUAGES",
    "KINDS",
    "KIND_HINTS",
    "LACKS",
    "MARKS",
    "MEETING_KINDS",
    "NOTE_KINDS",
    "NOTICE_KINDS",
    "PACES",
    "PREVIEWS",
    "QUESTION_KINDS",
    "QUESTION_KIND_HINTS",
    "REASONS",
    "REMINDERS",
    "REQUIREMENTS",
    "RUN_STATUSES",
    "SAMI_NEEDS",
    "SAMI_STEPS",
    "SECTORS",
    "STATES",
    "STATE_TONES",
    "STATUSES",
    "STATUS_TONES",
    "WAY",
    "WHENS",
    "Event",
    "chosen",
    "columns",
    "days_left",
    "meetings",
    "options",
    "parts",
    "said",
]
