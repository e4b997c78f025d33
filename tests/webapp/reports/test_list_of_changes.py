"""The list of changes writes itself: in every format, on the public page and for who wrote."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories.responses import SecrecyCheckFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.assessment.test_changing import FIRST, SECOND, Scene
from tests.webapp.reports.steps import compiled, decide_all
from webapp.assessment import service as assessment
from webapp.core import access, clock, storage
from webapp.core.database import session
from webapp.drafts import service as drafting
from webapp.reports import comparing, queries, service
from webapp.reports.models import Format
from webapp.responses.models import Change, Secrecy


@pytest.fixture
def scene(client):
    return Scene(client)


@pytest.fixture
def point(scene):
    """A proposal that was accepted, beside a change that nobody asked for."""
    point = scene.point(Change.REPLACE, "2030", "2035")
    assessment.accept(point, actor=scene.officer)
    section = scene.duties
    spot = drafting.Spot(section.key, section.blocks[0].key, "sv")
    seen = section.blocks[0].text["sv"]
    text = seen.replace("kontaktperson", "ansvarig")
    drafting.put_wording(scene.document, spot, text, seen=seen, actor=scene.officer)
    session.commit()
    return point


def edition(scene, work_off):
    decide_all(scene.round, scene.officer)
    return compiled(scene.round, scene.officer, work_off)


def contents(edition, format_):
    return storage.contents(storage.get(queries.file(edition, format_).file_id))


def test_it_has_every_change_with_its_points_and_why(scene, point, work_off):
    said = json.loads(contents(edition(scene, work_off), Format.JSON))["changes"]
    first, second = said
    assert first["section"] == "1 Mål"
    assert "2030" in first["before"]
    assert "2035" in first["after"]
    assert first["points"] == [str(point.number)]
    assert first["whose"] == ["Lycksele kommun"]
    assert (second["section"], second["points"]) == ("2 Ansvar", [])


def test_the_workbook_has_a_sheet_of_it(scene, point, work_off):
    book = load_workbook(BytesIO(contents(edition(scene, work_off), Format.XLSX)))
    rows = list(book["Ändringar"].iter_rows(values_only=True))
    assert rows[1][0] == "1 Mål"
    assert rows[1][4] == "Lycksele kommun"
    assert len(rows) == 3
    assert {row[-1] for row in book["Synpunkter"].iter_rows(values_only=True)}
    columns = [cell.value for cell in next(book["Synpunkter"].iter_rows())]
    place = columns.index("Ändrat avsnitt")
    assert [row[place] for row in book["Synpunkter"].iter_rows(min_row=2, values_only=True)] == [
        "1"
    ]


def test_everyone_and_who_wrote_reads_the_changed_text(client, scene, point, work_off):
    found = edition(scene, work_off)
    service.publish(found, actor=scene.officer)
    session.commit()
    client.get(f"/reports/{scene.round.id}")
    assert "2035" in client.text("ins")
    client.get(f"/reports/{scene.round.id}/dispositions")
    assert "2035" in client.text(".y-diff ins")
    client.get(f"/own-points/{access.sign('disposition', str(point.response_id))}")
    assert "2035" in client.text(".y-diff ins")


def test_who_is_withheld_is_no_one_s_reason(scene, point, work_off):
    check = SecrecyCheckFactory(
        response=point.response, state=Secrecy.WITHHELD, law="OSL 21:1", reason="Skydd."
    )
    assert check.state is Secrecy.WITHHELD
    found = edition(scene, work_off)
    said = json.loads(contents(found, Format.JSON))["changes"]
    assert said[0]["points"] == []
    for format_ in (Format.HTML, Format.CSV):
        assert "Lycksele kommun, " not in contents(found, format_).decode()


@pytest.fixture
def beside(scene, point):
    """Another sender's proposal on the same paragraph, accepted after the first."""
    other = scene.point(Change.REPLACE, "tio", "femton")
    assessment.accept(other, actor=scene.officer)
    session.commit()
    return other


