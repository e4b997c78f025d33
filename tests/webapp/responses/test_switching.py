"""A member of staff who follows a link to those who answer is asked first."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import link, sign_in
from tests.webapp.responses.test_team import ask, way_in
from webapp.audit.models import Entry
from webapp.core.database import session


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def invitation(database):
    return InvitationFactory()


def who(client):
    with client.session_transaction() as kept:
        return kept["_user_id"].split(":")[0]


def gone_on():
    return session.scalars(select(Entry).where(Entry.action == "responses.go_on_as_body")).all()


def test_staff_stay_staff_until_they_choose_to_go_on(client, officer, invitation):
    sign_in(client, officer)
    client.get(link(invitation))
    assert "Du är inloggad som personal, som Hanna." in client.text()
    client.submit("Vi har inga synpunkter", way="no_comments")
    assert f"Fortsätta som {invitation.name}?" in client.text("h1")
    assert (who(client), invitation.opened_at, gone_on()) == ("staff", None, [])
    stay = client.page.select_one("main a.ds-button")["href"]
    client.submit(f"Fortsätt som {invitation.name}")
    assert client.path == f"/rounds/{invitation.round_id}/no-comments"
    assert who(client) == "participant"
    [told] = gone_on()
    assert (told.actor, told.subject) == (officer.id, invitation.round_id)
    assert told.details == {"body": invitation.name}
    assert client.get(stay).status_code == 403


def test_who_answers_is_asked_nothing(client, invitation):
    client.get(link(invitation))
    client.submit("Läs och svara")
    assert client.path == f"/rounds/{invitation.round_id}/answer"
    assert gone_on() == []


def test_a_colleagues_link_asks_too_and_keeps_what_was_typed(
    client, new_client, officer, invitation
):
    client.get(link(invitation))
    client.submit("Läs och svara")
    colleague = ask(client, invitation, "siv@kommun.example")
    staff = new_client()
    sign_in(staff, officer)
    staff.get(way_in(colleague))
    staff.submit("Gå med", name="Siv Svar")
    assert who(staff) == "staff"
    staff.submit("Fortsätt som")
    staff.get(f"/rounds/{invitation.round_id}/team")
    assert "Siv Svar" in staff.text("#people")
    assert len(gone_on()) == 1
