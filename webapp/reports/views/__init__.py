"""Pages of reports: HTTP only. One module a thing that is looked at."""

from webapp.reports.views import (
    approvals,
    comparing,
    data,
    decisions,
    dispositions,
    editions,
    gate,
    letters,
    packages,
    published_statistics,
    publishing,
    reactions,
    statistics,
    templates,
    texts,
)
from webapp.reports.views.frame import blueprint

__all__ = [
    "approvals",
    "blueprint",
    "comparing",
    "data",
    "decisions",
    "dispositions",
    "editions",
    "gate",
    "letters",
    "packages",
    "published_statistics",
    "publishing",
    "reactions",
    "statistics",
    "templates",
    "texts",
]
