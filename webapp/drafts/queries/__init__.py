"""Reading documents. Each module holds the questions about one noun; all are asked from here."""

from webapp.drafts.queries.branches import removed_branch, removed_branches, versions_to_copy
from webapp.drafts.queries.documents import (
    document,
    frozen_versions,
    history,
    locked,
    outline,
    reading,
    section,
    standing_section,
    version,
    versions_with,
    working_version,
)
from webapp.drafts.queries.files import (
    latest_files,
    like_files,
    version_file,
    waiting_files,
)
from webapp.drafts.queries.imports import latest_import, waiting_imports, word_import
from webapp.drafts.queries.languages import coverage
from webapp.drafts.queries.pictures import (
    picture,
    picture_files,
    pictures,
    pictures_of,
    undescribed,
)
from webapp.drafts.queries.languages import coverage, written_sections
from webapp.drafts.queries.pictures import picture, pictures, pictures_of, undescribed
from webapp.drafts.queries.presence import others_present
from webapp.drafts.queries.review import (
    approval,
    approvals,
    colleagues,
    note,
    notes,
    open_notes,
    preview,
    previews,
    standing_blocks,
)
from webapp.drafts.queries.revisions import (
    Told,
    authors_since,
    blocks_elsewhere,
    document_history,
    kept_revisions,
    passed_revisions,
    revision,
    saved_together,
    section_history,
    told_revision,
)

__all__ = [
    "Told",
    "approval",
    "approvals",
    "authors_since",
    "blocks_elsewhere",
    "colleagues",
    "coverage",
    "document",
    "document_history",
    "frozen_versions",
    "history",
    "kept_revisions",
    "latest_files",
    "latest_import",
    "like_files",
    "locked",
    "note",
    "notes",
    "open_notes",
    "others_present",
    "outline",
    "passed_revisions",
    "picture",
    "picture_files",
    "pictures",
    "pictures_of",
    "preview",
    "previews",
    "reading",
    "removed_branch",
    "removed_branches",
    "revision",
    "saved_together",
    "section",
    "section_history",
    "standing_blocks",
    "standing_section",
    "told_revision",
    "undescribed",
    "version",
    "version_file",
    "versions_to_copy",
    "versions_with",
    "waiting_files",
    "waiting_imports",
    "word_import",
    "working_version",
    "written_sections",
]
