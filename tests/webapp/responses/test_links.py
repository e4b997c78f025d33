"""The link in the invitation: opening it changes nothing, a person presses a button."""

import pytest
from sqlalchemy import func, select

from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, link
from webapp.accounts.models import Participant
from webapp.core import access, clock
from webapp.core.database import session
from webapp.organisations.models import Member
from webapp.responses.models import OwnSpace, Response


def rows(model) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_opening_the_link_changes_nothing(client):
    invitation = InvitationFactory()
    for fetch in (client.head, client.get, client.get):
        assert fetch(link(invitation)).status_code == 200
    assert invitation.opened_at is None
    assert (rows(Participant), rows(Member), rows(OwnSpace)) == (0, 0, 0)
    assert client.get(f"/rounds/{invitation.round_id}/answer").request.path == "/sign-in"


def test_the_page_says_who_asks_about_what_and_until_when(client):
    invitation = InvitationFactory()
    client.get(link(invitation))
    case = invitation.round.consultation
    for words in (case.title["sv"], "Region Exempel", case.registry_number, case.contact_name):
        assert words in client.text()
    assert str(invitation.round.deadline.day) in client.text()


def test_the_bodys_own_deadline_is_shown(client):
    invitation = InvitationFactory(deadline=clock.now().date().replace(year=2031, month=5, day=7))
    client.get(link(invitation))
    assert "7 maj 2031" in client.text()


def test_the_button_signs_in_and_makes_the_address_a_member(client):
    invitation = InvitationFactory()
    enter(client, invitation)
    assert client.path == f"/rounds/{invitation.round_id}/answer"
    assert invitation.opened_at is not None
    [member] = session.scalars(select(Member))
    assert member.organisation_id == invitation.organisation_id
    assert member.participant.email == invitation.email
    assert member.participant.confirmed_at is not None


def test_the_link_can_be_used_again_from_another_browser(client, new_client):
    invitation = InvitationFactory()
    enter(client, invitation)
    first = invitation.opened_at
    enter(new_client(), invitation)
    assert (rows(Participant), rows(Member), rows(OwnSpace)) == (1, 1, 1)
    assert invitation.opened_at == first


@pytest.mark.parametrize(
    ("button", "page"),
    [("Vi har inga synpunkter", "no-comments"), ("Vi avstår från att svara", "abstain")],
)
def test_the_other_buttons_ask_before_anything_is_submitted(client, button, page):
    invitation = InvitationFactory()
    client.get(link(invitation))
    client.submit(button)
    assert client.path == f"/rounds/{invitation.round_id}/{page}"
    assert rows(Response) == 0


def test_an_altered_link_says_so(client):
    answer = client.get(link(InvitationFactory())[:-2])
    assert answer.status_code == 404
    assert "Kopiera hela adressen" in client.text()
    assert "Be om en inloggningslänk" in client.text()


def test_a_link_made_for_something_else_does_not_work(client, app):
    invitation = InvitationFactory()
    token = access.sign("sign-in", f"{invitation.id}:1")
    assert client.get(f"/answer/{token}").status_code == 404


def test_a_replaced_link_points_to_the_newer(client):
    invitation = InvitationFactory(link_number=2)
    assert client.get(link(invitation, 1)).status_code == 410
    assert "ersatts av en nyare" in client.text()
    assert client.get(link(invitation)).status_code == 200


def test_a_withdrawn_invitation_says_so(client):
    invitation = InvitationFactory()
    address = link(invitation)
    session.delete(invitation)
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


@pytest.mark.parametrize("ended", ["cancelled_at", "reported_at", "archived_at"])
def test_the_link_ends_with_the_round(client, ended):
    invitation = InvitationFactory(round=RoundFactory(**{ended: clock.now()}))
    assert client.get(link(invitation)).status_code == 410
    assert client.post(link(invitation)).status_code == 410
    assert invitation.opened_at is None


def test_a_round_that_is_not_open_yet_says_so(client):
    invitation = InvitationFactory(round=RoundFactory(draft=True))
    assert client.get(link(invitation)).status_code == 410


def test_after_the_deadline_it_says_that_a_late_answer_is_taken(client):
    invitation = InvitationFactory(round=RoundFactory(closed=True))
    client.get(link(invitation))
    assert "Det går att svara ändå" in client.text()
    client.submit("Läs och svara")
    assert "märks som sent" in client.text()


def test_the_answer_goes_on_in_the_language_of_the_page_with_the_button(client):
    """Also where nobody chose it: the browser's, though the body is written to in Swedish."""
    english = {"Accept-Language": "en-GB"}
    address = link(InvitationFactory(language="sv"))
    client.get(address, headers=english)
    client.post(
        address,
        {"csrf_token": client.page.find(attrs={"name": "csrf_token"})["value"]},
        headers=english,
    )
    assert client.path.endswith("/answer")
    assert client.page.html["lang"] == "en"
