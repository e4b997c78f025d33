"""Children and young people answer, or a guardian does for them: no age is asked, none is named."""

import hashlib
import json

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.core.database import session
from webapp.responses import naming
from webapp.responses.models import OwnSpace, Response


@pytest.fixture
def round_(client):
    made = RoundFactory()
    sign_in(client, ParticipantFactory())
    client.get(f"/rounds/{made.id}/begin")
    return made


def submitted(client, round_) -> Response:
    client.get(f"/rounds/{round_.id}/statement")
    client.submit("Spara och fortsätt", position="oppose", statement="Mer lekplatser!")
    assert "Ett barn, som vårdnadshavare" in client.text()
    client.submit("Skicka in svaret")
    return session.scalars(select(Response)).one()


def test_a_guardian_answers_for_a_child_and_nobody_is_named(client, round_, new_client):
    client.submit("Fortsätt", name="Siv Svar", who="child", named="y")
    space = session.scalars(select(OwnSpace)).one()
    assert (space.for_child, space.for_body, space.named) == (True, False, False)
    response = submitted(client, round_)
    assert (response.for_child, response.named) == (True, False)
    assert "Siv" not in naming.of(response).label
    officer = new_client()
    sign_in(officer, UserFactory())
    officer.get(f"/responses/{response.id}")
    assert "Ett barn, som vårdnadshavare" in officer.text()
    assert "Nej: svaret gäller ett barn" in officer.text()
    officer.get(f"/rounds/{round_.id}/responses")
    assert "För ett barn" in officer.text("#responses")


def test_who_answers_can_be_changed_until_it_is_submitted(client, round_):
    client.submit("Fortsätt", name="Siv Svar", who="child")
    client.get(f"/rounds/{round_.id}/sender")
    assert client.page.select_one("input[value=child]").has_attr("checked")
    client.submit("Spara", who="person", named="y")
    space = session.scalars(select(OwnSpace)).one()
    assert (space.for_child, space.named) == (False, True)


def test_what_the_answer_says_of_the_child_is_in_what_is_sealed(client, round_):
    client.submit("Fortsätt", name="Siv Svar", who="child")
    response = submitted(client, round_)
    assert json.loads(response.canonical())["for_child"] is True
    assert response.sha256 == hashlib.sha256(response.canonical()).hexdigest()
    assert "for_child" not in json.loads(ResponseFactory().canonical())


@pytest.mark.parametrize("path", ["join", "begin"])
def test_the_young_are_told_what_to_think_of_and_asked_no_age(client, round_, new_client, path):
    reader = client if path == "begin" else new_client()
    reader.get(f"/rounds/{round_.id}/{path}")
    assert "Är du ung, eller svarar du för ett barn?" in reader.text()
    names = {str(each.get("name")) for each in reader.page.select("main [name]")}
    assert not names & {"age", "birth", "born", "year"}


def test_the_privacy_page_speaks_to_the_young_in_both_languages(client):
    for language, words in (("sv", "Om du är under 18 år"), ("en", "If you are under 18")):
        client.get(f"/language/{language}")
        client.get("/privacy")
        assert words in client.text()
