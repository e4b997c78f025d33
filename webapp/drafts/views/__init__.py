"""Pages of drafts: HTTP only. One module a noun."""

from webapp.drafts.views import (
    approvals,
    branches,
    comparisons,
    documents,
    editing,
    files,
    history,
    imports,
    languages,
    notes,
    previews,
    sections,
    versions,
)
from webapp.drafts.views.frame import blueprint

__all__ = [
    "approvals",
    "blueprint",
    "branches",
    "comparisons",
    "documents",
    "editing",
    "files",
    "history",
    "imports",
    "languages",
    "notes",
    "previews",
    "sections",
    "versions",
]
