"""Writes: documents and their versions, sections, and Word files on their way in."""

from webapp.drafts.service.documents import (
    create_document,
    freeze,
    open_version,
)
from webapp.drafts.service.imports import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    ask_consent,
    claim_import,
    give_up,
    note_progress,
    release_import,
    run_import,
    start_import,
    sweep_imports,
)
from webapp.drafts.service.sections import (
    add_section,
    delete_section,
    move_section,
    save_section,
)

__all__ = [
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "add_section",
    "ask_consent",
    "claim_import",
    "create_document",
    "delete_section",
    "freeze",
    "give_up",
    "move_section",
    "note_progress",
    "open_version",
    "release_import",
    "run_import",
    "save_section",
    "start_import",
    "sweep_imports",
]
