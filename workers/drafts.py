"""Reading and making Word files, and keeping histories short: one service call a task."""

import uuid
from functools import partial

from flask import current_app

from webapp.core.background import Task
from webapp.drafts import service
from workers.base import mending, sweep, task, transaction


@task(Task.READ_WORD)
def read_word(import_id: uuid.UUID) -> None:
    """Read one Word file into its document, unless another worker does or did."""
    with transaction():
        work = service.claim_import(import_id)
    if work is None:
        return
    with mending(
        partial(service.release_import, import_id), lambda _why: service.give_up(import_id)
    ):
        service.run_import(import_id, partial(_note_progress, import_id))


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
    with mending(
        partial(service.release_file, file_id), lambda _why: service.give_up_file(file_id)
    ):
        service.write_file(file_id, partial(_note_file_progress, file_id), authority=authority)


@sweep(Task.SWEEP_FILES)
def sweep_files() -> None:
    """Ask again for files whose message or worker was lost."""
    service.sweep_files()


def _note_file_progress(file_id: uuid.UUID, percent: int) -> None:
    with transaction():
        service.note_file_progress(file_id, percent)
