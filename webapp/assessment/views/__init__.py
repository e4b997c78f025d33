"""Pages of the assessment: HTTP only. One module a thing that is looked at."""

from webapp.assessment.views import (
    approving,
    asking,
    assignments,
    changing,
    comments,
    lists,
    points,
    replies,
    splitting,
    workbench,
)
from webapp.assessment.views.frame import blueprint

__all__ = [
    "approving",
    "asking",
    "assignments",
    "blueprint",
    "changing",
    "comments",
    "lists",
    "points",
    "replies",
    "splitting",
    "workbench",
]
