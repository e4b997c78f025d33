"""Arguments in a report: who says it, before the points, in every format and each time alike."""

import io
import json
import uuid

import openpyxl
import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory, SecrecyCheckFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.test_own_space import legible
from webapp.assessment import queries, service
from webapp.assessment.models import Decision
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.reports import service as reports
from webapp.reports.models import Format
from webapp.responses.models import Secrecy

PERSON = "Kanarie Persson 7731"
VIEW = {"sv": "målen bör gå att mäta", "en": "the goals must be measurable"}


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example")


@pytest.fixture
def round_(database):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def keys(round_):
    return [section.key for section in drafts.outline(round_.version_id)]


def answer(round_, key, **whose):
    response = ResponseFactory(statement=" ", **whose)
    CommentFactory(response=response, section_key=key, text="Mät målen.")
    session.flush()
    service.gather(response.id)
    session.flush()
    return response


@pytest.fixture
def answers(round_, keys):
    """Three bodies' answers and a private person's, a comment each."""
    for name in ("Umeå kommun", "Malå kommun", "Luleå kommun"):
        body = OrganisationFactory(name=name)
        answer(round_, keys[0], invitation=InvitationFactory(round=round_, organisation=body))
    nobody = {"invitation": None, "organisation": None, "sender": PERSON}
    answer(round_, keys[0], **nobody, round=round_, for_body=False, named=False)
    session.expire_all()
    return queries.points(round_.id)


def sum_up(round_, officer, points, *sections, **said):
    text = service.Summed(**{"view": VIEW, "summary": {"sv": "De vill följa upp."}, **said})
    begin = service.Beginning(uuid.uuid4(), sections, points)
    made = service.sum_up(round_, text, begin, actor=officer)
    session.flush()
    return made


def outline(round_, officer, language="sv"):
    edition = reports.request(round_, language=language, actor=officer)
    found = reports.outline(edition, authority="Region Exempel")
    reports.cancel_edition(edition, actor=officer)
    session.expire_all()
    return found


@pytest.fixture
def argued(round_, officer, answers, keys):
    """A view that all hold in two sections, one that a single body holds in none, one of nobody."""
    made = sum_up(round_, officer, answers, keys[0], keys[1], theme="Uppföljning")
    service.answer(made, service.Verdict(Decision.PARTLY, "Vi gör det delvis.", 1), actor=officer)
    sum_up(round_, officer, answers[:1], view={"sv": "texten är lång"}, summary={})
    sum_up(round_, officer, [], keys[0], view={"sv": "ingen säger detta"}, summary={})
    return made


def test_who_holds_it_is_said_in_each_of_its_sections(round_, officer, argued):
    report = outline(round_, officer)
    first, second = report.arguments
    assert first.sentence == "Luleå kommun, Malå kommun och 2 till anser att målen bör gå att mäta."
    assert first.names == ("Luleå kommun", "Malå kommun", "Umeå kommun")
    assert (first.unnamed, first.count, first.total) == (1, 4, 4)
    assert first.points == ("1", "2", "3", "4")
    assert len(first.sections) == 2
    assert [section.arguments for section in report.sections[:3]] == [("A1",), ("A1",), ()]
    assert report.general_arguments == ("A2",)
    assert second.sentence == "Umeå kommun anser att texten är lång."
    assert report.sections[0].points[0].argument == "A1 målen bör gå att mäta\nA2 texten är lång"


def test_it_is_said_in_the_language_of_the_report(round_, officer, argued):
    found = outline(round_, officer, "en").arguments[0]
    others = "Luleå kommun, Malå kommun and 2 others"
    assert found.sentence.replace(", and", " and") == f"{others} say that {VIEW['en']}."
    assert (found.summary, found.language) == ("De vill följa upp.", "sv")


def test_it_is_the_same_each_time(round_, officer, argued):
    first, again = outline(round_, officer), outline(round_, officer)
    assert first.arguments == again.arguments
    assert first.sections == again.sections


def test_what_most_hold_stands_first(round_, officer, answers, keys):
    sum_up(round_, officer, answers[:1], keys[0])
    sum_up(round_, officer, answers, keys[0])
    sum_up(round_, officer, answers[1:2], keys[0])
    assert outline(round_, officer).sections[0].arguments == ("A2", "A1", "A3")


