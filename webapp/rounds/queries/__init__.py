"""Reading consultations and rounds. Each module holds the questions about one noun."""

from webapp.rounds.distribution import samples
from webapp.rounds.queries.asking import question
from webapp.rounds.queries.bodies import rounds_of_body
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
from webapp.rounds.queries.corrections import running_invitations
from webapp.rounds.queries.due import due_to_close, due_to_invite, due_to_open, undelivered
from webapp.rounds.queries.extensions import (
    chosen_invitations,
    extension,
    extensions,
    extensions_of,
    unanswered_lines,
    undecided_extension,
)
from webapp.rounds.queries.groups import (
    GroupLine,
    group,
    group_lines,
    group_samples,
    questions_alone_of,
)
from webapp.rounds.queries.history import contacts, history, note
from webapp.rounds.queries.invitations import (
    find_invitation,
    invitation,
    mail_of,
    unmailed,
    with_bodies,
)
from webapp.rounds.queries.lines import figures, line, lines, pulses, rows
from webapp.rounds.queries.meetings import (
    called,
    called_by_language,
    case_step,
    meeting,
    meetings,
    meetings_of,
    meetings_to_tell,
    whole_case,
)
from webapp.rounds.queries.merging import (
    asked_of,
    asked_twice,
    counted_across,
    counted_with,
)
from webapp.rounds.queries.notices import (
    due_to_tell,
    notice,
    open_questions,
    public_log,
    to_be_told,
    told_by_language,
)
from webapp.rounds.queries.rates import response_rate
from webapp.rounds.queries.reminders import (
    audience,
    coming,
    count_audience,
    intro,
    intros,
    lost_runs,
    reminding_rounds,
    run_days,
    running_by_owner,
    runs,
)
from webapp.rounds.queries.rounds import get, is_running, open_rounds, preparation, showing
from webapp.rounds.queries.sami import sami_step, sami_track

__all__ = [
    "PAGE",
    "GroupLine",
    "asked_of",
    "asked_twice",
    "audience",
    "called",
    "called_by_language",
    "case_step",
    "chosen_invitations",
    "coming",
    "consultation",
    "consultation_of",
    "consultations",
    "contacts",
    "count_audience",
    "counted_across",
    "counted_with",
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
    "group",
    "group_lines",
    "group_samples",
    "history",
    "intro",
    "intros",
    "invitation",
    "is_running",
    "line",
    "lines",
    "lost_runs",
    "mail_of",
    "meeting",
    "meetings",
    "meetings_of",
    "meetings_to_tell",
    "note",
    "notice",
    "open_questions",
    "open_rounds",
    "preparation",
    "public_log",
    "pulses",
    "question",
    "questions_alone_of",
    "reminding_rounds",
    "response_rate",
    "rounds_of_body",
    "rows",
    "run_days",
    "running_by_owner",
    "running_invitations",
    "runs",
    "sami_step",
    "sami_track",
    "samples",
    "showing",
    "timeline",
    "to_be_told",
    "told_by_language",
    "unanswered_lines",
    "undecided_extension",
    "undelivered",
    "unmailed",
    "whole_case",
    "with_bodies",
]
