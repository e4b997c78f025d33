"""Reading and making Word files, and keeping histories short: one service call a task."""

import uuid
from contextlib import suppress
from functools import partial

from flask import current_app
from sqlalchemy.exc import OperationalError

from webapp.core.background import Task
from webapp.core.transactions import rollback
from webapp.drafts import service
from workers.base import RETRIED, sweep, task, transaction


@task(Task.READ_WORD)
def read_word(import_id: uuid.UUID) -> None:
    """Read one Word file into its document, unless another worker does or did."""
    with transaction():
        work = service.claim_import(import_id)
    if work is None:
        return
    try:
        service.run_import(import_id, partial(_note_progress, import_id))
    except RETRIED:
        rollback()
        with suppress(OperationalError), transaction():
            service.release_import(import_id)
        raise
    except Exception:
        rollback()
        with transaction():
            service.give_up(import_id)
        raise


@sweep(Task.SWEEP_IMPORTS)
def sweep_imports() -> None:
    """Ask again for imports whose message or worker was lost."""
    service.sweep_imports()


@sweep(Task.SWEEP_HISTORY)
def sweep_history() -> None:
    """Thin the histories of sections, and forget who is no longer there."""
    service.sweep_history()


def _note_progress(import_id: uuid.UUID, percent: int) -> None:
    with transaction():
        service.note_progress(import_id, percent)


@task(Task.WRITE_FILE)
def write_file(file_id: uuid.UUID) -> None:
    """Make one file of a version, unless another worker does or did."""
    with transaction():
        work = service.claim_file(file_id)
    if work is None:
        return
    authority = current_app.config["AUTHORITY_NAME"]
    try:
        service.write_file(file_id, partial(_note_file_progress, file_id), authority=authority)
    except RETRIED:
        rollback()
        with suppress(OperationalError), transaction():
            service.release_file(file_id)
        raise
    except Exception:
        rollback()
        with transaction():
            service.give_up_file(file_id)
        raise


@sweep(Task.SWEEP_FILES)
def sweep_files() -> None:
    """Ask again for files whose message or worker was lost."""
    service.sweep_files()


def _note_file_progress(file_id: uuid.UUID, percent: int) -> None:
    with transaction():
        service.note_file_progress(file_id, percent)
