"""The receipt and the copy: for whoever submitted, and nobody else."""

import hashlib

import pytest

from tests.factories.accounts import ParticipantFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.webapp.responses.steps import sign_in
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.responses.models import Receipt


@pytest.fixture
def response():
    response = ResponseFactory()
    CommentFactory(response=response, text="<b>Mät</b> det.")
    return response


@pytest.fixture
def page(client, response) -> str:
    """The receipt's address, with a member of the body signed in."""
    member = MemberFactory(organisation=response.organisation)
    sign_in(client, member.participant)
    return f"/receipts/{response.id}"


def test_it_shows_number_time_checksum_and_all_that_was_sent(client, page, response):
    client.get(page)
    moment = clock.local(response.submitted_at).strftime("%H:%M:%S")
    for words in (response.reference, moment, response.sha256, response.statement):
        assert words in client.text()
    assert "<b>Mät</b> det." in client.text()


def test_the_very_bytes_of_the_checksum_can_be_taken_home(client, page, response):
    answer = client.get(f"{page}/response.json")
    assert answer.mimetype == "application/json"
    assert answer.data == response.canonical()
    assert hashlib.sha256(answer.data).hexdigest()


def test_the_copy_is_on_its_way_and_then_there(client, page, response):
    client.get(page)
    assert "håller på att göras" in client.text()
    assert client.get(f"{page}/copy.pdf").status_code == 404
    file = storage.keep(b"%PDF-", name="kvitto.pdf", content_type="application/pdf")
    session.flush()
    session.add(Receipt(response_id=response.id, file=file, issued_at=clock.now()))
    client.get(page)
    answer = client.get(client.page.select_one("#copy a")["href"])
    assert (answer.data, answer.mimetype) == (b"%PDF-", "application/pdf")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_htmx_gets_the_state_of_the_copy_alone(client, page):
    answer = client.get(page, headers={"HX-Request": "true"})
    assert 'id="copy"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("ending", ["", "/copy.pdf", "/response.json"])
def test_another_body_does_not_learn_that_it_exists(client, response, ending):
    sign_in(client, MemberFactory().participant)
    assert client.get(f"/receipts/{response.id}{ending}").status_code == 404


def test_a_private_person_sees_only_their_own(client):
    person = ParticipantFactory()
    response = ResponseFactory(organisation=None, participant=person, for_body=False)
    sign_in(client, person)
    assert client.get(f"/receipts/{response.id}").status_code == 200
    sign_in(client, ParticipantFactory())
    assert client.get(f"/receipts/{response.id}").status_code == 404


def test_who_has_left_the_body_no_longer_sees_what_it_sent(client, response):
    person = ParticipantFactory()
    sent = ResponseFactory(invitation=response.invitation, participant=person)
    sign_in(client, person)
    assert client.get(f"/receipts/{sent.id}").status_code == 404


def test_a_replaced_version_points_to_the_newer(client, page, response):
    newer = ResponseFactory(invitation=response.invitation, replaces_id=response.id)
    client.get(page)
    assert client.page.select_one(f'a[href="/receipts/{newer.id}"]')
