"""What was typed is not lost when the session ends or a page has become too old."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import PASSWORD, ParticipantFactory, UserFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.accounts.models import InterruptedForm
from webapp.assessment.models import StandardReply
from webapp.core.database import session

ORIGIN = {"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"}


@pytest.fixture
def officer(client):
    user = UserFactory(email="hanna@region.example")
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    return user


def lost_session(client, **headers):
    client.forget()
    return client.post("/account", {"language": "en"}, headers=ORIGIN | headers)


def test_a_form_sent_without_a_session_is_kept_and_can_be_sent_after_signing_in(client, officer):
    lost_session(client)
    assert "sparat" in client.text()
    client.submit("Logga in", email=officer.email, password=PASSWORD)
    assert client.path == "/resume"
    client.submit("Skicka nu")
    assert client.page.html["lang"] == "en"
    client.post("/sign-out")
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    assert client.path != "/resume"


def test_one_who_answers_is_offered_to_sign_in_as_staff_and_comes_back(client, officer):
    sign_in(client, ParticipantFactory(name="Siv Svar"))
    assert client.get("/organisations/doublets?q=kommun").status_code == 403
    assert "Siv Svar" in client.text()
    client.get(client.page.select_one("main a.ds-button")["href"])
    client.submit("Logga in", email=officer.email, password=PASSWORD)
    assert client.path == "/organisations/doublets"
    with client.session_transaction() as kept:
        assert kept["_user_id"].startswith("staff:")


def test_what_staff_wrote_survives_that_another_tab_went_on_as_a_body(client, officer):
    sign_in(client, ParticipantFactory())
    answer = client.post("/standard-replies", {"name": "Tack", "text_sv": "Tack."}, headers=ORIGIN)
    assert answer.status_code == 403
    assert session.scalars(select(StandardReply)).all() == []
    client.get(client.page.select_one("main a.ds-button")["href"])
    client.submit("Logga in", email=officer.email, password=PASSWORD)
    assert client.path == "/resume"
    client.submit("Skicka nu")
    assert [each.texts for each in session.scalars(select(StandardReply))] == [{"sv": "Tack."}]


def test_no_address_of_another_site_is_gone_to_after_signing_in(client, officer):
    sign_in(client, ParticipantFactory())
    client.get("/organisations/doublets?next=https://evil.example")
    assert client.page.select_one("main a.ds-button")["href"].startswith(
        "/sign-in?next=/organisations"
    )


def test_staff_who_come_to_a_page_for_those_who_answer_are_told(client, officer):
    round_ = RoundFactory()
    assert client.get(f"/rounds/{round_.id}/answer").status_code == 403
    assert "inloggad som personal" in client.text()


def test_what_was_kept_can_be_left(client, officer):
    lost_session(client)
    client.submit("Logga in", email=officer.email, password=PASSWORD)
    client.submit("Fortsätt utan")
    assert session.scalars(select(InterruptedForm)).all() == []


def test_only_a_hash_of_the_key_is_at_rest_and_no_password(client, officer):
    client.forget()
    client.post("/account", {"language": "en", "password": "hemligt"}, headers=ORIGIN)
    kept = session.scalars(select(InterruptedForm)).one()
    assert "password" not in kept.fields
    assert len(kept.key_hash) == 64


def test_a_form_from_another_site_is_not_kept(client, officer):
    lost_session(client, Origin="https://evil.example")
    assert session.scalars(select(InterruptedForm)).all() == []


def test_a_page_that_is_too_old_offers_to_send_its_words_again(client, officer, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post("/account", {"language": "en", "csrf_token": "old"}, headers=ORIGIN)
    assert answer.status_code == 400
    client.submit("Skicka igen")
    assert client.page.html["lang"] == "en"


@pytest.mark.parametrize("header", ["X-Autosave", "HX-Request"])
def test_a_script_is_told_that_the_session_is_gone(client, officer, header):
    client.forget()
    value = {"X-Autosave": "1", "HX-Request": "true"}[header]
    answer = client.post("/account", {"language": "en"}, headers={**ORIGIN, header: value})
    assert answer.status_code == 401
