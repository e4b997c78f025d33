"""What a report says of questions with options: counts, names, rows."""

import csv as csv_reader
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from webapp.assessment import service as assessment
from webapp.core.database import session
from webapp.reports import service
from webapp.reports.blocks import Prose, Table
from webapp.reports.compilers import csv, docx, html, pdf, xlsx
from webapp.reports.compilers import json as json_compiler
from webapp.reports.compilers.rows import KEYS
from webapp.reports.manuscript import manuscript
from webapp.responses.models import Answer
from webapp.rounds.models import QuestionKind

OPTIONS = [
    {"key": "a", "label": {"sv": "Energi", "en": "Energy"}},
    {"key": "b", "label": {"sv": "Skog"}},
    {"key": "c", "label": {"sv": "Hälsa"}},
]


@pytest.fixture
def report(database):
    """A round's report: two bodies chose, one person did so unnamed, one body only wrote."""
    round_ = RoundFactory(closed=True)
    asked = {"round": round_, "kind": QuestionKind.MULTIPLE, "options": OPTIONS}
    question = QuestionFactory(ordinal=0, text={"sv": "Vilka områden?"}, **asked)
    QuestionFactory(round=round_, ordinal=1)

    def answer(sender, choices, text=""):
        body = OrganisationFactory(name=sender)
        invitation = InvitationFactory(round=round_, organisation=body)
        response = ResponseFactory(invitation=invitation)
        session.add(Answer(response=response, question=question, text=text, choices=choices))
        return response

    answer("Umeå kommun", ["a", "b"], "Skogen är viktigast.")
    answer("Norrby kommun", ["a"])
    answer("Tysta bolaget", [], "Vet inte.")
    person = ResponseFactory(
        invitation=None,
        round=round_,
        organisation=None,
        sender="Karin",
        named=False,
        for_body=False,
    )
    session.add(Answer(response=person, question=question, choices=["b"]))
    session.flush()
    for response in [each.response for each in session.query(Answer)]:
        assessment.gather(response.id)
    session.flush()
    edition = service.request(round_, language="sv", actor=UserFactory())
    return service.outline(edition, authority="Region Exempel")


def test_each_option_is_counted_once_a_sender(report):
    question = report.questions[0]
    assert question.choosers == 3
    counted = {each.label: (each.names, each.unnamed) for each in question.options}
    assert counted == {
        "Energi": (("Norrby kommun", "Umeå kommun"), 0),
        "Skog": (("Umeå kommun",), 1),
        "Hälsa": ((), 0),
    }
    assert report.questions[1].options == ()


def test_the_report_has_a_table_and_every_name(report, swedish):
    blocks = list(manuscript(report, swedish))
    (table,) = [b for b in blocks if isinstance(b, Table) and "Fråga 1" in b.caption]
    assert table.rows == (("Energi", "2"), ("Skog", "2"), ("Hälsa", "0"))
    said = {b.label: b.paragraphs for b in blocks if isinstance(b, Prose)}
    assert said["Energi (2 av 3):"] == ("Norrby kommun och Umeå kommun.",)
    assert "1 privatperson" in said["Skog (2 av 3):"][0]


def test_a_point_carries_what_was_chosen(report, swedish):
    text = csv.compile_report(report, wording=swedish).decode("utf-8-sig")
    heads, *table = csv_reader.reader(StringIO(text), delimiter=";")
    assert heads[KEYS.index("choices")] == "Valt"
    rows = [dict(zip(KEYS, each, strict=True)) for each in table]
    (row,) = [each for each in rows if each["text"] == "Skogen är viktigast."]
    assert row["choices"] == "Energi; Skog"


def test_the_workbook_has_every_answer_also_without_words(report, swedish):
    book = load_workbook(BytesIO(xlsx.compile_report(report, wording=swedish)))
    rows = list(book["Svar"].iter_rows(values_only=True))[1:]
    assert {(row[2], row[5]) for row in rows if row[5]} == {
        ("Umeå kommun", "Energi; Skog"),
        ("Norrby kommun", "Energi"),
        ("Privatperson", "Skog"),
    }
    found = {row[0]: row[1] for row in book["Statistik"].iter_rows(values_only=True)}
    assert (found["Energi"], found["Hälsa"]) == (2, 0)


def test_other_systems_get_options_and_choices(report, swedish):
    said = json.loads(json_compiler.compile_report(report, wording=swedish))
    assert said["questions"][0]["options"][1] == {
        "label": "Skog",
        "names": ["Umeå kommun"],
        "unnamed": 1,
    }
    remarks = [each for response in said["responses"] for each in response["remarks"]]
    assert ["Energi"] in [each["choices"] for each in remarks]


@pytest.mark.parametrize("compiler", [docx, html, pdf])
def test_every_page_like_format_holds_the_table(report, swedish, compiler):
    assert len(compiler.compile_report(report, wording=swedish)) > 5000
