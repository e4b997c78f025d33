"""Answering without an invitation, and answering for several bodies."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.accounts.models import SignIn
from webapp.core import access
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import OwnSpace, Response


def spaces() -> list[OwnSpace]:
    return list(session.scalars(select(OwnSpace).order_by(OwnSpace.created_at)))


def test_an_address_must_be_confirmed_before_anything_can_be_written(client):
    round_ = RoundFactory()
    client.get(f"/rounds/{round_.id}/read")
    client.get(client.page.select_one("main .ds-button")["href"])
    client.submit("Skicka länken", email="Siv@Svar.example")
    assert "Titta i din inkorg" in client.text() or client.path == "/sign-in/code"
    assert spaces() == []
    [asked] = session.scalars(select(SignIn))
    assert asked.participant.email == "siv@svar.example"
    client.get(f"/confirm/{access.sign('sign-in', str(asked.id))}")
    client.submit()
    assert client.path == f"/rounds/{round_.id}/begin"


def test_from_a_section_one_comes_back_to_that_section(client):
    round_ = RoundFactory()
    section = drafts.outline(round_.version_id)[0]
    client.get(f"/rounds/{round_.id}/read")
    client.get(client.page.select_one(".y-doc__tools a")["href"])
    client.submit("Skicka länken", email="siv@svar.example")
    [asked] = session.scalars(select(SignIn))
    assert asked.next_path == f"/rounds/{round_.id}/sections/{section.key}"
    sign_in(client, asked.participant)
    client.get(asked.next_path)
    client.submit("Fortsätt", name="Siv Svar", who="person")
    assert client.path == asked.next_path


@pytest.mark.parametrize("email", ["", "siv", "siv@", "a b@c.se"])
def test_what_is_not_an_address_is_refused_and_stays(client, email):
    round_ = RoundFactory()
    client.get(f"/rounds/{round_.id}/join")
    assert client.submit("Skicka länken", email=email).status_code == 422
    assert client.page.select_one("input[name=email]").get("value", "") == email


def test_only_the_invited_may_answer_where_the_round_says_so(client):
    round_ = RoundFactory(open_to_public=False)
    client.get(f"/rounds/{round_.id}/join")
    assert "Bara de som har fått remissen" in client.text()
    client.post(f"/rounds/{round_.id}/join", {"email": "siv@svar.example"})
    assert session.scalars(select(SignIn)).all() == []
    sign_in(client, ParticipantFactory())
    assert client.get(f"/rounds/{round_.id}/begin").status_code == 404


def test_a_private_person_is_not_named_unless_they_choose_it(client):
    round_ = RoundFactory()
    sign_in(client, ParticipantFactory())
    client.get(f"/rounds/{round_.id}/answer")
    client.submit("Fortsätt", name="Siv Svar", who="person")
    [space] = spaces()
    assert (space.sender, space.named, space.for_body) == ("Siv Svar", False, False)
    client.get(f"/rounds/{round_.id}/sender")
    client.submit("Spara", named="y")
    assert spaces()[0].named is True


def test_an_uninvited_body_is_always_named(client):
    round_ = RoundFactory()
    sign_in(client, ParticipantFactory())
    client.get(f"/rounds/{round_.id}/answer")
    client.submit("Fortsätt", name="Byaföreningen", who="body")
    [space] = spaces()
    assert (space.named, space.for_body) == (True, True)
    client.get(f"/rounds/{round_.id}/statement")
    client.submit("Spara och fortsätt", position="endorse")
    client.submit("Skicka in svaret", stage="final")
    [response] = session.scalars(select(Response))
    assert (response.sender, response.named, response.for_body) == ("Byaföreningen", True, True)
    assert response.organisation_id is None


def test_a_name_is_needed(client):
    round_ = RoundFactory()
    sign_in(client, ParticipantFactory())
    client.get(f"/rounds/{round_.id}/begin")
    assert client.submit("Fortsätt", who="body").status_code == 422
    assert client.page.select_one("input[value=body]").has_attr("checked")


def test_a_colleague_goes_on_with_the_bodys_own_answer(client):
    invitation = InvitationFactory()
    space = OwnSpaceFactory(invitation=invitation, statement="Vårt utkast.")
    colleague = MemberFactory(organisation=invitation.organisation).participant
    sign_in(client, colleague)
    client.get(f"/rounds/{invitation.round_id}/statement")
    assert "Vårt utkast." in client.text()
    assert [each.id for each in spaces()] == [space.id]


def test_a_member_of_an_invited_body_can_begin_for_it(client):
    invitation = InvitationFactory(round=RoundFactory(open_to_public=False))
    sign_in(client, MemberFactory(organisation=invitation.organisation).participant)
    client.get(f"/rounds/{invitation.round_id}/answer")
    client.submit(f"Svara för {invitation.name}")
    assert client.path == f"/rounds/{invitation.round_id}/answer"
    assert spaces()[0].invitation_id == invitation.id


def test_nobody_can_begin_for_a_body_they_do_not_belong_to(client):
    invitation = InvitationFactory()
    sign_in(client, ParticipantFactory())
    address = f"/rounds/{invitation.round_id}/begin/{invitation.id}"
    assert client.post(address).status_code == 404
    assert spaces() == []


def test_who_answers_for_two_bodies_goes_from_one_to_the_other(client):
    first = InvitationFactory(email="gemensam@namnd.example")
    second = InvitationFactory(round=first.round, email="gemensam@namnd.example")
    enter(client, first)
    enter(client, second)
    assert second.name in client.text(".y-context")
    client.submit(f"Fortsätt med {first.name}")
    assert first.name in client.text(".y-context")
    client.get(f"/rounds/{first.round_id}/statement")
    assert first.name in client.text(".y-context")


def test_nobody_switches_to_anothers_space(client):
    invitation = InvitationFactory()
    enter(client, invitation)
    other = OwnSpaceFactory(invitation=InvitationFactory(round=invitation.round))
    address = f"/rounds/{invitation.round_id}/answer/{other.id}"
    assert client.post(address).status_code == 404
