"""What people and workers do in the assessment. One module a noun."""

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

__all__ = [
    "LONGEST_REPLY",
    "Passage",
    "Verdict",
    "decide",
    "finish",
    "gather",
    "put_back",
    "sweep",
    "take_out",
]
