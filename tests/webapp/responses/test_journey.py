"""The whole of answering through the pages, without JavaScript."""

from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter
from webapp.responses import queries


def test_an_invited_body_reads_comments_takes_a_position_and_submits(client, work_off, inbox):
    invitation = InvitationFactory()
    QuestionFactory(round=invitation.round, asks_position=True)
    enter(client, invitation)
    assert client.path == f"/rounds/{invitation.round_id}/answer"
    client.get(f"/rounds/{invitation.round_id}/read")
    client.get(client.page.select_one(".y-doc__tools a")["href"])
    client.submit("Spara synpunkten", text="Målet bör gå att mäta.", kind="technical")
    assert "Målet bör gå att mäta." in client.text("#section-comments")
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="endorse_in_part", statement="Bra i stort.")
    question = client.page.select_one("textarea")["name"]
    client.submit("Spara och fortsätt", **{question: "Ja, målen är rätt."})
    for words in ("Målet bör gå att mäta.", "Bra i stort.", "Ja, målen är rätt."):
        assert words in client.text()
    client.submit("Skicka in svaret")
    assert client.path.startswith("/receipts/")
    [response] = queries.submitted(invitation.round_id)
    assert response.reference in client.text()
    assert response.sha256 in client.text()
    assert set(work_off()) >= {"responses.issue_receipt", "notifications.send_email"}
    [copy] = [message for message in inbox if message["To"] == invitation.email]
    assert [part.get_content_type() for part in copy.walk()][-1] == "application/pdf"


def test_the_overview_says_what_is_there_and_what_is_left(client):
    invitation = InvitationFactory()
    QuestionFactory(round=invitation.round)
    enter(client, invitation)
    assert "Inte valt än" in client.text()
    assert "0 av 1 besvarade" in client.text()
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="oppose", statement="Fyra ord blir det.")
    client.get(f"/rounds/{invitation.round_id}/answer")
    assert "Avstyrker förslaget" in client.text()
    assert "4 ord" in client.text()


def test_who_has_answered_is_told_that_a_new_version_can_be_sent(client):
    invitation = InvitationFactory()
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="endorse")
    client.submit("Skicka in svaret")
    client.get(f"/rounds/{invitation.round_id}/answer")
    assert "Ett svar är inskickat" in client.text()
    assert "Det går att skicka in en ny version" in client.text()
