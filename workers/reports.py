"""Compiling reports and making packages, piece by piece, each kept when it is made."""

import logging
import uuid
from functools import partial

from flask import current_app

from webapp.core.background import Task, Turn
from webapp.core.transactions import rollback, snapshot
from webapp.reports import service
from webapp.reports.models import Edition, Format, Package
from webapp.reports.service import Said
from workers.base import PASSED_ON, job, now_and_then, sweep, task, transaction

log = logging.getLogger(__name__)


@job(Task.COMPILE_REPORT, Edition, service.give_up_edition)
def compile_report(turn: Turn[Edition]) -> None:
    """Compile one edition in every format that it does not have yet."""
    authority = current_app.config["AUTHORITY_NAME"]
    with transaction():
        edition = service.begin(turn)
    with snapshot():
        said = service.read(edition, authority=authority)
    with transaction():
        said = service.settle(turn, said)
    for format_ in service.left(turn):
        _compile(turn, said, format_)
    service.finish(turn)


@job(Task.MAKE_PACKAGE, Package, service.give_up_package)
def make_package(turn: Turn[Package]) -> None:
    """Make one package, each part in its own transaction."""
    authority = current_app.config["AUTHORITY_NAME"]
    while _part_made(turn, authority):
        pass
    noted = now_and_then(partial(service.note_sealing, turn))
    service.seal_package(turn, noted, authority=authority)


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
    service.sweep_editions()
    service.sweep_packages()
    service.sweep_decisions()


def _compile(turn: Turn[Edition], said: Said, format_: Format) -> None:
    """Write one format. What is wrong with it is said, and does not stop the others."""
    noted = now_and_then(partial(service.note_progress, turn, format_))
    try:
        data = service.made(turn, said, format_, progress=noted)
    except PASSED_ON:
        raise
    except Exception as error:
        log.exception("format not made: edition=%s format=%s", turn.row_id, format_)
        rollback()
        with transaction():
            service.note_fault(turn, format_, error)
    else:
        with transaction():
            service.keep(turn, format_, data)


def _part_made(turn: Turn[Package], authority: str) -> bool:
    """Make the next part of a package in a transaction of its own; False once none is left."""
    with transaction():
        return service.go_on_with_package(turn, authority=authority)
