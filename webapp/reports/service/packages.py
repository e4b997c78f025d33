"""Asking for a package, and what becomes of it: cancelled, failed, past its time."""

import errno
import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import policy, queries
from webapp.reports.models import (
    CHAPTERS,
    Edition,
    EditionStatus,
    Fault,
    Package,
    PackageEntry,
    PackageKind,
    PackageStatus,
)
from webapp.reports.packed.zips import DamagedError
from webapp.responses import queries as responses
from webapp.rounds.models import Round

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=30)
"""How long a package can be had. It can be made again at any time."""
PACKAGE_LOST_AFTER: Final = timedelta(minutes=10)
"""A package whose worker said nothing for so long is gone on with by another."""
MOST_PACKAGE_ATTEMPTS: Final = 4


class StoppedError(Exception):
    """The package was cancelled, or another worker has it: whoever works on it stops."""


class HiddenError(Exception):
    """Something was masked or withheld while a package for all to read was made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a package is to be made."""

    kind: PackageKind
    language: str
    internal: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether answers are in it as they came; those for the archive always are."""
        return self.internal or self.kind is PackageKind.ARCHIVE


@dataclass(frozen=True, slots=True)
class Turn:
    """One worker's turn with a package. It ends when another begins."""

    package_id: uuid.UUID
    number: int


def ask_for_package(edition: Edition, wanted: Wanted, *, actor: User) -> Package:
    """A package with the edition: the one that waits or is there, or one that a worker will make.

    Raises:
        ForbiddenError: the person may not.
        DomainError: an answer is not checked for secrecy, or the edition is from before one was.
    """
    if not actor.roles & policy.COMPILERS:
        raise ForbiddenError(_l("You may not make packages."))
    # The lock makes a double click one package, and lets no check for secrecy come in between.
    session.execute(select(Round.id).where(Round.id == edition.round_id).with_for_update())
    _check(edition, wanted)
    made = Package(
        id=uuid7(),
        round_id=edition.round_id,
        edition_id=edition.id,
        kind=wanted.kind,
        internal=wanted.is_whole,
        language=wanted.language,
        made_by=actor.id,
        chapter=CHAPTERS[wanted.kind][0],
    )
    found = queries.like_package(made)
    if found is not None and (found.is_under_way or is_current(found)):
        return found
    session.add(made)
    session.flush()
    details = {"package": str(made.id), "kind": made.kind.value, "internal": made.internal}
    audit.record("reports.ask_for_package", subject=edition.round_id, actor=actor, **details)
    enqueue(Task.MAKE_PACKAGE, made.id)
    return made


def is_current(package: Package) -> bool:
    """Say whether nothing that belongs in the package has changed since it was asked for."""
    latest = (
        responses.latest_change(package.round_id),
        queries.latest_edit(package.round.version.document_id),
    )
    return all(each is None or each <= package.created_at for each in latest)


def check_shown(package: Package) -> None:
    """Keep back a package for all to read from before something in it was masked or withheld.

    Raises:
        NotFoundError: something in it is secret now.
    """
    if not package.internal and responses.hidden_since(package.round_id, package.created_at):
        raise NotFoundError(
            _l(
                "Something in this package has been masked or withheld since it was made. "
                "Compile a new edition of the report, and make a new package with it."
            )
        )


def cancel_package(package: Package, *, actor: User) -> None:
    """Stop the making of a package. What was made of it is gone.

    Raises:
        ForbiddenError: the person may not.
        ConflictError: it is over already.
    """
    if not actor.roles & policy.COMPILERS:
        raise ForbiddenError(_l("You may not cancel packages."))
    session.refresh(package, with_for_update=True, attribute_names=["status"])
    if not package.is_under_way:
        raise ConflictError(_l("This package is not being made any more."))
    _end(package, PackageStatus.CANCELLED)
    audit.record(
        "reports.cancel_package", subject=package.round_id, actor=actor, package=str(package.id)
    )


def claim_package(package_id: uuid.UUID) -> Turn | None:
    """Take a package for making or going on with; None where another has it, or it is over."""
    moment = clock.now()
    free = (Package.status == PackageStatus.QUEUED) | (
        (Package.status == PackageStatus.RUNNING) & (Package.heard_at < moment - PACKAGE_LOST_AFTER)
    )
    statement = select(Package).where(Package.id == package_id, free)
    package = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if package is None:
        return None
    if package.attempts >= MOST_PACKAGE_ATTEMPTS:
        _give_up(package, Fault.OTHER)
        return None
    package.status, package.heard_at = PackageStatus.RUNNING, moment
    package.attempts += 1
    return Turn(package.id, package.attempts)


def look(turn: Turn) -> Package:
    """The package, not locked, if it is still this worker's turn.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    package = queries.package(turn.package_id)
    if package.status is not PackageStatus.RUNNING or package.attempts != turn.number:
        raise StoppedError
    return package


def hold(turn: Turn) -> Package:
    """The package, locked until the transaction ends, if it is still this worker's turn.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    statement = select(Package).where(
        Package.id == turn.package_id,
        Package.status == PackageStatus.RUNNING,
        Package.attempts == turn.number,
    )
    fresh = statement.with_for_update().execution_options(populate_existing=True)
    package = session.scalars(fresh).one_or_none()
    if package is None:
        raise StoppedError
    package.heard_at = clock.now()
    return package


def release_package(turn: Turn) -> None:
    """Let the package be claimed again: what stopped it may pass."""
    hold(turn).status = PackageStatus.QUEUED


def give_up_package(turn: Turn, error: Exception) -> None:
    """Write why the package could not be made. Staff see it, and what to do."""
    package = hold(turn)
    if isinstance(error, DamagedError):
        _give_up(package, Fault.FILE, str(error))
    elif isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _give_up(package, Fault.ROOM)
    else:
        _give_up(package, Fault.HIDDEN if isinstance(error, HiddenError) else Fault.OTHER)


def sweep_packages() -> int:
    """Ask again for packages that wait or whose worker is lost, and take away the old ones."""
    for package in queries.expired_packages(clock.now()):
        _end(package, PackageStatus.EXPIRED)
    found = queries.waiting_packages(lost_before=clock.now() - PACKAGE_LOST_AFTER)
    for package_id in found:
        enqueue(Task.MAKE_PACKAGE, package_id)
    return len(found)


def _check(edition: Edition, wanted: Wanted) -> None:
    if edition.status is not EditionStatus.DONE:
        raise DomainError(_l("Choose an edition that is compiled."), field="edition")
    if wanted.is_whole:
        return
    if responses.unchecked(edition.round_id):
        raise DomainError(
            _l(
                "Every answer must be checked for secrecy before others read it. Check those that "
                "are left, or make a package for internal use."
            ),
            field="use",
        )
    if responses.hidden_since(edition.round_id, edition.created_at):
        raise DomainError(
            _l(
                "Something was masked or withheld after this edition was compiled. Compile a new "
                "edition, and choose that one."
            ),
            field="edition",
        )


def _give_up(package: Package, fault: Fault, at_fault: str = "") -> None:
    package.fault, package.at_fault = fault, at_fault
    _end(package, PackageStatus.FAILED)
    log.warning("package given up: id=%s fault=%s", package.id, fault)


def _end(package: Package, status: PackageStatus) -> None:
    """The package is over, and no file of its own is left."""
    package.status = status
    package.finished_at = package.finished_at or clock.now()
    made = [*queries.own_files(package.id), *([package.file] if package.file else [])]
    package.file = None
    session.flush()
    session.execute(delete(PackageEntry).where(PackageEntry.package_id == package.id))
    for file in made:
        storage.remove(file)
