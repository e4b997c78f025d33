"""Looking through files for malware before staff can open them. clamd's silence loses nothing."""

import logging
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.responses import clamd, queries
from webapp.responses.models import FileScan, OwnSpace, Scanned

log = logging.getLogger(__name__)

FILES_A_SWEEP: Final = 50

TAKES: Final = timedelta(minutes=5)
"""A file whose worker said nothing for so long is taken by another."""

LONGEST_REST: Final = timedelta(minutes=30)
"""How long a file rests at most before it is tried again."""


def ask(*files: uuid.UUID) -> None:
    """Have the files looked through, where this installation does so. Twice is as once."""
    if not files or not clamd.is_asked():
        return
    moment = clock.now()
    rows = [
        {
            "id": uuid7(),
            "created_at": moment,
            "file_id": file_id,
            "state": Scanned.WAITING,
            "found": "",
            "next_at": moment,
            "tries": 0,
            "answer": "",
        }
        for file_id in files
    ]
    statement = insert(FileScan).values(rows).on_conflict_do_nothing(index_elements=["file_id"])
    session.execute(statement)
    for file_id in files:
        enqueue(Task.SCAN_FILE, file_id)


def claim(file_id: uuid.UUID) -> StoredFile | None:
    """Take a file to look through; None where another worker has it, or did it, or it is gone."""
    moment = clock.now()
    statement = select(FileScan).where(
        FileScan.file_id == file_id, FileScan.state == Scanned.WAITING, FileScan.next_at <= moment
    )
    row = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    row.next_at, row.tries = moment + TAKES, row.tries + 1
    return session.get(StoredFile, file_id)


def note(file_id: uuid.UUID, found: str) -> None:
    """Write what was found; nothing is written where the file was taken away meanwhile."""
    row = _row(file_id)
    if row is None:
        return
    row.state = Scanned.FOUND if found else Scanned.CLEAN
    row.found, row.answer, row.settled_at = found[:400], "", clock.now()
    if found:
        audit.record("responses.malware_found", subject=file_id, found=found[:400])


def release(file_id: uuid.UUID, answer: str) -> None:
    """Let the file wait: clamd did not answer. It is tried again, less and less often."""
    row = _row(file_id)
    if row is None:
        return
    row.answer = answer[:500] or "no answer"
    row.next_at = clock.now() + min(timedelta(minutes=row.tries), LONGEST_REST)
    log.warning("file not scanned: file=%s tries=%s answer=%s", file_id, row.tries, row.answer)


def sweep() -> int:
    """Ask for what came before clamd was asked, and again for what waits; returns how many."""
    if not clamd.is_asked():
        return 0
    ask(*queries.never_scanned(limit=FILES_A_SWEEP))
    due = queries.due_scans(clock.now(), limit=FILES_A_SWEEP)
    for file_id in due:
        enqueue(Task.SCAN_FILE, file_id)
    return len(due)


def held(files: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of the files that staff cannot open, now or at all."""
    wanted = list(files)
    scans = queries.scans_of(wanted)
    return frozenset(each for each in wanted if _why_held(scans.get(each)) is not None)


def check_open(*files: StoredFile) -> None:
    """Let staff open the files.

    Raises:
        ConflictError: one has not been looked through, or something was found in it.
    """
    scans = queries.scans_of(each.id for each in files)
    for each in files:
        why = _why_held(scans.get(each.id))
        if why is not None:
            raise ConflictError(why)


def check_clean(space: OwnSpace) -> None:
    """Let the files of a space be submitted; what is not looked through yet may be.

    Raises:
        DomainError: something was found in one of them.
    """
    scans = queries.scans_of(each.file_id for each in space.attachments)
    for each in space.attachments:
        scan = scans.get(each.file_id)
        if scan is not None and scan.state is Scanned.FOUND:
            raise DomainError(
                _l(
                    "There is malware in the file %(name)s (%(found)s). Take it away from the"
                    " answer, and attach a clean one if you have it. Then submit.",
                    name=each.file.name,
                    found=scan.found,
                )
            )


def _why_held(scan: FileScan | None) -> Any:
    """The sentence that says why staff cannot open a file; None where they can."""
    if scan is not None and scan.state is Scanned.FOUND:
        return _l(
            "There is malware in this file (%(found)s), so it cannot be opened. It is kept as it"
            " came. Ask the sender for a clean one.",
            found=scan.found,
        )
    if (scan is None and clamd.is_asked()) or (scan and scan.state is Scanned.WAITING):
        return _l(
            "This file has not been looked through for malware yet, so it cannot be opened. It is"
            " kept. Try again in a few minutes."
        )
    return None


def _row(file_id: uuid.UUID) -> FileScan | None:
    statement = select(FileScan).where(FileScan.file_id == file_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
