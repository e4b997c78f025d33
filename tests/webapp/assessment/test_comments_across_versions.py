"""The page that follows the comments on an earlier version to a later one."""

import pytest
from sqlalchemy import select

from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import write
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.responses.models import Response

FIRST = "Senast 2030 ska länet ha tio nya testmiljöer som står öppna för alla."
SECOND = "Rådgivarna besöker företagen och väntar inte på en ansökan."
THIRD = "Kommunerna utser var sin kontaktperson för strategin."


@pytest.fixture
def document(client):
    """A document whose first version was commented on, and whose text has changed since."""
    user = sign_in(client)
    document = new_document(user)
    write(client, document, "Mål", text=f"{FIRST}\n\n{SECOND}")
    write(client, document, "Ansvar", text=THIRD)
    version = service.freeze(document, name="Remissversion", note="", actor=user)
    session.commit()
    round_ = RoundFactory(closed=True, version=version)
    response = ResponseFactory(invitation=InvitationFactory(round=round_), sender="Lycksele kommun")
    goals, duties = queries.reading(version.id)
    for number, (section, block) in enumerate(
        [(goals, 0), (goals, 1), (duties, 0), (goals, None), (None, None)]
    ):
        key = None if block is None else section.blocks[block].key
        CommentFactory(
            response=response, ordinal=number, section_key=section and section.key, block_key=key,
            text=f"Synpunkt {number}.",
        )  # fmt: skip
    session.commit()
    goals, duties = rows(document)
    client.get(f"/documents/{document.id}/sections/{goals.key}")
    client.submit("Spara", text_sv=FIRST.replace("2030", "2035"))
    client.get(f"/documents/{document.id}/sections/{duties.key}")
    client.submit("Spara", text_sv=f"{SECOND}\n\n{THIRD}")
    return document


def page(client, document, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"/documents/{document.id}/comments?{query}")


def figures(client):
    return {
        each.select_one("dt").get_text(strip=True): int(each.select_one("dd").get_text(strip=True))
        for each in client.page.select(".y-stat")
    }


def test_the_counts_add_up_to_every_comment(client, document):
    page(client, document)
    assert figures(client) == {
        "Texten är ändrad": 2,
        "Texten är borta": 0,
        "Texten är flyttad": 1,
        "Texten är oförändrad": 1,
        "Om dokumentet som helhet": 1,
    }
    assert client.page.select_one("#counts").get_text(strip=True) == "5 synpunkter"


def test_each_comment_stands_under_what_became_of_its_text(client, document):
    page(client, document)
    cards = [each.get_text(" ", strip=True) for each in client.page.select("#followed .y-card")]
    said = {n: next(card for card in cards if f"Synpunkt {n}." in card) for n in range(5)}
    assert "Texten är ändrad" in said[0]
    assert "2030" in said[0]
    assert "2035" in said[0]
    assert "Texten är flyttad" in said[1]
    assert "2 Ansvar" in said[1]
    assert "Texten är oförändrad" in said[2]
    assert "Om avsnittet som helhet" in said[3]
    assert "Lycksele kommun" in said[4]


def test_the_filter_shows_one_status_and_says_when_there_is_none(client, document):
    page(client, document, status="moved")
    assert len(client.page.select("#followed .y-card")) == 1
    assert sum(figures(client).values()) == 5
    page(client, document, status="gone")
    assert "Ingen synpunkt motsvarar filtret" in client.text()


def test_what_we_are_not_sure_of_is_said_and_can_be_chosen(client, document):
    version = queries.frozen_versions(document.id)[0]
    first = queries.reading(version.id)[0].blocks[0]
    block = next(each for row in rows(document) for each in row.blocks if each.key == first.key)
    block.text = {"sv": "Hundar hålls kopplade mellan mars och augusti."}
    session.commit()
    page(client, document, status="unsure")
    [card] = [each for each in client.page.select(".y-card") if "Synpunkt 0." in each.get_text()]
    assert "Vi är inte säkra" in card.get_text()
    assert "Hundar hålls kopplade" in card.get_text()


def test_points_are_linked_with_their_decision(client, document):
    version = queries.frozen_versions(document.id)[0]
    [round_id] = {each.round_id for each in _responses(version)}
    for response in _responses(version):
        assessment.gather(response.id)
    session.commit()
    numbers = {point.number for point in points.points(round_id) if point.comment_id}
    page(client, document)
    links = [a.get_text() for a in client.page.select("#followed a[href^='/points/']")]
    assert {int(link.split()[-1]) for link in links} == numbers


def test_a_replaced_response_does_not_count(client, document):
    version = queries.frozen_versions(document.id)[0]
    [old] = _responses(version)
    ResponseFactory(
        invitation=old.invitation, replaces_id=old.id, consultation_id=old.consultation_id,
        number=old.number + 1,
    )  # fmt: skip
    session.commit()
    page(client, document)
    assert "Inga synpunkter än" in client.text()


def test_a_document_without_comments_says_when_they_come(client):
    document = new_document(sign_in(client))
    page(client, document)
    assert "Inga synpunkter än" in client.text()


def test_unreadable_choices_fall_back_on_likely_ones(client, document):
    assert (
        page(client, document, to="x", status="y", after="-3", **{"from": "z"}).status_code == 200
    )
    assert sum(figures(client).values()) == 5


def test_as_many_statements_whatever_the_number_of_comments(client, document, count_queries):
    address = f"/documents/{document.id}/comments"
    [version] = queries.frozen_versions(document.id)

    def count() -> int:
        session.expunge_all()
        return count_queries(lambda: client.get(address))

    few = count()
    [response] = _responses(version)
    for section in queries.reading(version.id):
        for block in section.blocks:
            for number in range(10):
                CommentFactory(
                    response=response, section_key=section.key, block_key=block.key,
                    ordinal=100 + number + 10 * block.ordinal + 1000 * section.ordinal,
                )  # fmt: skip
    session.commit()
    assert count() == few <= 15
    assert len(client.page.select(".y-follow__comments li")) == 5 + 30


def test_only_staff_see_it(new_client, document):
    stranger = new_client()
    answer = stranger.get(f"/documents/{document.id}/comments", follow_redirects=False)
    assert answer.status_code in {302, 401, 403}


def _responses(version):
    return session.scalars(select(Response).where(Response.version_id == version.id)).all()


def test_a_section_of_the_assessment_leads_to_its_own_comments(client, document):
    [version] = queries.frozen_versions(document.id)
    [response] = _responses(version)
    goals, _duties = queries.reading(version.id)
    client.get(f"/rounds/{response.round_id}/assessment/{goals.key}")
    [link] = client.page.select(f"a[href^='/documents/{document.id}/comments']")
    client.get(link["href"])
    assert [h.get_text(" ", strip=True) for h in client.page.select("#followed h2")] == ["1 Mål"]
    assert "Bara synpunkterna på ett avsnitt visas" in client.text()
    assert sum(figures(client).values()) == 5


def test_where_the_text_was_and_is_links_to_the_section_as_it_is_written(client, document):
    page(client, document, status="moved")
    card = client.page.select_one("#followed .y-card")
    assert "Stod i avsnitt 1 Mål." in card.get_text(" ", strip=True)
    _goals, duties = rows(document)
    assert card.select(f"a[href$='/sections/{duties.key}']")


def test_a_frozen_later_version_is_linked_where_readers_see_it(client, document):
    later = service.freeze(document, name="Efter", note="", actor=sign_in(client))
    session.commit()
    page(client, document, to=later.id)
    assert client.page.select(f"#followed a[href^='/versions/{later.id}#s-']")
