"""Reading and making Word files, and keeping histories short: one service call a task."""

from flask import current_app

from webapp.core.background import Task, Turn
from webapp.drafts import service
from webapp.drafts.models import VersionFile, WordImport
from workers.base import job, noting, sweep


@job(Task.READ_WORD, WordImport)
def read_word(turn: Turn[WordImport]) -> None:
    """Read one Word file into its document."""
    service.run_import(turn, noting(turn))


@sweep(Task.SWEEP_IMPORTS)
def sweep_imports() -> None:
    """Ask again for imports whose message or worker was lost."""
    service.sweep_imports()


@sweep(Task.SWEEP_HISTORY)
def sweep_history() -> None:
    """Thin the histories of sections, and forget who is no longer there."""
    service.sweep_history()


@job(Task.WRITE_FILE, VersionFile)
def write_file(turn: Turn[VersionFile]) -> None:
    """Make one file of a version."""
    service.write_file(turn, noting(turn), authority=current_app.config["AUTHORITY_NAME"])


@sweep(Task.SWEEP_FILES)
def sweep_files() -> None:
    """Ask again for files whose message or worker was lost."""
    service.sweep_files()
