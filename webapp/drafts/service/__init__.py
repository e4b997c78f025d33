"""Writes: documents and their versions, sections, and Word files on their way in."""

from webapp.drafts.service.approvals import (
    ask_approval,
    decide_approval,
    holding_approval,
    require_approval,
    text_mark,
    withdraw_approval,
)
from webapp.drafts.service.approving import Decision
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
from webapp.drafts.service.files import (
    KEPT as FILE_KEPT,
)
from webapp.drafts.service.files import (
    ask_for_file,
    sweep_files,
    write_file,
)
from webapp.drafts.service.history import sweep_history
from webapp.drafts.service.imports import (
    ask_consent,
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
from webapp.drafts.service.notes import (
    NoteEntry,
    add_note,
    assign_note,
    delete_note,
    reply_to_note,
    resolve_note,
)
from webapp.drafts.service.pictures import add_picture
from webapp.drafts.service.presence import note_presence
from webapp.drafts.service.previews import (
    USUAL_DAYS,
    make_preview,
    note_opened,
    withdraw_preview,
    working_preview,
)
from webapp.drafts.service.sections import (
    MergeConflictError,
    Saved,
    Ways,
    add_section,
    autosave_section,
    restore_section,
    save_section,
)
from webapp.drafts.service.wordings import (
    Spot,
    Written,
    put_after,
    put_back,
    put_wording,
)

__all__ = [
    "FILE_KEPT",
    "USUAL_DAYS",
    "Decision",
    "MergeConflictError",
    "NoteEntry",
    "Saved",
    "Spot",
    "Translated",
    "Typed",
    "Ways",
    "Written",
    "add_note",
    "add_picture",
    "add_section",
    "ask_approval",
    "ask_consent",
    "ask_for_file",
    "assign_note",
    "autosave_section",
    "begin_from_pattern",
    "begin_from_version",
    "create_document",
    "decide_approval",
    "delete_note",
    "delete_section",
    "freeze",
    "holding_approval",
    "join_section",
    "lock_section",
    "make_preview",
    "move_section",
    "note_opened",
    "note_presence",
    "open_version",
    "place_section",
    "put_after",
    "put_back",
    "put_wording",
    "remove_language",
    "rename_section",
    "reply_to_note",
    "require_approval",
    "resolve_note",
    "restore_branch",
    "restore_section",
    "run_import",
    "save_section",
    "save_translation",
    "set_languages",
    "split_section",
    "start_import",
    "sweep_files",
    "sweep_history",
    "sweep_imports",
    "text_mark",
    "withdraw_approval",
    "withdraw_preview",
    "working_preview",
    "write_file",
]
