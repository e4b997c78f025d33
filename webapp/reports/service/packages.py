"""Asking for a package, and what becomes of it: cancelled, failed, past its time."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.background import JobStatus, Task, Turn, ask_for_lost, enqueue, hold
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import labels, policy, queries
from webapp.reports.audience import may_leave_the_house
from webapp.reports.models import (
    CHAPTERS,
    Edition,
    KeptBack,
    Package,
    PackageEntry,
    PackageKind,
)
from webapp.reports.packed.zips import DamagedError
from webapp.reports.service.editions import lock
from webapp.reports.service.faults import fault_of
from webapp.responses import queries as responses
from webapp.responses.models import Response
from webapp.rounds.models import Round

log = logging.getLogger(__name__)


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


def ask_for_package(edition: Edition, wanted: Wanted, *, actor: User) -> Package:
    """A package with the edition: the one that waits or is there, or one that a worker will make.

    Raises:
        ForbiddenError: the person may not.
        DomainError: an answer is not checked for secrecy, or the edition is from before one was
            or for internal use.
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


def why_kept_back(package: Package) -> KeptBack | None:
    """Why a package for all to read is not to be had any more, where it is not.

    One for internal use is a record of what there was when it was made, and can always be had.
    """
    if package.internal:
        return None
    if responses.hidden_since(package.round_id, package.created_at):
        return KeptBack.HIDDEN
    return KeptBack.DISOWNED if disowned(package) else None


def kept_back(packages: Sequence[Package]) -> Mapping[uuid.UUID, KeptBack]:
    """Why each of a round's packages that is not to be had any more is kept back. Two queries."""
    made = [each for each in packages if each.file_id is not None and not each.internal]
    if not made:
        return {}
    hidden = responses.last_hidden(made[0].round_id)
    disowned_ = responses.last_disowned(made[0].round_id)
    last = ((KeptBack.DISOWNED, disowned_), (KeptBack.HIDDEN, hidden))
    return {each.id: why for why, at in last for each in made if at and at > each.created_at}


def disowned(package: Package) -> Sequence[Response]:
    """The answers whose senders have said since it was made that they are not theirs."""
    return responses.disowned_since(package.round_id, package.created_at)


def check_shown(package: Package) -> None:
    """Keep back a package for all to read that tells what others may not read, or is not so.

    Raises:
        NotFoundError: something in it is secret now, or is said not to be its sender's.
    """
    why = why_kept_back(package)
    if why is not None:
        raise NotFoundError(labels.KEPT_BACK[why])


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
    package.cancelled_by = actor.id
    _end(package, JobStatus.CANCELLED)
    audit.record(
        "reports.cancel_package", subject=package.round_id, actor=actor, package=str(package.id)
    )


def give_up_package(turn: Turn[Package], error: Exception | None) -> None:
    """Write why the package could not be made. Staff see it, and what to do."""
    package = hold(turn)
    package.fault = fault_of(error)
    package.at_fault = str(error) if isinstance(error, DamagedError) else ""
    log.warning("package given up: id=%s fault=%s", package.id, package.fault)
    _end(package, JobStatus.FAILED)


def sweep_packages() -> int:
    """Ask again for packages that wait or whose worker is lost, and take away the old ones."""
    for package in queries.expired_packages(clock.now()):
        _end(package, JobStatus.EXPIRED)
    return ask_for_lost(Package, Task.MAKE_PACKAGE)


def _check(edition: Edition, wanted: Wanted) -> None:
    lock(edition)
    if edition.status is not JobStatus.DONE:
        raise DomainError(_l("Choose an edition that is compiled."), field="edition")
    if wanted.is_whole:
        return
    if not may_leave_the_house(edition.audience):
        raise DomainError(
            _l(
                "This edition is for internal use. Choose one for the board or the public, or "
                "make a package for internal use."
            ),
            field="edition",
        )
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
    if responses.disowned_since(edition.round_id, edition.created_at):
        raise DomainError(
            _l(
                "After this edition was compiled, a sender said that an answer is not theirs. "
                "Compile a new edition, and choose that one."
            ),
            field="edition",
        )


def _end(package: Package, status: JobStatus) -> None:
    """The package is over, and no file of its own is left."""
    package.status = status
    package.finished_at = package.finished_at or clock.now()
    made = [*queries.own_files(package.id), *([package.file] if package.file else [])]
    package.file = None
    session.flush()
    session.execute(delete(PackageEntry).where(PackageEntry.package_id == package.id))
    for file in made:
        storage.remove(file)
