"""The tables of drafts. One module a noun; all are imported from here."""

from webapp.drafts.models.approvals import Approval, ApprovalOutcome, ApprovalRequest
from webapp.drafts.models.documents import (
    Block,
    Document,
    Section,
    SectionKind,
    Version,
)
from webapp.drafts.models.files import (
    FileForm,
    Picture,
    TrackedChanges,
    VersionFile,
    WordImport,
)
from webapp.drafts.models.history import (
    Presence,
    RemovedBranch,
    RevisionCause,
    SectionRevision,
)
from webapp.drafts.models.review import InternalNote, NoteOrigin, PreviewLink

__all__ = [
    "Approval",
    "ApprovalOutcome",
    "ApprovalRequest",
    "Block",
    "Document",
    "FileForm",
    "InternalNote",
    "NoteOrigin",
    "Picture",
    "Presence",
    "PreviewLink",
    "RemovedBranch",
    "RevisionCause",
    "Section",
    "SectionKind",
    "SectionRevision",
    "TrackedChanges",
    "Version",
    "VersionFile",
    "WordImport",
]
