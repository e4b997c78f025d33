"""The messiest input that anyone could bring about, through every format and out of it again."""

import csv as csv_reader
import json as json_reader
import re
import shutil
import subprocess
from io import BytesIO, StringIO

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook

from tests.factories.drafts import VersionFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports import messy
from tests.webapp.reports.steps import compiled, contents
from webapp.assessment import service as assessment
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.reports.compilers import csv, docx, html, json, pdf, xlsx
from webapp.reports.models import Format
from webapp.responses.models import Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

BODIES = 900
STACKED = re.compile("[\u0300-\u036f]{2}")
"""Letters with several marks on them."""


@pytest.fixture(scope="module")
def whole():
    return messy.report("sv", BODIES)


def solid(text: str) -> str:
    """The letters and figures of a text, which no format may lose or move."""
    return re.sub(r"[\W_]+", "", text)


def _paged(text: bytes) -> str:
    document = pypdfium2.PdfDocument(text)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _written(text: bytes) -> str:
    return "\n".join(
        each.text or "" for each in Document(BytesIO(text)).element.body.iter() if each.text
    )


@pytest.fixture(scope="module")
def files(whole, swedish):
    """The report in each format that is read from beginning to end."""
    kinds = {"pdf": pdf, "docx": docx, "html": html, "json": json}
    return {kind: each.compile_report(whole, wording=swedish) for kind, each in kinds.items()}


@pytest.fixture(scope="module")
def letters(files):
    """The letters and figures that each of those files gives back."""
    read = {
        "pdf": _paged(files["pdf"]),
        "docx": _written(files["docx"]),
        "html": BeautifulSoup(files["html"], "lxml").get_text(),
        "json": "\n".join(_strings(json_reader.loads(files["json"]))),
    }
    return {kind: solid(text) for kind, text in read.items()}


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "json"])
def test_nothing_is_lost_on_the_way(letters, kind):
    found = letters[kind]
    for text in messy.TEXTS:
        wanted = solid(text)
        if kind == "pdf" and STACKED.search(text):
            continue  # Seen as it should be; what reads it back says such letters twice.
        if wanted and (kind != "pdf" or re.fullmatch("[a-zåäö0-9]+", wanted, re.IGNORECASE)):
            assert wanted[:60] in found
            assert wanted[-30:] in found
    assert found.count("mäta") > messy.LONGEST // 26
    assert found.count("ö") > 20_000
    assert "Rad2999" in found


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "json"])
def test_nine_hundred_bodies_are_all_named(whole, letters, kind):
    assert [each.label for each in whole.invited if solid(each.label) not in letters[kind]] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_whole(files, tmp_path):
    (tmp_path / "a.docx").write_bytes(files["docx"])
    text = _in_libreoffice(tmp_path, "a.docx", "txt:Text")
    assert text.count("mäta") > messy.LONGEST // 26
    assert {f"S-{1_000 + at}" for at in range(len(messy.TEXTS))} <= set(re.findall(r"S-\d+", text))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_workbook(whole, swedish, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx.compile_report(whole, wording=swedish))
    text = _in_libreoffice(
        tmp_path, "a.xlsx", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,,,,,,2"
    )
    assert {f"S-{1_000 + at}" for at in range(len(messy.TEXTS))} <= set(re.findall(r"S-\d+", text))


def test_a_spreadsheet_reads_every_point_as_one_row(whole, swedish):
    numbers = [placed.point.number for placed in whole.points()]
    text = csv.compile_report(whole, wording=swedish).decode("utf-8-sig")
    assert [row[0] for row in list(csv_reader.reader(StringIO(text), delimiter=";"))[1:]] == numbers
    sheet = load_workbook(BytesIO(xlsx.compile_report(whole, wording=swedish)))["Synpunkter"]
    assert [cell.value for cell in sheet["A"]][1:] == numbers


def test_a_round_that_nobody_answered_has_a_report(officer, work_off):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    InvitationFactory(round=round_)
    session.flush()
    edition = compiled(round_, officer, work_off)
    assert edition.status is JobStatus.DONE
    assert {file.format for file in edition.files} == set(Format) - {Format.CHAPTERS}
    assert len(list(csv_reader.reader(StringIO(contents(edition, Format.CSV).decode())))) == 1


def test_a_round_where_every_answer_is_withheld_has_a_report(officer, work_off):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    for _ in range(3):
        response = ResponseFactory(
            invitation=InvitationFactory(round=round_), statement="Kanarie i allt."
        )
        assessment.gather(response.id)
        secrecy.check(
            response, Outcome(Secrecy.WITHHELD, "OSL 21 kap. 3 §", "Skydd."), actor=officer
        )
    session.flush()
    edition = compiled(round_, officer, work_off)
    assert edition.status is JobStatus.DONE
    assert "Kanarie" not in _written(contents(edition, Format.DOCX))
    assert "Kanarie" not in _paged(contents(edition, Format.PDF))
    assert "OSL 21 kap. 3 §" in _written(contents(edition, Format.DOCX))


def _strings(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from [value] if isinstance(value, str) else (s for part in parts for s in _strings(part))


def _in_libreoffice(folder, name, kind):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "out", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)  # noqa: S603
    [made] = (folder / "out").iterdir()
    return made.read_text("utf-8-sig")
