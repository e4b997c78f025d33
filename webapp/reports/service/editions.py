"""Asking for an edition, and compiling it piece by piece in a worker."""

import gc
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, rendering, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ForbiddenError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.drafts.service import papers
from webapp.reports import assembly, commented, filling, policy, queries
from webapp.reports.compilers import Progress, csv, docx, html, json, pdf, silent, templated, xlsx
from webapp.reports.imprint import Imprint
from webapp.reports.labels import CONTENT_TYPES
from webapp.reports.models import Edition, EditionFile, EditionStatus, Format, ReportTemplate
from webapp.reports.outline import Report
from webapp.reports.parts import EVERY, Part, known
from webapp.reports.wording import Wording
from webapp.rounds.models import Round

MOST_ATTEMPTS = 3
LOST_AFTER = timedelta(minutes=40)
"""Longer than the longest a compiling may take (config.LONGEST_TASK_SECONDS)."""


def _fragment(report: Report, *, wording: Wording, progress: Progress = silent) -> bytes:
    data = html.compile_fragment(report, wording=wording).encode()
    progress(1.0)
    return data


COMPILERS: Mapping[Format, Callable[..., bytes]] = {
    Format.HTML: html.compile_report,
    Format.FRAGMENT: _fragment,
    Format.XLSX: xlsx.compile_report,
    Format.CSV: csv.compile_report,
    Format.JSON: json.compile_report,
    Format.DOCX: docx.compile_report,
    Format.PDF: pdf.compile_report,
}
"""How each format is written, the quick ones first."""

SHARES: Mapping[Format, tuple[int, int]] = {
    Format.HTML: (5, 10),
    Format.FRAGMENT: (10, 12),
    Format.XLSX: (12, 20),
    Format.CSV: (20, 22),
    Format.JSON: (22, 24),
    Format.DOCX: (24, 46),
    Format.COMMENTED: (46, 50),
    Format.PDF: (50, 100),
}
"""From and to where each format moves the progress bar, in percent."""

ENDINGS: Mapping[Format, str] = {Format.FRAGMENT: ".html", Format.COMMENTED: "-comments.docx"}
"""What the names of files end in, where it is not the format's own name."""


def request(
    round_: Round,
    *,
    language: str,
    actor: User,
    parts: Sequence[Part] = EVERY,
    template: ReportTemplate | None = None,
) -> Edition:
    """Ask for a new edition. While the same is being compiled, that one is the answer.

    Raises:
        ForbiddenError: the person may not, or the round has not been open.
    """
    if not policy.may_compile(actor.roles, round_, clock.now()):
        raise ForbiddenError(_l("A report can be compiled once the round has been opened."))
    # The lock makes a double click one edition, and keeps the numbers in a row.
    session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    current = queries.under_way(round_.id)
    edition = Edition(
        round_id=round_.id,
        number=queries.next_number(round_.id),
        language=language,
        made_by=actor.id,
        parts=[part.value for part in parts],
        template_id=template.id if template else None,
        texts={
            place: each.text
            for place, each in queries.texts(round_.id, language).items()
            if each.text
        },
    )
    if current is not None and current.says_as(edition):
        return current
    session.add(edition)
    session.flush()
    audit.record("reports.request", subject=round_.id, actor=actor, edition=edition.number)
    enqueue(Task.COMPILE_REPORT, edition.id)
    return edition


def claim(edition_id: uuid.UUID) -> Edition | None:
    """Take the edition for compiling; None where it is taken, done or has failed too often."""
    statement = (
        select(Edition)
        .where(Edition.id == edition_id, Edition.status == EditionStatus.QUEUED)
        .with_for_update(skip_locked=True)
    )
    edition = session.scalars(statement).one_or_none()
    if edition is None:
        return None
    if edition.attempts >= MOST_ATTEMPTS:
        fail(edition.id)
        return None
    session.execute(delete(EditionFile).where(EditionFile.edition_id == edition.id))
    edition.status = EditionStatus.RUNNING
    edition.claimed_at = clock.now()
    edition.attempts += 1
    edition.percent = 0
    return edition


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Let the garbage collector rest while a report is made.

    It would go through the rows of a large round over and over, and none of them is garbage
    yet: that took half of the time of the outline, and a sixth of a workbook's.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collecting_nothing()
