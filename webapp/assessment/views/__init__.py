"""Pages of the assessment: HTTP only. One module a thing that is looked at."""

from webapp.assessment.views import (
    alike,
    approving,
    arguments,
    asking,
    assignments,
    board,
    changing,
    comments,
    linking,
    lists,
    live,
    merging,
    points,
    related,
    replies,
    splitting,
    workbench,
)
from webapp.assessment.views.frame import blueprint

__all__ = [
    "alike",
    "approving",
    "arguments",
    "asking",
    "assignments",
    "blueprint",
    "board",
    "changing",
    "comments",
    "linking",
    "lists",
    "live",
    "merging",
    "points",
    "related",
    "replies",
    "splitting",
    "workbench",
]
