"""Points are taken out of a letter's text, and are weighed as comments made on the web are."""

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import (
    AlikeGroup,
    AlikeMember,
    Excerpt,
    NoteKind,
    Origin,
    Point,
    PointNote,
)
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.reports import queries as reports
from webapp.reports.assembly import report
from webapp.reports.imprint import Imprint
from webapp.responses.models import Channel, Position

FIRST = "Målen i avsnitt två bör gå att mäta."
SECOND = "Ansvaret bör vara tydligt."


@pytest.fixture
def officer(client):
    person = UserFactory()
    sign_in(client, person)
    return person


@pytest.fixture
def letter(officer):
    response = ResponseFactory(
        invitation=InvitationFactory(round=RoundFactory()),
        channel=Channel.PAPER,
        statement=f"Tack för remissen.\n\n{FIRST}\n\n{SECOND}",
    )
    service.gather(response.id)
    return response


@pytest.fixture
def section(letter):
    return drafts.outline(letter.round.version_id)[0]


def take_out(client, response, paragraph=2, **fields):
    client.get(f"/responses/{response.id}/points?paragraph={paragraph}")
    return client.submit("Ta ut som synpunkt", **fields)


def points() -> list[Point]:
    return list(session.scalars(select(Point).order_by(Point.number)))


def test_a_paragraph_becomes_a_point_on_its_section(client, letter, section, officer):
    before = letter.canonical()
    take_out(client, letter, section=str(section.key), position="endorse_in_part")
    statement, point = points()
    assert (statement.origin, point.origin) == (Origin.STATEMENT, Origin.COMMENT)
    assert (point.section_key, point.number) == (section.key, 2)
    assert (point.excerpt.text, point.excerpt.made_by) == (FIRST, officer.id)
    assert letter.canonical() == before
    client.get(f"/rounds/{letter.round_id}/assessment/{section.key}")
    assert FIRST in client.text()
    assert "Allmän · Uttagen ur den löpande texten" in client.text()
    client.submit("Spara beslutet", decision="accommodated", reply="Det gör vi.")
    assert point.decision == "accommodated"


def test_the_report_has_it_under_its_section(client, letter, section):
    take_out(client, letter, section=str(section.key), position="oppose")
    material = reports.material(letter.round_id)
    imprint = Imprint(1, "sv", "Region", clock.now(), "/r", lambda number: f"/r#{number}")
    said = report(material, imprint)
    [found] = [each for each in said.sections if each.points]
    assert found.points[0].text == FIRST
    assert found.positions.total == 1


@pytest.mark.parametrize(
    "fields", [{"text": "Något annat."}, {"text": ""}, {"proposed_wording": "Påhittat."}]
)
def test_the_words_must_stand_in_the_response(client, letter, fields):
    assert take_out(client, letter, **fields).status_code == 422
    assert client.page.select_one("[data-error-summary]")
    assert len(points()) == 1


def test_the_same_passage_is_one_point_and_another_is_another(client, letter, section):
    for _ in range(2):
        take_out(client, letter, section=str(section.key))
    take_out(client, letter, paragraph=3)
    assert [each.number for each in points()] == [1, 2, 3]
    assert points()[2].section_key is None


def test_it_is_undone_until_it_is_decided_on(client, letter):
    take_out(client, letter)
    client.submit("Ångra")
    assert len(points()) == 1
    assert session.scalar(select(func.count()).select_from(Excerpt)) == 0
    take_out(client, letter)
    point = points()[1]
    client.get(f"/points/{point.id}")
    client.submit("Spara beslutet", decision="noted", reply="")
    client.get(f"/responses/{letter.id}/points")
    assert "Ångra" not in client.text()
    assert client.post(f"/points/{point.id}/back").status_code == 409
    actions = select(Entry.action).where(Entry.action.startswith("assessment.")).order_by(Entry.id)
    assert session.scalars(actions).all() == [
        "assessment.take_out", "assessment.put_back", "assessment.take_out", "assessment.decide"
    ]  # fmt: skip


def adjust(client, point, **fields):
    client.get(f"/points/{point.id}/passage")
    return client.submit("Spara synpunkten", **fields)


def found(client, letter, words):
    """The numbers of the points that a search in the list finds."""
    client.get(f"/rounds/{letter.round_id}/points?q={words}")
    return [each["id"] for each in client.page.select("[id^=line-]")]