def outline(edition: Edition, *, authority: str) -> Report:
    """What the edition says, out of the responses and decisions as they are now."""
    address = rendering.address("reports.published", round_id=edition.round_id)
    imprint = Imprint(
        number=edition.number,
        language=edition.language,
        authority=authority,
        compiled_at=clock.local(clock.now()),
        address=address,
        permalink=lambda number: f"{address}#point-{number}",
    )
    with rendering.spoken(edition.language):
        report = assembly.report(queries.material(edition.round_id), imprint)
        wording = Wording(edition.language, rendering.catalogue())
        chosen = replace(report, parts=known(edition.parts))
        return filling.with_texts(chosen, edition.texts, wording)


@_collecting_nothing()
def write(
    report: Report,
    format_: Format,
    *,
    progress: Callable[[float], None],
    template: bytes | None = None,
) -> bytes:
    """The report in one format. `progress` is told how much of it is done, from 0 to 1.

    `template`: the authority's own, for the Word file.
    """
    with rendering.spoken(report.language):
        wording = Wording(report.language, rendering.catalogue())
        if template is not None and format_ is Format.DOCX:
            return templated.compile_report(report, template, wording=wording, progress=progress)
        return COMPILERS[format_](report, wording=wording, progress=progress)


@_collecting_nothing()
def write_commented(edition_id: uuid.UUID, report: Report, *, authority: str) -> bytes:
    """The text that was sent out, as Word with every point of the report in its margin."""
    round_ = queries.edition(edition_id).round
    texts = {
        block.key: block.text
        for section in drafts.reading(round_.version_id)
        for block in section.blocks
    }
    with rendering.spoken(report.language):
        wording = Wording(report.language, rendering.catalogue())
        anchors = queries.anchors(round_.id)
        said = commented.remarks(report, anchors, texts, wording)
        return papers.with_comments(
            round_.version, report.language, said, authority=authority, notes=[_explained()]
        )


def _explained() -> str:
    return _(
        "Every point that came in is a comment in the margin, and every proposal a tracked change "
        "by its sender. Where several propose to change the same words, the first is marked in "
        "them and the others stand behind."
    )


def keep(edition_id: uuid.UUID, format_: Format, data: bytes) -> None:
    """Keep one format of the edition as a file."""
    edition = queries.edition(edition_id)
    number = edition.round.consultation.registry_number.replace("/", "-").replace(" ", "-")
    name = f"{number}-{edition.number}{ENDINGS.get(format_, f'.{format_.value}')}"
    file = storage.keep(data, name=name, content_type=CONTENT_TYPES[format_])
    session.flush()
    session.add(EditionFile(edition_id=edition_id, format=format_, file_id=file.id))


def note_progress(edition_id: uuid.UUID, format_: Format, share: float) -> None:
    """Move the progress bar: `share` of the format is done, from 0 to 1."""
    edition = session.get_one(Edition, edition_id)
    start, end = SHARES[format_]
    edition.percent = max(edition.percent, int(start + (end - start) * share))
    edition.step = format_.value


def finish(edition_id: uuid.UUID) -> None:
    """The edition is whole."""
    edition = session.get_one(Edition, edition_id)
    edition.status = EditionStatus.DONE
    edition.percent = 100
    edition.finished_at = clock.now()


def fail(edition_id: uuid.UUID) -> None:
    """The edition could not be compiled. Staff see it, and can ask for another."""
    edition = session.get_one(Edition, edition_id)
    edition.status = EditionStatus.FAILED
    edition.finished_at = clock.now()


def sweep() -> int:
    """Ask again for editions that wait or whose worker is lost; returns how many."""
    found = queries.lost(clock.now() - LOST_AFTER)
    for edition in found:
        edition.status = EditionStatus.QUEUED
        enqueue(Task.COMPILE_REPORT, edition.id)
    return len(found)
