"""The parts of a report: chosen and put in order when an edition is asked for."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from tests.webapp.reports.test_editions import contents
from tests.webapp.reports.test_own_texts import sign_in
from webapp.reports import queries
from webapp.reports.blocks import Heading
from webapp.reports.compilers import docx, html, pdf
from webapp.reports.forms import CompileForm
from webapp.reports.manuscript import manuscript
from webapp.reports.models import Format
from webapp.reports.parts import EVERY, Part, known


def chapters(report, wording):
    blocks = manuscript(report, wording)
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]


def test_chapters_are_numbered_in_the_order_that_is_chosen(report, swedish):
    chosen = replace(report, parts=(Part.CHANGES, Part.SUMMARY), foreword="Tack.")
    assert chapters(chosen, swedish) == ["1 Ändringar i förslaget", "2 Sammanfattning"]
    chosen = replace(chosen, parts=(Part.FOREWORD, Part.SUMMARY))
    assert chapters(chosen, swedish) == ["Förord", "1 Sammanfattning"]
    assert chapters(replace(chosen, foreword=""), swedish) == ["1 Sammanfattning"]


@pytest.mark.parametrize("part", EVERY)
def test_each_part_can_stand_alone_in_every_format(small, english, part):
    alone = replace(small, parts=(part,), foreword="Thanks.")
    texts = [
        p.text for p in Document(BytesIO(docx.compile_report(alone, wording=english))).paragraphs
    ]
    heading = chapters(alone, english)[0]
    assert heading in texts
    assert heading in html.compile_fragment(alone, wording=english)
    assert pdf.compile_report(alone, wording=english).startswith(b"%PDF")


def test_names_of_no_part_are_passed_over_and_none_means_all():
    assert known([]) == EVERY
    assert known(["changes", "nonsense", "summary", "changes"]) == (Part.CHANGES, Part.SUMMARY)


def test_an_edition_holds_the_chosen_parts_and_the_next_offers_the_same(
    round_, officer, client, work_off
):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    left_out = {f"place_{each}": "" for each in EVERY}
    client.submit("Ta fram en ny utgåva", **left_out | {"place_changes": "1", "place_summary": "2"})
    work_off()
    (edition,) = queries.editions(round_.id)
    assert edition.parts == ["changes", "summary"]
    page = contents(edition, Format.HTML).decode()
    assert page.index("1 Ändringar i förslaget") < page.index("2 Sammanfattning")
    assert "Bilaga" not in page
    client.get(f"/rounds/{round_.id}/report")
    chosen = client.page.select("select[name^=place_] option[selected]")
    assert [each["value"] for each in chosen] == ["", "2", "", "", "", "", "1", ""]


def test_a_report_without_parts_is_refused(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    answer = client.submit("Ta fram en ny utgåva", **{f"place_{each}": "" for each in EVERY})
    assert answer.status_code == 422
    assert "minst en del" in client.text("[data-error-summary]")
    assert queries.editions(round_.id) == []


def test_parts_of_the_same_place_stand_in_the_usual_order(app):
    with app.test_request_context():
        form = CompileForm.like("sv", ["responses", "summary"])
        assert form.parts() == [Part.RESPONSES, Part.SUMMARY]
        form.place_summary.data = "1"
        assert form.parts() == [Part.SUMMARY, Part.RESPONSES]