def test_each_point_has_the_difference_that_it_caused(client, scene, point, beside, work_off):
    found = edition(scene, work_off)
    first = json.loads(contents(found, Format.JSON))["changes"][0]
    assert first["points"] == [str(point.number), str(beside.number)]
    assert ["2035" in each["after"] for each in first["own"]] == [True, False]
    assert ["femton" in each["after"] for each in first["own"]] == [False, True]
    report = contents(found, Format.HTML).decode()
    assert f"Det här ändrade synpunkt {point.number}:" in report
    sheet = load_workbook(BytesIO(contents(found, Format.XLSX)))["Ändringar"]
    titles, told, heading = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert titles[-1] == "Det här ändrade varje synpunkt för sig"
    mine, theirs = told[-1].split("\n\n")
    assert mine.startswith(f"Det här ändrade synpunkt {point.number}: ")
    assert "[borttaget: 2030][tillagt: 2035]" in mine
    assert "femton" not in mine
    assert theirs.startswith(f"Det här ändrade synpunkt {beside.number}: ")
    assert "[tillagt: femton]" in theirs
    assert heading[-1] is None


def test_a_point_that_changed_all_that_differs_is_not_told_twice(scene, point, work_off):
    sheet = load_workbook(BytesIO(contents(edition(scene, work_off), Format.XLSX)))["Ändringar"]
    assert {row[-1].value for row in sheet.iter_rows(min_row=2)} == {None}


def test_a_sender_reads_its_own_difference_and_how_many_more_led_to_the_rest(
    client, scene, point, beside, work_off
):
    service.publish(edition(scene, work_off), actor=scene.officer)
    session.commit()
    client.get(f"/own-points/{access.sign('disposition', str(beside.response_id))}")
    assert "femton" in client.text("article > .y-diff ins")
    assert "2035" not in client.text("article > .y-diff")
    assert "2035" in client.text("article details .y-diff")
    assert "ändrat på grund av en synpunkt till" in client.text("article summary")


def test_where_it_cannot_be_told_apart_that_is_said(client, scene, point, work_off):
    other = scene.point(Change.REPLACE, "tio", "femton")
    assessment.accept(other, actor=scene.officer)
    scene.edit(f"{FIRST.replace('2030', '2040').replace('tio', 'femton')}\n\n{SECOND}")
    service.publish(edition(scene, work_off), actor=scene.officer)
    session.commit()
    client.get(f"/own-points/{access.sign('disposition', str(point.response_id))}")
    assert "går inte att skilja från" in client.text("article")
    assert "2040" in client.text("article > .y-diff ins")
    assert "2035" not in client.text("article > .y-diff")


def test_an_edition_from_before_that_says_all_that_differs():
    change = {"section": "1 Mål", "before": "tio", "after": "elva", "points": ["3", "4"]}
    rows = comparing.changed({"changes": [change]})
    assert [(each.own, each.others) for each in rows["3"] + rows["4"]] == [(None, 1), (None, 1)]
    assert not rows["3"][0].is_whole


def test_the_points_of_another_round_are_not_why(scene, point, work_off):
    later = RoundFactory(closed=True, version=scene.version)
    of_round, scene.round = scene.round, later
    other = scene.point(Change.REPLACE, "tio", "femton")
    assessment.accept(other, actor=scene.officer)
    session.commit()
    scene.round = of_round
    assert other.number == point.number
    first = json.loads(contents(edition(scene, work_off), Format.JSON))["changes"][0]
    assert first["points"] == [str(point.number)]
    assert "femton" not in first["own"][0]["after"]


def test_a_new_section_and_one_that_is_gone_are_listed(scene, work_off):
    section = scene.goals
    point = scene.point(Change.REMOVE, SECOND, block=1)
    assessment.accept(point, actor=scene.officer)
    drafting.delete_section(scene.document, scene.duties.key, actor=scene.officer)
    session.commit()
    said = json.loads(contents(edition(scene, work_off), Format.JSON))["changes"]
    assert (said[0]["section"], said[0]["after"]) == (f"1 {section.title['sv']}", "")
    assert ("2 Ansvar", "") in {(each["before"], each["after"]) for each in said}


def test_what_is_undone_is_not_listed(scene, work_off):
    point = scene.point(Change.REPLACE, "2030", "2035")
    [made] = assessment.accept(point, actor=scene.officer)
    assessment.take_back(made, actor=scene.officer)
    session.commit()
    assert json.loads(contents(edition(scene, work_off), Format.JSON))["changes"] == []
    assert made.undone_at <= clock.now()
