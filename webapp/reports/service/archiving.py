"""Making an archive package: its files, laid out as E-ARK CSIP asks for. All is as it came."""

from collections.abc import Iterator, Mapping
from typing import Final

from webapp.drafts.models import FileForm, Version
from webapp.drafts.service import papers
from webapp.drafts.service.files import TYPES
from webapp.reports import labels, queries
from webapp.reports.models import Chapter, Format, Package
from webapp.reports.packed.names import parted
from webapp.reports.service import data
from webapp.reports.service.opened import Batch
from webapp.reports.service.parts import BATCH, PDF, WORD, Made, Part
from webapp.responses import queries as responses
from webapp.responses.models import Response

REPRESENTATIONS: Final[Mapping[Chapter, str]] = {
    Chapter.REPORT: "report",
    Chapter.TEXT: "text",
    Chapter.ANSWERS: "answers",
}
"""What the representations of a package are called, by the chapter that makes each."""

JSON: Final = "application/json"


def folder(chapter: Chapter) -> str:
    """Where in the package the files of a chapter are."""
    return f"representations/{REPRESENTATIONS[chapter]}/data"


def report(package: Package, authority: str) -> Part:
    """The edition in every format that can be downloaded, and what its CSV is.

    What is only parted in another way is not there twice.
    """
    edition = queries.edition(package.edition_id)
    kept = sorted(edition.files, key=lambda each: each.format.value)
    where = folder(Chapter.REPORT)
    files = [
        Made(f"{where}/{_called(each.format)}", each.file)
        for each in kept
        if each.format in labels.FORMATS and each.format is not Format.CHAPTERS
    ]
    if any(data.is_described(edition, each.format) for each in kept):
        url = _called(Format.CSV)
        told = data.csv_metadata(edition, url, authority=authority)
        files.append(Made(f"{where}/{url}-metadata.json", told, content_type=data.CSVW_TYPE))
    return Part(files)


def text(package: Package, authority: str) -> Part:
    """The text as it was sent out in each language, and as it has become since."""
    former = package.round.version
    later = queries.later_text(former)
    if later is not None and not queries.differ(former, later):
        later = None
    tags = former.document.languages
    return Part([made for tag in tags for made in _texts(former, later, tag, authority)])


def answers(package: Package, authority: str) -> Part:
    """The next answers, also those that a later one took the place of."""
    after, last = queries.last_packed(package.id), responses.last_number(package.round_id)
    found = responses.some(responses.next_ids(package.round_id, after=after, limit=BATCH))
    batch = Batch.of(found)
    files = [made for row in found for made in _answer(row, batch, authority)]
    return Part.of(files, found, last)


def _texts(former: Version, later: Version | None, tag: str, authority: str) -> Iterator[Made]:
    where = folder(Chapter.TEXT)
    sent_out = papers.manuscript(former, tag, authority=authority)
    for form, ending in ((FileForm.PDF, "pdf"), (FileForm.DOCX, "docx")):
        file = papers.as_file(sent_out, form)
        yield Made(f"{where}/sent-out.{tag}.{ending}", file, content_type=TYPES[form])
    if later is not None:
        has_become = papers.manuscript(later, tag, authority=authority)
        file = papers.with_changes(sent_out, has_become, former)
        yield Made(f"{where}/changes.{tag}.docx", file, content_type=WORD)


def _answer(response: Response, batch: Batch, authority: str) -> Iterator[Made]:
    """What was registered, the copy of it as PDF, and the files, under the running number."""
    where = f"{folder(Chapter.ANSWERS)}/{response.number:05}"
    yield Made(f"{where}/response.json", response.canonical(), response.id, JSON)
    copy = batch.as_pdf(response, internal=True, authority=authority)
    yield Made(f"{where}/response.pdf", copy, response.id, PDF)
    for number, file, name in batch.attached(response, internal=True):
        ending = parted(name)[1].lower()
        yield Made(f"{where}/attachment-{number}{ending}", file, response.id)


def _called(form: Format) -> str:
    if form is Format.COMMENTED:
        return "report-comments.docx"
    return f"report.{form.value}"
