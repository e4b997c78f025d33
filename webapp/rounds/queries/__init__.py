"""Reading consultations and rounds. Each module holds the questions about one noun."""

from webapp.rounds.queries.cases import (
    PAGE,
    consultation,
    consultation_of,
    consultations,
    documents,
    find_by_number,
    frozen_versions,
    timeline,
)
from webapp.rounds.queries.due import due_to_close, due_to_invite, due_to_open, undelivered
from webapp.rounds.queries.invitations import find_invitation, invitation, mail_of, unmailed
from webapp.rounds.queries.lines import figures, line, lines
from webapp.rounds.queries.rounds import get, is_running, open_rounds, preparation, showing

__all__ = [
    "PAGE",
    "consultation",
    "consultation_of",
    "consultations",
    "documents",
    "due_to_close",
    "due_to_invite",
    "due_to_open",
    "figures",
    "find_by_number",
    "find_invitation",
    "frozen_versions",
    "get",
    "invitation",
    "is_running",
    "line",
    "lines",
    "mail_of",
    "open_rounds",
    "preparation",
    "showing",
    "timeline",
    "undelivered",
    "unmailed",
]
