"""Reading consultations and rounds. Each module holds the questions about one noun."""

from webapp.rounds.distribution import samples
from webapp.rounds.queries.asking import question
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
from webapp.rounds.queries.extensions import (
    chosen_invitations,
    extension,
    extensions,
    extensions_of,
    unanswered_lines,
    undecided_extension,
)
from webapp.rounds.queries.invitations import (
    find_invitation,
    invitation,
    mail_of,
    unmailed,
    with_bodies,
)
from webapp.rounds.queries.lines import figures, line, lines
from webapp.rounds.queries.notices import (
    due_to_tell,
    notice,
    open_questions,
    public_log,
    to_be_told,
    told_by_language,
)
from webapp.rounds.queries.reminders import (
    audience,
    coming,
    count_audience,
    intro,
    intros,
    lost_runs,
    reminding_rounds,
    run_days,
    runs,
)
from webapp.rounds.queries.rounds import get, is_running, open_rounds, preparation, showing

__all__ = [
    "PAGE",
    "audience",
    "chosen_invitations",
    "coming",
    "consultation",
    "consultation_of",
    "consultations",
    "count_audience",
    "documents",
    "due_to_close",
    "due_to_invite",
    "due_to_open",
    "due_to_tell",
    "extension",
    "extensions",
    "extensions_of",
    "figures",
    "find_by_number",
    "find_invitation",
    "frozen_versions",
    "get",
    "intro",
    "intros",
    "invitation",
    "is_running",
    "line",
    "lines",
    "lost_runs",
    "mail_of",
    "notice",
    "open_questions",
    "open_rounds",
    "preparation",
    "public_log",
    "question",
    "reminding_rounds",
    "run_days",
    "runs",
    "samples",
    "showing",
    "timeline",
    "to_be_told",
    "told_by_language",
    "unanswered_lines",
    "undecided_extension",
    "undelivered",
    "unmailed",
    "with_bodies",
]
