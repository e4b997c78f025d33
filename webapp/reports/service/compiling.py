"""Compiling an edition, format by format. What is kept is not made again while it says the same."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from webapp.assessment import queries as assessment
from webapp.core import clock, rendering, storage
from webapp.core.background import JobStatus, Turn, hold, look
from webapp.core.database import session
from webapp.drafts.paper.parted import MANY
from webapp.reports import assembly, filling, queries, schemas
from webapp.reports.audience import Audience
from webapp.reports.compilers import Progress, csv, docx, html, json, pdf, silent, templated, xlsx
from webapp.reports.imprint import Imprint
from webapp.reports.labels import CONTENT_TYPES
from webapp.reports.models import Edition, EditionFile, Format
from webapp.reports.outline import Report
from webapp.reports.parts import known
from webapp.reports.phrases import BY_CHAPTER, IN_FILE_NAMES, WITH_COMMENTS
from webapp.reports.service.data import schema_address
from webapp.reports.service.editions import KEPT, erase_files
from webapp.reports.service.faults import fault_of
from webapp.reports.service.margins import (
    Said,
    collecting_nothing,
    write_by_chapter,
    write_commented,
)
from webapp.reports.service.templates import template_file
from webapp.reports.shelves import Place, Shelf
from webapp.reports.wording import Wording

log = logging.getLogger(__name__)


COMPILERS: Mapping[Format, Callable[..., None]] = {
    Format.JSON: json.write_report,
    Format.FIGURES: json.write_figures,
    Format.HTML: html.write_report,
    Format.FRAGMENT: html.write_fragment,
    Format.XLSX: xlsx.write_report,
    Format.CSV: csv.write_report,
    Format.DOCX: docx.write_report,
    Format.PDF: pdf.write_report,
}
"""How each format that needs the report alone is written."""

SHARES: Mapping[Format, tuple[int, int]] = {
    Format.JSON: (5, 8),
    Format.FIGURES: (8, 9),
    Format.HTML: (9, 12),
    Format.FRAGMENT: (12, 13),
    Format.XLSX: (13, 20),
    Format.CSV: (20, 22),
    Format.DOCX: (22, 42),
    Format.COMMENTED: (42, 46),
    Format.CHAPTERS: (46, 48),
    Format.PDF: (48, 100),
}
"""From and to where each format moves the progress bar, in percent, in the order of making.

The first is the whole of what the edition says: by it what was kept before is known to be right.
"""

ENDS: Mapping[Format, object] = {
    Format.COMMENTED: WITH_COMMENTS,
    Format.CHAPTERS: BY_CHAPTER,
}
"""What the names of files say before that, in words."""

PROPER: Mapping[Format, str] = {
    Format.FRAGMENT: "html",
    Format.FIGURES: "json",
    Format.COMMENTED: "docx",
    Format.CHAPTERS: "zip",
}
"""What the names of files end in, where it is not the format's own name."""


def begin(turn: Turn[Edition]) -> Edition:
    """Say that the answers are read for the edition, and when; returns it."""
    edition = hold(turn)
    edition.step = edition.chapter = ""
    edition.faults = {}
    edition.began_at = edition.began_at or clock.now()
    edition.data_version = schemas.VERSION
    return edition


def settle(turn: Turn[Edition], said: Said) -> Said:
    """Go on with what was kept of the edition before, if it says the same as what is read now.

    Else something has changed since, and all of it is let go: every file is to say the same.
    Returns what is read, whose report in that case bears a new moment.
    """
    if not queries.kept_formats(turn.row_id):
        return said
    told = hashlib.sha256()
    with written(said.report, Format.JSON) as file:
        while piece := file.read(storage.PIECE):
            told.update(piece)
    edition = hold(turn)
    whole = queries.kept_formats(edition.id).get(Format.JSON)
    if whole is not None and whole.sha256 == told.hexdigest():
        return said
    erase_files(edition)
    edition.began_at = clock.now()
    anew = replace(said.report, compiled_at=clock.local(edition.began_at))
    return replace(said, report=anew)


def formats_of(edition: Edition) -> list[Format]:
    """The formats that the edition is to have, in the order of making."""
    has_many = assessment.overall(assessment.progress(edition.round_id)).total > MANY
    return [each for each in SHARES if has_many or each is not Format.CHAPTERS]


def left(turn: Turn[Edition]) -> list[Format]:
    """Those that it does not have yet."""
    kept = queries.kept_formats(turn.row_id)
    return [each for each in formats_of(look(turn)) if each not in kept]


def read(edition: Edition, *, authority: str) -> Said:
    """What the edition says, and where each of its points is on the text."""
    report = outline(edition, authority=authority)
    return Said(report, authority, Shelf(Place(), queries.anchors(edition.round_id)))


