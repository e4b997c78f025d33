"""What people read for the states of consultations, rounds and invitations."""

from webapp.organisations.labels import CATEGORIES, CATEGORY_NAMES
from webapp.rounds.labels.invitations import COLUMNS, STATUS_TONES, STATUSES, columns, parts
from webapp.rounds.labels.rounds import (
    CAUTIONS,
    IN_LANGUAGES,
    KIND_HINTS,
    KINDS,
    LACKS,
    PREVIEWS,
    REQUIREMENTS,
    STATE_TONES,
    STATES,
)
from webapp.rounds.labels.trail import ACTIONS, said

__all__ = [
    "ACTIONS",
    "CATEGORIES",
    "CATEGORY_NAMES",
    "CAUTIONS",
    "COLUMNS",
    "IN_LANGUAGES",
    "KINDS",
    "KIND_HINTS",
    "LACKS",
    "PREVIEWS",
    "REQUIREMENTS",
    "STATES",
    "STATE_TONES",
    "STATUSES",
    "STATUS_TONES",
    "columns",
    "parts",
    "said",
]