def test_a_part_that_is_masked_tells_nothing_through_an_argument(round_, officer, answers, keys):
    [point] = [each for each in answers if each.response.sender == "Umeå kommun"]
    part = f"comment-{point.comment.ordinal}"
    SecrecyCheckFactory(response=point.response, state=Secrecy.MASKED, parts=[part])
    sum_up(round_, officer, answers, keys[0])
    sum_up(round_, officer, [point], keys[0])
    session.expire_all()
    report = outline(round_, officer)
    [only] = report.arguments
    assert only.names == ("Luleå kommun", "Malå kommun")
    assert only.points == ("2", "3", "4")
    assert {p.argument for p in report.sections[0].points if p.sender == "Umeå kommun"} == {""}


def test_an_answer_that_another_replaced_is_not_behind_it(round_, officer, answers, keys):
    sum_up(round_, officer, answers, keys[0])
    first = answers[0].response
    ResponseFactory(invitation=first.invitation, replaces_id=first.id, statement=" ")
    session.flush()
    session.expire_all()
    found = outline(round_, officer).arguments[0]
    assert first.sender not in found.names
    assert found.total == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "format_", sorted(set(Format) - {Format.COMMENTED, Format.CHAPTERS, Format.FIGURES})
)
def test_every_format_has_it_and_none_the_private_name(round_, officer, argued, format_):
    report = outline(round_, officer)
    said = legible(reports.write(report, format_))
    assert "A1" in said
    assert "Kanarie" not in said
    if format_ is Format.CSV:
        assert "A1målenbörgåattmäta" in said
    elif format_ is not Format.JSON:
        assert "LuleåkommunochUmeåkommun" not in said
        for words in ("Devillföljaupp.", "Vigördetdelvis."):
            assert words in said
    assert "ingensägerdetta" not in said


def test_the_workbook_has_a_row_for_each(round_, officer, argued):
    data = reports.write(outline(round_, officer), Format.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book["Argument"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Argument", "A1", "A2"]
    assert rows[1][5:9] == (
        "4",
        "4",
        "Luleå kommun, Malå kommun, Umeå kommun och 1 privatperson.",
        "1, 2, 3, 4",
    )


def test_json_has_all_of_it(round_, officer, argued):
    data = reports.write(outline(round_, officer), Format.JSON)
    told = json.loads(data)
    assert [each["number"] for each in told["arguments"]] == ["A1", "A2"]
    assert told["arguments"][0]["decision"] == "partly"
    assert told["sections"][0]["arguments"] == ["A1"]


def test_arguments_come_before_the_points_with_headings_in_order(round_, officer, argued):
    page = reports.write(outline(round_, officer), Format.HTML).decode()
    assert page.index("Luleå kommun, Malå kommun och 2 till") < page.index('id="point-1"')
    assert page.count('id="section-1-A1"') == page.count('id="section-2-A1"') == 1
    assert "Synpunkt för synpunkt" in page


def test_a_report_takes_as_many_queries_however_many_arguments(
    round_, officer, answers, count_queries
):
    def count(many):
        for number in range(many):
            sum_up(round_, officer, answers[: number % 4 + 1], theme=f"Tema {number}")
        session.expire_all()
        return count_queries(lambda: outline(round_, officer))

    count(1)  # Reads once what does not change.
    assert count(1) == count(8)


def test_a_view_in_a_joint_answer_is_that_of_each_body(round_, officer, answers):
    lead = answers[0].response
    body = InvitationFactory(round=round_, organisation=OrganisationFactory(name="Vindelns kommun"))
    ResponseFactory(invitation=body, endorses_id=lead.id, jointly_with=[lead.sender], statement="")
    made = sum_up(round_, officer, answers)
    [argument] = outline(round_, officer).arguments
    assert "Vindelns kommun" in argument.names
    assert (len(argument.names) + argument.unnamed, argument.total) == (5, 5)
    assert queries.shared(round_.id)[made.id].bodies == 5
    assert queries.shared(round_.id)[made.id].points == 4
