"""What people and workers do in the assessment. One module a noun."""

from webapp.assessment.service.approving import (
    approve,
    demand_second,
)
from webapp.assessment.service.arguments import (
    LONGEST_SUMMARY,
    LONGEST_VIEW,
    Beginning,
    Summed,
    answer,
    displace,
    drop,
    place,
    reword,
    sum_up,
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
from webapp.assessment.service.linking import link_points, unlink_points
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
    "LONGEST_SUMMARY",
    "LONGEST_VIEW",
    "Beginning",
    "Errand",
    "Passage",
    "Said",
    "Summed",
    "Verdict",
    "Wording",
    "accept",
    "add_theme",
    "answer",
    "approve",
    "ask_sender",
    "assign",
    "assign_many",
    "clarify",
    "decide",
    "decide_many",
    "demand_second",
    "displace",
    "drop",
    "drop_reply",
    "finish",
    "forget_filter",
    "gather",
    "keep_reply",
    "link",
    "link_points",
    "note_opened",
    "place",
    "put_back",
    "remove_theme",
    "reword",
    "save_filter",
    "sum_up",
    "sweep",
    "take_back",
    "take_out",
    "tell",
    "undo",
    "unlink_points",
    "write",
    "write_note",
]
