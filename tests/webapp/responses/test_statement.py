"""Position, general statement, and the questions beside the text."""

import pytest
from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter
from webapp.core.database import session
from webapp.responses.models import OwnAnswer, OwnSpace, Position


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def page(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/statement"


def space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def test_each_position_is_explained(client, page):
    client.get(page)
    options = client.page.select("input[name=position]")
    assert [each["value"] for each in options] == [
        "endorse",
        "endorse_in_part",
        "neither",
        "oppose",
    ]
    for option in options:
        assert client.text(f"[id='{option['aria-describedby']}']")


def test_position_and_statement_are_kept(client, page):
    client.get(page)
    client.submit("Spara och fortsätt", position="neither", statement="Två\r\nrader.")
    assert space().position is Position.NEITHER
    assert space().statement == "Två\nrader."


def test_without_a_position_it_is_asked_for_and_the_words_are_kept(client, page):
    client.get(page)
    assert client.submit("Spara och fortsätt", statement="Ännu oklart.").status_code == 422
    assert "Välj ett ställningstagande." in client.text("[data-error-summary]")
    assert space().statement == "Ännu oklart."


def test_the_questions_are_answered_where_one_wants_to(client, page, invitation):
    first = QuestionFactory(round=invitation.round, asks_position=True)
    second = QuestionFactory(round=invitation.round)
    client.get(f"/rounds/{invitation.round_id}/questions")
    typed = {f"text-{first.id}": "Ja.", f"position-{first.id}": "endorse"}
    client.submit("Spara och fortsätt", **typed)
    assert client.path.endswith("/review")
    [answer] = session.scalars(select(OwnAnswer))
    assert (answer.question_id, answer.text, answer.position) == (first.id, "Ja.", "endorse")
    client.get(f"/rounds/{invitation.round_id}/questions")
    client.submit("Spara och fortsätt", **{f"text-{first.id}": "Nej.", f"text-{second.id}": "Ja."})
    assert {each.text for each in session.scalars(select(OwnAnswer))} == {"Nej.", "Ja."}


def test_a_question_with_markup_is_shown_as_it_is_written(client, page, invitation):
    QuestionFactory(round=invitation.round, text={"sv": "<b>Fet</b> fråga?"})
    client.get(f"/rounds/{invitation.round_id}/questions")
    assert "<b>Fet</b> fråga?" in client.text()