def test_another_passage_and_section_while_nobody_has_decided(client, letter, section, officer):
    take_out(client, letter)
    point = points()[1]
    service.add_theme([point], "Uppföljning", actor=officer)
    client.get(f"/responses/{letter.id}/points")
    client.get(client.page.select_one("a[href$='/passage#new']")["href"])
    assert client.text("textarea[name=text]") == FIRST
    wanted = {"text": SECOND, "section": str(section.key), "position": "oppose"}
    client.submit("Spara synpunkten", **wanted, proposed_wording="vara tydligt")
    assert client.path == f"/responses/{letter.id}/points"
    assert "Synpunkt 2 är ändrad" in client.text()
    assert len(points()) == 2
    assert (point.number, point.section_key, point.revision) == (2, section.key, 2)
    said = point.excerpt
    assert (said.text, said.position, said.proposed_wording, said.section_key) == (
        SECOND, Position.OPPOSE, "vara tydligt", section.key
    )  # fmt: skip
    assert [each.name for each in queries.themes_of([point.id])[point.id]] == ["Uppföljning"]
    kept = session.scalars(select(Entry).where(Entry.action == "assessment.adjust")).one()
    assert (kept.details["before"]["text"], kept.details["text"]) == (FIRST, SECOND)


def test_it_is_found_by_its_new_words_and_not_by_its_old(client, letter):
    take_out(client, letter)
    assert found(client, letter, "ansvaret") == ["line-1"]
    assert found(client, letter, "mäta") == ["line-1", "line-2"]
    adjust(client, points()[1], text=SECOND)
    assert found(client, letter, "ansvaret") == ["line-1", "line-2"]
    assert found(client, letter, "mäta") == ["line-1"]


def test_the_words_that_a_point_becomes_stand_in_the_response_and_are_no_other_point(
    client, letter
):
    for paragraph in (2, 3):
        take_out(client, letter, paragraph=paragraph)
    point = points()[1]
    for text in ("Något annat.", SECOND, ""):
        assert adjust(client, point, text=text).status_code == 422
        assert client.text("#text-error")
    assert client.page.select_one("textarea[name=text]").text.strip() == ""
    assert point.excerpt.text == FIRST


def test_what_a_colleague_changed_meanwhile_is_not_overwritten_unseen(client, letter):
    take_out(client, letter)
    point = points()[1]
    client.get(f"/points/{point.id}/passage")
    page = client.page
    adjust(client, point, text=SECOND)
    client.page = page
    client.path = f"/points/{point.id}/passage"
    assert client.submit("Spara synpunkten", text="Målen i avsnitt två").status_code == 422
    assert "Någon annan har ändrat" in client.text("[data-error-summary]")
    assert SECOND in client.text("section[aria-labelledby=taken]")
    client.submit("Spara synpunkten")
    assert point.excerpt.text == "Målen i avsnitt två"


def test_words_that_are_decided_on_or_spoken_of_stay(client, letter, section, officer):
    take_out(client, letter)
    point = points()[1]
    note = {"author_id": officer.id, "kind": NoteKind.OPINION, "text": "Bra."}
    session.add(PointNote(point_id=point.id, **note))
    session.commit()
    assert adjust(client, point, text=SECOND).status_code == 422
    assert adjust(client, point, section=str(section.key)).status_code == 200
    assert (point.excerpt.text, point.section_key) == (FIRST, section.key)
    client.get(f"/points/{point.id}")
    client.submit("Spara beslutet", decision="noted", reply="")
    assert client.get(f"/points/{point.id}/passage").status_code == 409
    client.get(f"/responses/{letter.id}/points")
    assert client.page.select("a[href$='/passage#new']") == []
    assert client.get(f"/points/{points()[0].id}/passage").status_code == 409


def test_words_in_a_group_of_texts_that_are_alike_stay(client, letter):
    take_out(client, letter)
    point = points()[1]
    group = AlikeGroup(round_id=letter.round_id, lead_id=point.id, size=1)
    group_of = AlikeMember(group=group, point_id=point.id, is_same=True, likeness=1.0)
    session.add_all([group, group_of])
    session.commit()
    assert adjust(client, point, text=SECOND).status_code == 422
    assert "liknar varandra" in client.text("#text-error")


def test_taking_out_opens_a_finished_assessment_again(client, letter):
    letter.round.assessed_at = clock.now()
    session.flush()
    take_out(client, letter)
    assert letter.round.assessed_at is None


