"""The text that was sent out with every point of the report in its margin: one file, or several."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from webapp.core import rendering
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.drafts.paper.margins import Remark
from webapp.drafts.service import papers
from webapp.reports import commented
from webapp.reports.commented import Anchor
from webapp.reports.compilers import Progress, silent
from webapp.reports.outline import Report
from webapp.reports.packed.names import safe
from webapp.reports.packed.zips import ZipWriter
from webapp.reports.shelves import Row
from webapp.reports.wording import Wording
from webapp.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Said:
    """All that an edition says, read at one moment: no format asks the database for more."""

    report: Report
    authority: str
    anchors: Row[tuple[str, Anchor]]
    """Where each point is on the text, by its number."""


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Let the garbage collector rest while a report is made.

    It would go through all that the product has loaded, over and over, and none of that is garbage:
    this took half of the time of the outline. Rows that are read are let go of without it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@collecting_nothing()
def write_commented(round_: Round, said: Said) -> bytes:
    """The text that was sent out, as Word with every point of the report in its margin."""
    report = said.report
    with rendering.spoken(report.language):
        return papers.with_comments(
            round_.version,
            report.language,
            _remarks(round_, said),
            authority=said.authority,
            notes=_notes(report),
        )


@collecting_nothing()
def write_by_chapter(round_: Round, said: Said, *, progress: Progress = silent) -> BinaryIO:
    """The same as a ZIP of Word files, one a chapter; it is gone when it is closed.

    None has more comments than LibreOffice opens well: where a chapter has, it is there several
    times, each with some of them.
    """
    report, target = said.report, TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    with rendering.spoken(report.language), ZipWriter(target, moment=report.compiled_at) as packed:
        parts = papers.by_chapter_with_comments(
            round_.version,
            report.language,
            _remarks(round_, said),
            authority=said.authority,
            notes=_notes(report),
        )
        for number, part in enumerate(parts, 1):
            title = part.title or _("The text as a whole")
            progress(part.done, title)
            more = _(", part %(number)s", number=part.number) if part.number else ""
            packed.write(f"{number:02} {safe(title)[:80].strip()}{more}.docx", [part.data])
    target.seek(0)
    progress(1.0)
    return target


def _remarks(round_: Round, said: Said) -> Iterator[Remark]:
    texts = {
        block.key: block.text
        for section in drafts.reading(round_.version_id)
        for block in section.blocks
    }
    wording = Wording(said.report.language, rendering.catalogue())
    return commented.remarks(said.report, dict(said.anchors), texts, wording)


def _notes(report: Report) -> Sequence[str]:
    wording = Wording(report.language, rendering.catalogue())
    number = wording.number(report.edition)
    readers = wording.label(report.audience)
    return [
        _("Edition %(number)s. Readers: %(readers)s.", number=number, readers=readers),
        _(
            "Every point that came in is a comment in the margin, and every proposal a tracked "
            "change by its sender. Where several propose to change the same words, the first is "
            "marked in them and the others stand behind."
        ),
    ]
