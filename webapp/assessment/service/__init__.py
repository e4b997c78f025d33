"""What people and workers do in the assessment. One module a noun."""

from webapp.assessment.service.approving import (
    approve,
    demand_second,
)
from webapp.assessment.service.asking import (
    LONGEST_ANSWER,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    Said,
    ask_sender,
    clarify,
    write_note,
)
from webapp.assessment.service.assignments import Errand, assign, note_opened
from webapp.assessment.service.changing import (
    Wording,
    accept,
    link,
    take_back,
    write,
)
from webapp.assessment.service.filters import forget_filter, save_filter
from webapp.assessment.service.many import (
    add_theme,
    assign_many,
    decide_many,
    remove_theme,
    undo,
)
from webapp.assessment.service.points import (
    LONGEST_REPLY,
    Passage,
    Verdict,
    decide,
    finish,
    gather,
    put_back,
    sweep,
    take_out,
)
from webapp.assessment.service.replies import drop_reply, keep_reply
from webapp.assessment.service.telling import tell

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_NOTE",
    "LONGEST_QUESTION",
    "LONGEST_REPLY",
    "Errand",
    "Passage",
    "Said",
    "Verdict",
    "Wording",
    "accept",
    "add_theme",
    "approve",
    "ask_sender",
    "assign",
    "assign_many",
    "clarify",
    "decide",
    "decide_many",
    "demand_second",
    "drop_reply",
    "finish",
    "forget_filter",
    "gather",
    "keep_reply",
    "link",
    "note_opened",
    "put_back",
    "remove_theme",
    "save_filter",
    "sweep",
    "take_back",
    "take_out",
    "tell",
    "undo",
    "write",
    "write_note",
]