def test_a_replaced_response_and_a_reported_round_are_left_alone(client, letter):
    ResponseFactory(invitation=letter.invitation, replaces_id=letter.id)
    assert take_out(client, letter).status_code == 422
    letter.round.reported_at = clock.now()
    session.flush()
    client.get(f"/responses/{letter.id}/points")
    assert "Ta ut som synpunkt" not in client.text()


def test_a_registrar_does_not_weigh(letter, new_client):
    registrar = new_client()
    sign_in(registrar, UserFactory(roles=[Role.REGISTRAR]))
    assert registrar.get(f"/responses/{letter.id}/points").status_code == 403


def test_the_page_takes_as_many_queries_whatever_was_taken_out(client, letter, count_queries):
    page = f"/responses/{letter.id}/points"
    take_out(client, letter)
    few = count_queries(lambda: client.get(page))
    user = session.scalars(select(Excerpt)).one().made_by
    for number in range(3, 23):
        excerpt = Excerpt(
            response_id=letter.id, text=SECOND, made_by=user, position=Position.NEITHER
        )
        common = {"round_id": letter.round_id, "response_id": letter.id, "number": number}
        session.add(Point(**common, origin=Origin.COMMENT, excerpt=excerpt))
    session.commit()
    assert count_queries(lambda: client.get(page)) == few


REFERRING = "Insatsen är för snäv enligt oss."


@pytest.fixture
def divided(officer, letter, section):
    """A letter with a heading that names a section, and one that names none."""
    title = section.title["sv"]
    response = ResponseFactory(
        invitation=InvitationFactory(round=letter.round),
        channel=Channel.PAPER,
        statement=f"Tack för remissen.\n\n{section.number} {title}\n{REFERRING}\nMycket.\n\n"
        "Annat vi vill säga\n\nMer pengar.",
    )
    service.gather(response.id)
    return response


def test_what_stands_under_a_heading_is_proposed_and_read_by_nobody(client, divided, section):
    before = divided.canonical()
    client.get(f"/responses/{divided.id}/points")
    first, second = client.page.select(".y-split__work .y-comment")
    assert section.title["sv"] in first.h3.text
    assert REFERRING in first.text
    assert "inte stämmer med något avsnitt" in second.h3.text
    assert "Mer pengar." in second.text
    client.submit("Ta ut som synpunkt, förslag 1")
    point = points()[-1]
    assert point.section_key == section.key
    assert point.excerpt.text.split() == [*REFERRING.split(), "Mycket."]
    assert queries.openings(point.id) == []
    assert divided.canonical() == before
    headings = [each.text for each in client.page.select(".y-split__work h2")]
    assert "1 förslag" in " ".join(" ".join(headings).split())
    of_it = client.page.select(f"ol a[href='/points/{point.id}']")
    assert [REFERRING in each.find_parent("li").text for each in of_it] == [True]


def test_a_paragraph_that_refers_to_a_section_begins_with_that_section(client, divided, section):
    client.get(f"/responses/{divided.id}/points")
    texts = [" ".join(each.text.split()) for each in client.page.select("[data-marked]")]
    place = next(at for at, text in enumerate(texts, start=1) if REFERRING in text)
    client.get(f"/responses/{divided.id}/points?paragraph={place}")
    assert client.page.select_one("#section option[selected]")["value"] == str(section.key)


def test_a_proposal_is_changed_before_it_is_taken_out(client, divided, section):
    client.get(f"/responses/{divided.id}/points?proposal=1")
    assert client.page.select_one("select[name=section] [selected]")["value"] == str(section.key)
    client.submit("Ta ut som synpunkt", text=REFERRING)
    assert points()[-1].excerpt.text == REFERRING
    before, taken = client.page.select_one(".y-split__work").text.split("synpunkt har tagits ut")
    assert REFERRING not in before
    assert REFERRING in taken


def test_what_is_too_long_to_be_one_point_is_not_offered_as_one(client, letter, section):
    long = ResponseFactory(
        invitation=InvitationFactory(round=letter.round),
        channel=Channel.PAPER,
        statement=f"{section.number} {section.title['sv']}\n" + "Ett långt stycke. " * 1200,
    )
    client.get(f"/responses/{long.id}/points")
    [proposal] = client.page.select(".y-split__work .y-comment")
    assert "För långt för att vara en synpunkt" in proposal.text
    assert proposal.select("form") == []
    assert [each["href"] for each in proposal.select("a")] == [
        f"/responses/{long.id}/points?proposal=1#new"
    ]
