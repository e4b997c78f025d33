"""The parts of a report: chosen and put in order when an edition is asked for."""

from dataclasses import replace
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from docx import Document
from pypdfium2 import PdfDocument
from sqlalchemy import select

from tests.webapp.reports.steps import contents, sign_in
from webapp.assessment import queries as assessment
from webapp.core.database import session
from webapp.reports import queries, service
from webapp.reports.audience import LONG, Audience, usual
from webapp.reports.blocks import Entry, Heading, References
from webapp.reports.compilers import docx, html, pdf
from webapp.reports.forms import CompileForm
from webapp.reports.manuscript import manuscript
from webapp.reports.models import Format
from webapp.reports.parts import EVERY, OFFERED, WORD_FOR_WORD, Part, known
from webapp.reports.service import Shape
from webapp.responses.models import Response, Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome


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
    left_out = {f"place_{each}": "" for each in OFFERED}
    client.submit("Ta fram en ny utgåva", **left_out | {"place_changes": "1", "place_summary": "2"})
    work_off()
    (edition,) = queries.editions(round_.id)
    assert edition.parts == ["changes", "summary"]
    page = contents(edition, Format.HTML).decode()
    assert page.index("1 Ändringar i förslaget") < page.index("2 Sammanfattning")
    assert "Bilaga" not in page
    client.get(f"/rounds/{round_.id}/report")
    chosen = client.page.select("select[name^=place_] option[selected]")
    assert [each["value"] for each in chosen] == ["", "2", "", "", "", "", "1", "", ""]


