"""Compiling reports: claimed in one transaction, written format by format, finished in another."""

import time
import uuid
from collections.abc import Callable

from flask import current_app

from webapp.core.background import Task
from webapp.reports import service
from webapp.reports.models import Format
from workers.base import sweep, task, transaction

SECONDS_BETWEEN_NOTES = 1.0


@task(Task.COMPILE_REPORT)
def compile_report(edition_id: uuid.UUID) -> None:
    """Compile one edition in every format, unless another worker does or did."""
    with transaction():
        edition = service.claim(edition_id)
    if edition is None:
        return
    authority = current_app.config["AUTHORITY_NAME"]
    try:
        report = service.outline(edition, authority=authority)
        for format_ in service.COMPILERS:
            data = service.write(report, format_, progress=_noted(edition_id, format_))
            with transaction():
                service.keep(edition_id, format_, data)
        data = service.write_commented(edition_id, report, authority=authority)
        with transaction():
            service.keep(edition_id, Format.COMMENTED, data)
    except Exception:
        with transaction():
            service.fail(edition_id)
        raise
    service.finish(edition_id)


@task(Task.TELL_OF_DECISION)
def tell_of_decision(decision_id: uuid.UUID) -> None:
    """Write the e-mails about what the board decided, each batch in its own transaction."""
    latest = ""
    while True:
        with transaction():
            latest = service.tell_of_decision(decision_id, after=latest)
        if not latest:
            return


@sweep(Task.SWEEP_REPORTS)
def sweep_reports() -> None:
    """Ask again for editions that wait, and e-mails that a lost worker left."""
    service.sweep()
    service.sweep_decisions()


def _noted(edition_id: uuid.UUID, format_: Format) -> Callable[[float], None]:
    """Write the progress to the row, at most once a second."""
    latest = 0.0

    def note(share: float) -> None:
        nonlocal latest
        if time.monotonic() - latest < SECONDS_BETWEEN_NOTES and share < 1:
            return
        latest = time.monotonic()
        with transaction():
            service.note_progress(edition_id, format_, share)

    return note
