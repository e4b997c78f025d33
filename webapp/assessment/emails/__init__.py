"""To whom what is said while points are weighed. One module a noun."""

from webapp.assessment.emails.asking import (
    clarification_answered,
    clarification_asked,
)
from webapp.assessment.emails.assignments import (
    points_assigned,
    points_long_overdue,
    points_overdue,
)

__all__ = [
    "clarification_answered",
    "clarification_asked",
    "points_assigned",
    "points_long_overdue",
    "points_overdue",
]
