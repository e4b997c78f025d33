"""Compiling reports: claimed in one transaction, written format by format, finished in another."""

import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from flask import current_app
from sqlalchemy.exc import OperationalError

from webapp.core.background import Task
from webapp.reports import service
from webapp.reports.models import Format
from workers.base import RETRIED, sweep, task, transaction

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
        template = service.template_file(edition)
        for format_ in service.COMPILERS:
            progress = _noted(edition_id, format_)
            data = service.write(report, format_, progress=progress, template=template)
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


@task(Task.MAKE_PACKAGE)
def make_package(package_id: uuid.UUID) -> None:
    """Make one package, each part in its own transaction, unless another worker does or did.

    A worker that takes up what another left goes on where that one was.
    """
    with transaction():
        turn = service.claim_package(package_id)
    if turn is None:
        return
    authority = current_app.config["AUTHORITY_NAME"]
    try:
        while _part_made(turn, authority):
            pass
        with transaction():
            service.seal_package(turn, _heard(turn), authority=authority)
    except service.StoppedError:
        return
    except RETRIED:
        with suppress(OperationalError, service.StoppedError), transaction():
            service.release_package(turn)
        raise
    except Exception as error:
        with suppress(service.StoppedError), transaction():
            service.give_up_package(turn, error)
        raise


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
    """Ask again for editions, packages and e-mails that wait or that a lost worker left."""
    service.sweep()
    service.sweep_packages()
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


def _part_made(turn: service.Turn, authority: str) -> bool:
    """Make the next part of a package in a transaction of its own; False once none is left."""
    with transaction():
        return service.go_on_with_package(turn, authority=authority)


def _heard(turn: service.Turn) -> Callable[[float], None]:
    """Write how much of a package is in its file, at most once a second, and see if it goes on."""
    latest = 0.0

    def note(share: float) -> None:
        nonlocal latest
        if time.monotonic() - latest < SECONDS_BETWEEN_NOTES:
            return
        latest = time.monotonic()
        with transaction():
            service.note_sealing(turn, share)

    return note
