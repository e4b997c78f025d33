"""Pages of the assessment: HTTP only. One module a thing that is looked at."""

from webapp.assessment.views import (
    asking,
    assignments,
    comments,
    lists,
    points,
    splitting,
    workbench,
)
from webapp.assessment.views.frame import blueprint

__all__ = [
    "asking",
    "assignments",
    "blueprint",
    "comments",
    "lists",
    "points",
    "splitting",
    "workbench",
]
