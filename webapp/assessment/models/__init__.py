"""The rows of the assessment. One module a noun."""

from webapp.assessment.models.points import (
    Decision,
    Excerpt,
    GatheredResponse,
    Origin,
    Point,
)

__all__ = [
    "Decision",
    "Excerpt",
    "GatheredResponse",
    "Origin",
    "Point",
]
