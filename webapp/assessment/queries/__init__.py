"""Reading of the assessment. One module a noun."""

from webapp.assessment.queries.points import (
    PAGE,
    Part,
    Progress,
    by_decision,
    excerpts,
    first_undecided,
    get,
    in_part,
    on_comments,
    overall,
    points,
    progress,
    ungathered,
)

__all__ = [
    "PAGE",
    "Part",
    "Progress",
    "by_decision",
    "excerpts",
    "first_undecided",
    "get",
    "in_part",
    "on_comments",
    "overall",
    "points",
    "progress",
    "ungathered",
]
