"""What people and workers do in the assessment. One module a noun."""

from webapp.assessment.service.assignments import Errand, assign, note_opened
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
from webapp.assessment.service.telling import tell

__all__ = [
    "LONGEST_REPLY",
    "Errand",
    "Passage",
    "Verdict",
    "assign",
    "decide",
    "finish",
    "gather",
    "note_opened",
    "put_back",
    "sweep",
    "take_out",
    "tell",
]