def test_a_report_without_parts_is_refused(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    answer = client.submit("Ta fram en ny utgåva", **{f"place_{each}": "" for each in OFFERED})
    assert answer.status_code == 422
    assert "minst en del" in client.text("[data-error-summary] a[href='#place_foreword']")
    assert "minst en del" in client.text("#place_foreword-error")
    assert client.page.select_one("#parts").has_attr("open")
    assert queries.editions(round_.id) == []


def test_that_parts_of_the_same_place_stand_in_the_usual_order_is_told(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    assert "samma plats står i samma ordning som i den här listan" in client.text("#parts")
    chosen = {f"place_{each}": "" for each in OFFERED}
    chosen |= {"place_changes": "2", "place_outside_scope": "2", "place_responses": "1"}
    client.submit("Ta fram en ny utgåva", **chosen)
    assert queries.editions(round_.id)[0].parts == ["responses", "outside_scope", "changes"]


def test_parts_of_the_same_place_stand_in_the_usual_order(app):
    with app.test_request_context():
        form = CompileForm.like("sv", ["responses", "summary"])
        assert form.parts() == [Part.RESPONSES, Part.SUMMARY]
        form.place_summary.data = "1"
        assert form.parts() == [Part.SUMMARY, Part.RESPONSES]


REFERRING = (*(part for part in EVERY if part in WORD_FOR_WORD), Part.REFERENCES)


@pytest.mark.parametrize("format_", [Format.HTML, Format.DOCX, Format.PDF])
def test_where_the_annex_refers_to_the_points_their_words_stand_once(round_, officer, format_):
    said, referring = (words(round_, officer, parts, format_) for parts in (EVERY, REFERRING))
    for text in ("Målet bör gå att mäta.", "Minst 30 procent.", "Jag säger nej."):
        assert (said.count(text), referring.count(text)) == (2, 1), text


def words(round_, officer, parts, format_):
    edition = service.request(round_, language="sv", actor=officer, shape=Shape(parts=parts))
    with service.written(service.outline(edition, authority="Region Exempel"), format_) as file:
        made = file.read()
    session.delete(edition)
    return TEXT[format_](made)


TEXT = {
    Format.HTML: lambda made: BeautifulSoup(made, "html.parser").get_text(" "),
    Format.DOCX: lambda made: "\n".join(each.text for each in Document(BytesIO(made)).paragraphs),
    Format.PDF: lambda made: " ".join(
        " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(made)).split()
    ),
}


def test_what_the_annex_refers_to_is_on_the_page_and_leads_there(round_, officer):
    edition = service.request(round_, language="sv", actor=officer, shape=Shape(parts=REFERRING))
    page = BeautifulSoup(fragment(edition), "html.parser")
    links = page.select(".report-references a")
    numbers = sorted(str(each.number) for each in assessment.points(round_.id))
    assert sorted(each.text for each in links) == numbers
    assert all(page.select_one(each["href"]) for each in links)


def test_what_is_not_a_point_stands_in_the_annex_in_full(small, english):
    response = next(each for each in small.responses if each.remarks)
    remark = response.remarks[0]
    for number, is_there in (("7", False), ("", True)):
        own = replace(response, remarks=(replace(remark, number=number),))
        alone = replace(small, parts=REFERRING, responses=(own,), general_views=(), sections=())
        said = texts(replace(alone, questions=(), outside_scope=()), english)
        assert (remark.text in said, "7" in said) == (is_there, not is_there)


def texts(report, wording):
    found = []
    for block in manuscript(report, wording):
        if isinstance(block, References):
            found += [text for item in block.items for text in item]
        if isinstance(block, Entry):
            found += [text for part in block.parts for text in part.paragraphs]
    return found


def test_a_withheld_answer_refers_to_nothing(round_, officer):
    (person,) = session.scalars(select(Response).where(Response.organisation_id.is_(None)))
    secrecy.check(person, Outcome(Secrecy.WITHHELD, "OSL 21:1", "Skäl."), actor=officer)
    edition = service.request(round_, language="sv", actor=officer, shape=Shape(parts=REFERRING))
    report = service.outline(edition, authority="Region Exempel")
    (withheld,) = [each for each in report.responses if each.notice]
    assert (withheld.number, withheld.remarks) == ("", ())


def test_numbers_in_the_annex_in_full_lead_to_the_points_where_these_are_in_the_report(
    round_, officer
):
    edition = service.request(round_, language="sv", actor=officer)
    number = str(next(each.number for each in assessment.points(round_.id) if each.comment_id))
    annex = BeautifulSoup(fragment(edition), "html.parser").select("#annex ~ article a")
    assert [each["href"] for each in annex] == [f"#point-{number}"]
    edition.parts = ["responses"]
    assert not BeautifulSoup(fragment(edition), "html.parser").select("article a")


def fragment(edition):
    return service.write(service.outline(edition, authority="Region Exempel"), Format.FRAGMENT)


def test_a_long_report_is_offered_with_every_point_in_it_once(app):
    with app.test_request_context():
        offered = CompileForm.like("sv", (), points=LONG + 1)
        offered.points = LONG + 1
        assert offered.parts() == [
            *(each for each in EVERY if each is not Part.RESPONSES),
            Part.REFERENCES,
        ]
        assert Part.RESPONSES in CompileForm.like("sv", (), points=LONG).parts()
    assert Part.REFERENCES not in usual(Audience.BOARD, LONG + 1)


def test_an_annex_that_refers_to_what_is_left_out_is_refused(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    answer = client.submit("Ta fram en ny utgåva", place_references="9")
    assert answer.status_code == 422
    assert "inte båda" in client.text("[data-error-summary] a[href='#place_references']")
    assert "inte båda" in client.text("#place_references-error")
    assert client.page.select_one("#parts").has_attr("open")
    alone = {f"place_{each}": "" for each in OFFERED} | {"place_references": "9"}
    client.submit("Ta fram en ny utgåva", **alone)
    assert "övergripande synpunkter" in client.text("[data-error-summary] a[href]")
    assert "övergripande synpunkter" in client.text("#place_references-error")
    assert queries.editions(round_.id) == []
    assert client.page.select_one("#place_references option[selected]")["value"] == "9"
    client.submit(
        "Ta fram en ny utgåva", **alone | {f"place_{each}": "1" for each in WORD_FOR_WORD}
    )
    assert queries.editions(round_.id)[0].parts[-1] == "references"
