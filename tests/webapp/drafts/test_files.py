"""Versions as files: the pages on which staff ask for them, wait for them and download them."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import docx
import pytest
from pypdfium2 import PdfDocument

from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import write
from webapp.core import clock, storage
from webapp.core.access import Role
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.models import Document, VersionFile

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def officer(client):
    return sign_in(client)


@pytest.fixture
def document(client, officer) -> Document:
    """A document with a frozen version, and a further one being written."""
    made = new_document(officer)
    write(client, made, "Vision", text="En text om **innovation**.")
    service.freeze(made, name="Remissversion", note="", actor=officer)
    session.commit()
    return queries.document(made.id)


def order(client, document, **fields):
    client.get(f"/documents/{document.id}/files")
    fields.setdefault("language", "sv")
    if "version" not in fields:
        fields["version"] = str(frozen(document).id)
    return client.submit("Gör filen", **fields)


def frozen(document):
    return queries.frozen_versions(document.id)[0]


def latest() -> VersionFile:
    session.expire_all()
    return session.query(VersionFile).order_by(VersionFile.id.desc()).first()


def name_of(response) -> str:
    return unquote(response.headers["Content-Disposition"].split("filename*=UTF-8''")[1])


def test_a_word_file_is_asked_for_made_and_downloaded(client, document, work_off):
    order(client, document, form="docx")
    assert client.text("h1") == "Filen görs"
    work_off()
    client.get(f"/version-files/{latest().id}")
    assert client.text("h1") == "Filen är klar"
    file = client.get(client.page.select_one("main .ds-button")["href"])
    assert file.headers["Content-Type"] == TYPE
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert name_of(file) == "Innovationsstrategi – version 1 – svenska.docx"
    words = [paragraph.text for paragraph in docx.Document(BytesIO(file.data)).paragraphs]
    assert "En text om innovation." in words


def test_a_pdf_says_what_the_version_says_and_is_named_in_its_language(client, document, work_off):
    document.title = {**document.title, "en": "Innovation strategy"}
    session.commit()
    order(client, document, form="pdf", language="en")
    work_off()
    file = client.get(f"/version-files/{latest().id}/download")
    assert file.headers["Content-Type"] == "application/pdf"
    assert name_of(file) == "Innovation strategy – version 1 – English.pdf"
    words = "".join(page.get_textpage().get_text_range() for page in PdfDocument(file.data))
    assert "innovation" in words
    assert "Contents" in words
    assert "is not translated" in words


def test_the_file_of_a_frozen_version_is_made_once(client, document, work_off):
    order(client, document, form="docx")
    first = latest()
    work_off()
    again = order(client, document, form="docx")
    assert "Filen är klar" in client.text("h1")
    assert again.request.path == f"/version-files/{first.id}"
    order(client, document, form="docx", language="en")
    assert latest().id != first.id


def test_the_file_of_the_version_being_written_is_made_anew(client, document, work_off):
    working = queries.working_version(document.id)
    order(client, document, form="docx", version=str(working.id))
    first = latest()
    order(client, document, form="docx", version=str(working.id))
    assert latest().id == first.id, "one that waits is enough"
    work_off()
    order(client, document, form="docx", version=str(working.id))
    assert latest().id != first.id
    work_off()
    client.get(f"/version-files/{latest().id}")
    assert "Filen visar texten som den var" in client.text()
    file = client.get(f"/version-files/{latest().id}/download")
    assert "utkast" in name_of(file)
    assert any("Utkast" in p.text for p in _all_paragraphs(file.data))


def test_a_file_from_before_the_freezing_is_not_the_frozen_version(client, officer, work_off):
    document = new_document(officer)
    write(client, document, "Vision", text="En text.")
    working = queries.working_version(document.id)
    order(client, document, form="docx", version=str(working.id))
    work_off()
    write(client, document, "Mål", text="En text till.")
    service.freeze(document, name="Remissversion", note="", actor=officer)
    session.commit()
    order(client, document, form="docx", version=str(working.id))
    work_off()
    file = client.get(f"/version-files/{latest().id}/download")
    assert any("En text till." in each.text for each in _all_paragraphs(file.data))


def test_a_file_of_the_version_being_written_is_erased_after_a_month(client, document, work_off):
    for version in (queries.working_version(document.id), frozen(document)):
        order(client, document, form="docx", version=str(version.id))
    work_off()
    kept, passing = session.query(VersionFile).order_by(VersionFile.id.desc())
    file = passing.file
    client.get(f"/version-files/{passing.id}")
    assert "raderas sedan" in client.text()
    client.get(f"/version-files/{kept.id}")
    assert "raderas sedan" not in client.text()
    with clock.staged(passing.finished_at + service.FILE_KEPT - timedelta(minutes=1)):
        service.sweep_files()
    assert passing.status is JobStatus.DONE
    with clock.staged(kept.finished_at + service.FILE_KEPT):
        service.sweep_files()
        session.commit()
    assert (passing.status, kept.status) == (JobStatus.EXPIRED, JobStatus.DONE)
    with pytest.raises(FileNotFoundError):
        storage.contents(file)
    assert client.get(f"/version-files/{passing.id}/download").status_code == 404
    client.get(f"/documents/{document.id}/files")
    assert "Raderat" in client.text("#files")
    client.get(f"/version-files/{passing.id}")
    assert client.text("h1") == "Filen är raderad"
    client.get(client.page.select_one("main .ds-button")["href"])
    assert client.path.startswith(f"/documents/{document.id}/files")


def _all_paragraphs(data):
    package = docx.Document(BytesIO(data))
    return [*package.paragraphs, *package.sections[0].header.paragraphs]


def test_while_it_is_made_the_page_asks_again(client, document):
    order(client, document, form="docx")
    work = latest()
    assert client.page.select_one("#version-file")["hx-get"] == f"/version-files/{work.id}"
    fragment = client.get(f"/version-files/{work.id}", headers={"HX-Request": "true"})
    assert b"<h1" not in fragment.data
    work.status = JobStatus.DONE
    session.commit()
    over = client.get(f"/version-files/{work.id}", headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_a_file_that_is_not_made_is_not_found(client, document):
    order(client, document, form="docx")
    assert client.get(f"/version-files/{latest().id}/download").status_code == 404


def test_a_failure_is_told_with_a_way_on(client, document):
    order(client, document, form="pdf")
    work = latest()
    work.status = JobStatus.FAILED
    session.commit()
    client.get(f"/version-files/{work.id}")
    assert "Filen kunde inte göras" in client.text("h1")
    client.get(client.page.select_one("main .ds-button")["href"])
    chosen = [each["value"] for each in client.page.select("main input[checked]")]
    assert chosen == ["pdf", "sv"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"form": "odt"}, "Inte ett giltigt val"),
        ({"form": "docx", "language": "fi"}, "Inte ett giltigt val"),
        ({"form": "docx", "version": "x"}, "Inte ett giltigt val"),
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(client, document, fields, sentence):
    answer = order(client, document, **fields)
    assert answer.status_code == 422
    assert sentence in client.text(".y-error-summary")
    assert session.query(VersionFile).count() == 0


def test_respondents_and_strangers_get_nothing(client, document, work_off):
    order(client, document, form="docx")
    work_off()
    work = latest()
    client.forget()
    for path in (
        f"/documents/{document.id}/files",
        f"/version-files/{work.id}",
        f"/version-files/{work.id}/download",
    ):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code in {302, 401, 403}, path


def test_readers_on_the_staff_may_download(client, document, work_off):
    client.forget()
    sign_in(client, Role.REGISTRAR)
    order(client, document, form="docx")
    work_off()
    assert client.get(f"/version-files/{latest().id}/download").status_code == 200


def test_the_list_costs_the_same_however_many_files_there_are(client, document, count_queries):
    order(client, document, form="docx")
    few = count_queries(lambda: client.get(f"/documents/{document.id}/files"))
    for language in ("sv", "en"):
        for form in ("docx", "pdf"):
            order(client, document, form=form, language=language)
    many = count_queries(lambda: client.get(f"/documents/{document.id}/files"))
    assert len(client.page.select("#files tbody tr")) == 4
    assert few == many


def test_a_file_of_changes_tells_what_is_new_since_a_version(client, document, work_off):
    section = rows(document)[0]
    client.get(f"/documents/{document.id}/sections/{section.key}")
    client.submit("Spara", text_sv="En text om **ny teknik**.")
    working = queries.working_version(document.id)
    former = frozen(document)
    order(client, document, form="changes_docx", version=str(working.id), former=str(former.id))
    assert "Ändringar sedan Version 1: Remissversion" in client.text()
    work_off()
    file = client.get(f"/version-files/{latest().id}/download")
    assert name_of(file) == (
        "Innovationsstrategi – version 2 – utkast – ändringar sedan version 1 – svenska.docx"
    )
    with ZipFile(BytesIO(file.data)) as package:
        body = package.read("word/document.xml").decode()
    assert re.findall(r"<w:delText[^>]*>([^<]*)", body) == ["innovation"]
    assert 'w:author="Region Exempel"' in body
    assert "Godta alla i Word" in body


def test_changes_are_counted_from_an_earlier_version(client, document):
    working, former = queries.working_version(document.id), frozen(document)
    for later, earlier in ((former, working), (working, working)):
        answer = order(
            client, document, form="changes_docx", version=str(later.id), former=str(earlier.id)
        )
        assert answer.status_code == 422
        assert "tidigare version" in client.text(".y-error-summary")


def test_a_document_with_one_version_has_no_changes_to_offer(client, officer):
    alone = new_document(officer)
    client.get(f"/documents/{alone.id}/files")
    assert [each["value"] for each in client.page.select("main input[name=form]")] == [
        "docx", "pdf",
    ]  # fmt: skip
