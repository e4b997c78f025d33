"""Pages of responses: HTTP only. One module a kind of reader or a step of answering."""

from webapp.responses.views import (
    answer_files,
    attachments,
    comments,
    contact,
    finding,
    incoming,
    meetings,
    merging,
    mine,
    permanent,
    public,
    reading,
    readings,
    receipts,
    space,
    staff,
    submission,
)
from webapp.responses.views.frame import blueprint

__all__ = [
    "answer_files",
    "attachments",
    "blueprint",
    "comments",
    "contact",
    "finding",
    "incoming",
    "meetings",
    "merging",
    "mine",
    "permanent",
    "public",
    "reading",
    "readings",
    "receipts",
    "space",
    "staff",
    "submission",
]
