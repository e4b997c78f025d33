"""To whom what is said while points are weighed. One module a noun."""

from webapp.assessment.emails.assignments import (
    points_assigned,
    points_long_overdue,
    points_overdue,
)

__all__ = [
    "points_assigned",
    "points_long_overdue",
    "points_overdue",
]
