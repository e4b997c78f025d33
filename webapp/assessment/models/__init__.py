"""The rows of the assessment. One module a noun."""

from webapp.assessment.models.assignments import Assignment, Opening
from webapp.assessment.models.points import (
    Decision,
    Excerpt,
    GatheredResponse,
    Origin,
    Point,
)
from webapp.assessment.models.words import Words

__all__ = [
    "Assignment",
    "Decision",
    "Excerpt",
    "GatheredResponse",
    "Opening",
    "Origin",
    "Point",
    "Words",
]
