"""Pages of drafts: HTTP only. One module a noun."""

from webapp.drafts.views import (
    branches,
    comparisons,
    documents,
    editing,
    files,
    history,
    imports,
    languages,
    sections,
    versions,
)
from webapp.drafts.views.frame import blueprint

__all__ = [
    "blueprint",
    "branches",
    "comparisons",
    "documents",
    "editing",
    "files",
    "history",
    "imports",
    "languages",
    "sections",
    "versions",
]
