"""Making a package: chapter by chapter, each kept when it is done, and then into one file."""

from collections.abc import Callable, Iterator, Mapping

from webapp.core import rendering
from webapp.core.background import Turn, hold, look
from webapp.core.database import session
from webapp.core.rendering import gettext as _
from webapp.drafts.service import papers
from webapp.reports import labels, queries
from webapp.reports.models import (
    Chapter,
    Format,
    Package,
    PackageEntry,
    PackageKind,
)
from webapp.reports.packed.names import safe
from webapp.reports.service import archiving, opened
from webapp.reports.service.parts import BATCH, WORD, Made, Part
from webapp.responses import queries as responses
from webapp.responses.models import Response

SHARES: Mapping[Chapter, int] = {
    Chapter.REPORT: 0,
    Chapter.POINTS: 2,
    Chapter.TEXT: 4,
    Chapter.ANSWERS: 10,
    Chapter.SEAL: 75,
}
"""Where each chapter begins on the progress bar, in percent."""


Maker = Callable[[Package, str], "Part"]
"""Makes the next part of a chapter, given the package and the authority's name."""


def go_on_with_package(turn: Turn[Package], *, authority: str) -> bool:
    """Make the next part of the package; False once there is nothing left but to seal it.

    The files are made first and kept then, while nobody can cancel it. What was kept before is
    not made again, whoever made it.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    package = look(turn)
    if package.chapter is Chapter.SEAL:
        return False
    with rendering.spoken(package.language):
        part = MAKERS[package.kind][package.chapter](package, authority)
    hold(turn)
    _keep(package, part)
    return True


def _keep(package: Package, part: Part) -> None:
    """Keep the files of a part, and go on to the next chapter where this one is done."""
    kept = [(made, made.kept()) for made in part.files]
    session.flush()
    session.add_all(
        PackageEntry(
            package_id=package.id,
            ordinal=ordinal,
            chapter=package.chapter,
            path=made.path,
            file_id=file.id,
            own=file is not made.file,
            response_id=made.response_id,
        )
        for ordinal, (made, file) in enumerate(kept, start=queries.next_ordinal(package.id))
    )
    chapters = package.chapters
    following = chapters[chapters.index(package.chapter) + 1]
    begins, ends = SHARES[package.chapter], SHARES[following]
    package.percent = int(begins + (ends - begins) * part.done)
    if part.done >= 1:
        package.chapter = following


def _report(package: Package, _authority: str) -> Part:
    return Part(
        [_of_edition(package, form, _("Response report")) for form in (Format.PDF, Format.DOCX)]
    )


def _points(package: Package, _authority: str) -> Part:
    return Part([_of_edition(package, Format.XLSX, _("List of points"))])


def _of_edition(package: Package, form: Format, called: str) -> Made:
    edition = queries.edition(package.edition_id)
    folder = labels.FOLDERS[package.chapter]
    number = _("edition %(number)s", number=edition.number)
    path = f"{folder}/{safe(f'{called}, {number}')}.{form.value}"
    return Made(path, queries.file(edition, form).file)


def _text(package: Package, authority: str) -> Part:
    """The text as it has become, with what was changed since it was sent out; none where none."""
    former = package.round.version
    later = queries.later_text(former)
    if later is None or not queries.differ(former, later):
        return Part([])
    known = former.document.languages
    tag = package.language if package.language in known else former.document.source_language
    data = papers.with_changes(
        papers.manuscript(former, tag, authority=authority),
        papers.manuscript(later, tag, authority=authority),
        former,
    )
    folder, name = labels.FOLDERS[Chapter.TEXT], safe(_("The text with the changes tracked"))
    return Part([Made(f"{folder}/{name}.docx", data, content_type=WORD)])


def _answers(package: Package, authority: str) -> Part:
    """The next answers, each as PDF with the files that it came with."""
    after, last = queries.last_packed(package.id), responses.last_number(package.round_id)
    ids = responses.ids_that_count(package.round_id, after=after, limit=BATCH)
    found = responses.some(ids)
    batch = opened.Batch.of(found)
    files = [made for row in found for made in _answer(package, row, batch, authority)]
    return Part.of(files, found, last)


def _answer(
    package: Package, response: Response, batch: opened.Batch, authority: str
) -> Iterator[Made]:
    folder, internal = labels.FOLDERS[Chapter.ANSWERS], package.internal
    name = f"{response.number:03} {opened.sender(response, internal=internal)}"
    data = batch.as_pdf(response, internal=internal, authority=authority)
    yield Made(f"{folder}/{safe(f'{name}.pdf')}", data, response.id)
    for number, file, called in batch.attached(response, internal=internal):
        said = _("attachment %(number)s", number=number)
        path = safe(f"{name[:40].strip()}, {said}, {called}")
        yield Made(f"{folder}/{path}", file, response.id)


MAKERS: Mapping[PackageKind, Mapping[Chapter, Maker]] = {
    PackageKind.DECISION: {
        Chapter.REPORT: _report,
        Chapter.POINTS: _points,
        Chapter.TEXT: _text,
        Chapter.ANSWERS: _answers,
    },
    PackageKind.ARCHIVE: {
        Chapter.REPORT: archiving.report,
        Chapter.TEXT: archiving.text,
        Chapter.ANSWERS: archiving.answers,
    },
}
