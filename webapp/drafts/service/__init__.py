"""Writes: documents and their versions, sections, and Word files on their way in."""

from webapp.drafts.service.beginnings import begin_from_pattern, begin_from_version
from webapp.drafts.service.branches import (
    delete_section,
    join_section,
    lock_section,
    move_section,
    place_section,
    rename_section,
    restore_branch,
    split_section,
)
from webapp.drafts.service.documents import (
    create_document,
    freeze,
    open_version,
)
from webapp.drafts.service.history import sweep_history
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
from webapp.drafts.service.languages import (
    Translated,
    Typed,
    remove_language,
    save_translation,
    set_languages,
)
from webapp.drafts.service.pictures import add_picture
from webapp.drafts.service.presence import note_presence
from webapp.drafts.service.sections import (
    MergeConflictError,
    Saved,
    Ways,
    add_section,
    autosave_section,
    restore_section,
    save_section,
)

__all__ = [
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "MergeConflictError",
    "Saved",
    "Translated",
    "Typed",
    "Ways",
    "add_picture",
    "add_section",
    "ask_consent",
    "autosave_section",
    "begin_from_pattern",
    "begin_from_version",
    "claim_import",
    "create_document",
    "delete_section",
    "freeze",
    "give_up",
    "join_section",
    "lock_section",
    "move_section",
    "note_presence",
    "note_progress",
    "open_version",
    "place_section",
    "release_import",
    "remove_language",
    "rename_section",
    "restore_branch",
    "restore_section",
    "run_import",
    "save_section",
    "save_translation",
    "set_languages",
    "split_section",
    "start_import",
    "sweep_history",
    "sweep_imports",
]
