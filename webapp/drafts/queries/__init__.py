"""Reading documents. Each module holds the questions about one noun; all are asked from here."""

from webapp.drafts.queries.branches import removed_branch, removed_branches, versions_to_copy
from webapp.drafts.queries.documents import (
    document,
    frozen_versions,
    history,
    is_locked,
    outline,
    reading,
    section,
    version,
    working_version,
)
from webapp.drafts.queries.imports import latest_import, waiting_imports, word_import
from webapp.drafts.queries.languages import coverage
from webapp.drafts.queries.pictures import picture, pictures
from webapp.drafts.queries.presence import others_present
from webapp.drafts.queries.revisions import authors_since, revision

__all__ = [
    "authors_since",
    "coverage",
    "document",
    "frozen_versions",
    "history",
    "is_locked",
    "latest_import",
    "others_present",
    "outline",
    "picture",
    "pictures",
    "reading",
    "removed_branch",
    "removed_branches",
    "revision",
    "section",
    "version",
    "versions_to_copy",
    "waiting_imports",
    "word_import",
    "working_version",
]
