"""Reading documents. Each module holds the questions about one noun; all are asked from here."""

from webapp.drafts.queries.documents import (
    document,
    frozen_versions,
    history,
    outline,
    reading,
    section,
    version,
    working_version,
)
from webapp.drafts.queries.imports import latest_import, waiting_imports, word_import
from webapp.drafts.queries.languages import coverage
from webapp.drafts.queries.pictures import picture, pictures

__all__ = [
    "coverage",
    "document",
    "frozen_versions",
    "history",
    "latest_import",
    "outline",
    "picture",
    "pictures",
    "reading",
    "section",
    "version",
    "waiting_imports",
    "word_import",
    "working_version",
]
