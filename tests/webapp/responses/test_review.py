"""Reviewing and submitting through the pages."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.responses import OwnCommentFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import OwnSpace, Position, Response, Stage
from webapp.rounds.deadlines import end_of


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def page(client, invitation) -> str:
    """The address of the review page of a body that has chosen a position."""
    enter(client, invitation)
    space().position = Position.ENDORSE_IN_PART
    session.commit()
    return f"/rounds/{invitation.round_id}/review"


def space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def responses() -> list[Response]:
    return list(session.scalars(select(Response).order_by(Response.number)))


def sent(client) -> dict[str, str]:
    """What the form on the review page would send."""
    fields = client.page.select("form[action$='/submit'] input[type=hidden]")
    return {field["name"]: field.get("value", "") for field in fields} | {"stage": "final"}


def test_without_a_position_there_is_no_button_but_a_way_to_choose(client, page):
    space().position = None
    client.get(page)
    assert "Ställningstagandet saknas" in client.text()
    assert not client.page.select("form[action$='/submit']")


def test_an_answer_with_a_position_alone_is_warned_of_and_allowed(client, page):
    client.get(page)
    assert "bara ett ställningstagande" in client.text()
    client.submit("Skicka in svaret")
    assert len(responses()) == 1


def test_a_double_press_is_one_response_with_one_receipt(client, page, invitation):
    client.get(page)
    form = sent(client)
    address = f"/rounds/{invitation.round_id}/submit"
    places = {client.post(address, form).request.path for _ in range(3)}
    [response] = responses()
    assert places == {f"/receipts/{response.id}"}


def test_a_preliminary_answer_is_chosen_on_the_page(client, page):
    client.get(page)
    client.submit("Skicka in svaret", stage="preliminary")
    assert responses()[0].stage is Stage.PRELIMINARY
    assert "Preliminärt" in client.text()


def test_comments_are_read_through_in_the_order_of_the_document(client, page, invitation):
    first, second = drafts.outline(invitation.round.version_id)[:2]
    for number, section in enumerate((second, None, first)):
        key = section.key if section else None
        OwnCommentFactory(space=space(), section_key=key, text=f"Synpunkt {number}.")
        session.commit()
    client.get(page)
    texts = [each.get_text(strip=True) for each in client.page.select(".y-comment__text")]
    assert texts == ["Synpunkt 1.", "Synpunkt 2.", "Synpunkt 0."]


def test_a_second_version_says_what_it_replaces(client, page):
    client.get(page)
    assert "Inget är inskickat än." in client.text("h1 ~ p")
    client.submit("Skicka in svaret")
    client.get(page)
    assert responses()[0].reference in client.text()
    assert "Den nya versionen är inte inskickad än." in client.text("h1 ~ p")
    client.submit("Skicka in svaret")
    assert responses()[1].replaces_id == responses()[0].id


def test_what_another_window_changed_is_shown_before_it_is_submitted(client, page, invitation):
    client.get(page)
    form = sent(client)
    space().statement = "Skrivet i ett annat fönster."
    session.commit()
    assert client.post(f"/rounds/{invitation.round_id}/submit", form).status_code == 422
    assert "har ändrats sedan du öppnade sidan" in client.text()
    assert "Skrivet i ett annat fönster." in client.text()
    client.submit("Skicka in svaret")
    assert responses()[0].statement == "Skrivet i ett annat fönster."


@pytest.mark.parametrize("case", [(4, "{}", False), (6, "{}", True), (4, "forged{}", True)])
def test_a_page_opened_in_time_has_five_minutes_grace(client, page, invitation, case):
    minutes, served, late = case
    invitation.round.deadline = clock.local(clock.now()).date()
    client.get(page)
    form = sent(client)
    form["served"] = served.format(form["served"])
    with time_machine.travel(end_of(invitation.round.deadline) + timedelta(minutes=minutes)):
        sign_in(client, session.scalars(select(Participant)).one())
        client.post(f"/rounds/{invitation.round_id}/submit", form)
    assert [response.late for response in responses()] == [late]


def test_a_late_answer_is_warned_of_taken_and_marked(client):
    invitation = InvitationFactory(round=RoundFactory(closed=True))
    enter(client, invitation)
    space().position = Position.OPPOSE
    client.get(f"/rounds/{invitation.round_id}/review")
    assert "Svaret märks som sent inkommet" in client.text()
    client.submit("Skicka in svaret")
    assert responses()[0].late is True
    assert "efter sista svarsdagen" in client.text()


@pytest.mark.parametrize(
    ("page", "button", "position"),
    [
        ("no-comments", "Skicka in: inga synpunkter", Position.NO_COMMENTS),
        ("abstain", "Skicka in: avstår från att svara", Position.ABSTAIN),
    ],
)
def test_the_two_short_answers_are_submitted_with_a_receipt(
    client, invitation, page, button, position
):
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/{page}")
    assert responses() == []
    client.submit(button)
    [response] = responses()
    assert response.position is position
    assert client.path == f"/receipts/{response.id}"
    assert response.reference in client.text()


def test_a_finished_round_refuses_and_says_so(client, page, invitation):
    client.get(page)
    form = sent(client)
    invitation.round.reported_at = clock.now()
    session.commit()
    assert client.post(f"/rounds/{invitation.round_id}/submit", form).status_code == 422
    assert "Det går inte längre att svara" in client.text()
    assert responses() == []


def test_who_has_no_space_cannot_submit(client, page):
    other = InvitationFactory()
    for name in ("submit", "no-comments", "abstain"):
        assert client.post(f"/rounds/{other.round_id}/{name}").status_code == 404