@collecting_nothing()
def outline(edition: Edition, *, authority: str) -> Report:
    """What the edition says, out of the responses and decisions as they are now."""
    address = rendering.address("reports.published", round_id=edition.round_id)
    imprint = Imprint(
        number=edition.number,
        language=edition.language,
        authority=authority,
        compiled_at=clock.local(edition.began_at or clock.now()),
        address=address,
        permalink=lambda number: f"{address}#point-{number}",
        audience=edition.audience or Audience.PUBLIC,
    )
    with rendering.spoken(edition.language):
        report = assembly.report(queries.material(edition.round_id, imprint.audience), imprint)
        wording = Wording(edition.language, rendering.catalogue())
        described = schema_address(schemas.Data.REPORT)
        chosen = replace(report, parts=known(edition.parts), schema=described)
        return filling.with_texts(chosen, edition.texts, wording)


def made(
    turn: Turn[Edition], said: Said, format_: Format, *, progress: Progress = silent
) -> BinaryIO:
    """The edition in one format, as a file that is gone when it is closed.

    `progress` is told how much is done, and in which chapter.
    """
    edition = look(turn)
    progress(0.0)
    if format_ is Format.COMMENTED:
        return BytesIO(write_commented(edition.round, said))
    if format_ is Format.CHAPTERS:
        return write_by_chapter(edition.round, said, progress=progress)
    template = template_file(edition) if format_ is Format.DOCX else None
    return written(said.report, format_, progress=progress, template=template)


@collecting_nothing()
def written(
    report: Report,
    format_: Format,
    *,
    progress: Progress = silent,
    template: bytes | None = None,
) -> BinaryIO:
    """The report in one format, as a file that is gone when it is closed, read from its beginning.

    `template`: the authority's own, for the Word file.
    """
    with ExitStack() as stack, rendering.spoken(report.language):
        target = stack.enter_context(TemporaryFile())
        wording = Wording(report.language, rendering.catalogue())
        if template is not None and format_ is Format.DOCX:
            templated.write_report(report, target, template, wording=wording, progress=progress)
        else:
            COMPILERS[format_](report, target, wording=wording, progress=progress)
        target.seek(0)
        stack.pop_all()  # Whoever asked closes it.
    return target


def write(report: Report, format_: Format) -> bytes:
    """The bytes of a report that is short, in one format."""
    with written(report, format_) as file:
        return file.read()


def keep(turn: Turn[Edition], format_: Format, source: BinaryIO) -> None:
    """Keep one format of the edition as a file, and close what it was made in."""
    with source:
        edition = hold(turn)
        name = _file_name(edition, format_)
        file = storage.keep_stream(source, name=name, content_type=CONTENT_TYPES[format_])
    session.flush()
    session.add(EditionFile(edition_id=edition.id, format=format_, file_id=file.id))
    edition.percent = max(edition.percent, SHARES[format_][1])


def _file_name(edition: Edition, format_: Format) -> str:
    """What the file is called: the case, the edition, and whom it is for in the edition's words."""
    number = edition.round.consultation.registry_number.replace("/", "-").replace(" ", "-")
    with rendering.spoken(edition.language):
        words = [str(IN_FILE_NAMES[edition.audience])]
        words += str(ENDS.get(format_, "")).split()
    name = "-".join((number, str(edition.number), *words))
    return f"{name}.{PROPER.get(format_, format_.value)}"


def note_progress(turn: Turn[Edition], format_: Format, share: float, chapter: str = "") -> None:
    """Move the progress bar: `share` of the format is done, from 0 to 1; say what is written."""
    edition = hold(turn)
    start, end = SHARES[format_]
    edition.percent = max(edition.percent, int(start + (end - start) * share))
    edition.step, edition.chapter = format_.value, chapter


def note_fault(turn: Turn[Edition], format_: Format, error: Exception) -> None:
    """Say why the edition lacks a format. The others are made all the same."""
    edition = hold(turn)
    edition.faults = {**edition.faults, format_.value: fault_of(error).value}
    log.warning("format not made: edition=%s format=%s", edition.id, format_.value)


def finish(turn: Turn[Edition]) -> None:
    """The edition is whole, or lacks the formats that could not be made."""
    edition = hold(turn)
    _end(edition)


def give_up_edition(turn: Turn[Edition], error: Exception | None) -> None:
    """Write why the compiling stopped, and at what. Staff see it; what was made can be had."""
    edition = hold(turn)
    edition.faults = {**edition.faults, edition.step: fault_of(error).value}
    log.warning("edition given up: id=%s at=%s", edition.id, edition.step)
    _end(edition)


def _end(edition: Edition) -> None:
    edition.end(JobStatus.FAILED if edition.faults else JobStatus.DONE)
    edition.step = edition.chapter = ""
    edition.expires_at = clock.now() + KEPT
