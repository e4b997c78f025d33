"""Asking for an edition, and what becomes of it: cancelled, tried again, past its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.background import JobStatus, Task, ask_for_lost, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports import policy, queries
from webapp.reports.audience import Audience
from webapp.reports.models import Edition, EditionFile, ReportTemplate
from webapp.reports.parts import EVERY, Part
from webapp.rounds.models import Round

KEPT: Final = timedelta(days=30)
"""How long packages, and editions that were not published, can be had."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What an edition is to be: for whom, of which parts in which order, in which look in Word."""

    audience: Audience = Audience.PUBLIC
    parts: Sequence[Part] = EVERY
    template: ReportTemplate | None = None


USUAL_SHAPE: Final = Shape()


def request(
    round_: Round,
    *,
    language: str,
    actor: User,
    shape: Shape = USUAL_SHAPE,
) -> Edition:
    """Ask for a new edition. While the same is being compiled, that one is the answer.

    Raises:
        ForbiddenError: the person may not, or the round has not been open.
    """
    _check_may(round_, actor)
    # The lock makes a double click one edition, and keeps the numbers in a row.
    session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    edition = Edition(
        round_id=round_.id,
        number=queries.next_number(round_.id),
        language=language,
        audience=shape.audience,
        made_by=actor.id,
        parts=[part.value for part in shape.parts],
        template_id=shape.template.id if shape.template else None,
        texts={
            place: each.text
            for place, each in queries.texts(round_.id, language).items()
            if each.text
        },
    )
    same = [each for each in queries.under_way(round_.id) if each.says_as(edition)]
    if same:
        return same[0]
    session.add(edition)
    session.flush()
    _record("reports.request", edition, actor)
    enqueue(Task.COMPILE_REPORT, edition.id)
    return edition


def cancel_edition(edition: Edition, *, actor: User) -> None:
    """Stop the compiling of an edition. What was made of it is gone.

    Raises:
        ForbiddenError: the person may not.
        ConflictError: it is over already.
    """
    _check_may(edition.round, actor)
    lock(edition)
    if not edition.is_under_way:
        raise ConflictError(_l("This edition is not being compiled any more."))
    edition.end(JobStatus.CANCELLED)
    edition.cancelled_by = actor.id
    erase_files(edition)
    _record("reports.cancel_edition", edition, actor)


def try_again(edition: Edition, *, actor: User) -> None:
    """Compile an edition that failed or was cancelled. What it has is not made again.

    Once somebody has asked for that it changes nothing to ask again.

    Raises:
        ForbiddenError: the person may not.
    """
    _check_may(edition.round, actor)
    lock(edition)
    if not edition.can_be_tried_again:
        return
    edition.ask_again()
    edition.cancelled_by, edition.percent = None, 0
    _record("reports.try_again", edition, actor)
    enqueue(Task.COMPILE_REPORT, edition.id)


def sweep_editions() -> int:
    """Ask again for editions that wait or whose worker is lost, and erase the files of old ones."""
    for edition in queries.expired_editions(clock.now()):
        erase_files(edition)
        edition.status = JobStatus.EXPIRED
    return ask_for_lost(Edition, Task.COMPILE_REPORT)


def lock(edition: Edition) -> None:
    """Let nobody else change how far the edition has come, and read that anew."""
    session.flush()
    session.refresh(edition, with_for_update=True, attribute_names=["status"])


def erase_files(edition: Edition) -> None:
    """Erase what is kept of the edition."""
    kept = queries.kept_formats(edition.id).values()
    session.execute(delete(EditionFile).where(EditionFile.edition_id == edition.id))
    session.expire(edition, ["files"])
    for file in kept:
        storage.remove(file)


def _check_may(round_: Round, actor: User) -> None:
    if not policy.may_compile(actor.roles, round_, clock.now()):
        raise ForbiddenError(_l("A report can be compiled once the round has been opened."))


def _record(action: str, edition: Edition, actor: User) -> None:
    details = {"edition": edition.number, "audience": edition.audience.value}
    audit.record(action, subject=edition.round_id, actor=actor, **details)
