"""The whole of step four through the pages, as a registrar without JavaScript does it."""

from tests.client import PageClient
from tests.factories.rounds import InvitationFactory, QuestionFactory
from webapp.core import access
from webapp.core.database import session
from webapp.responses import queries


def link(invitation) -> str:
    token = access.sign("invitation", f"{invitation.id}:{invitation.link_number}")
    return f"/answer/{token}"


def test_an_invited_body_reads_comments_takes_a_position_and_submits(
    client: PageClient, work_off, inbox
):
    invitation = InvitationFactory()
    QuestionFactory(round=invitation.round, asks_position=True)
    client.get("/language/en")
    address = link(invitation)
    client.get(address)
    client.submit("Read and answer")
    assert client.path == f"/rounds/{invitation.round_id}/answer"
    client.get(f"/rounds/{invitation.round_id}/read")
    client.get(client.page.select_one(".y-doc__tools a")["href"])
    client.submit("Save the comment", text="Målet bör gå att mäta.", kind="technical")
    assert "Målet bör gå att mäta." in client.text("#section-comments")
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Save and continue", position="endorse_in_part", statement="Bra i stort.")
    question = client.page.select_one("textarea")["name"]
    client.submit("Save and continue", **{question: "Ja, målen är rätt."})
    assert "Målet bör gå att mäta." in client.text()
    client.submit("Submit the answer")
    assert client.path.startswith("/receipts/")
    [response] = queries.submitted(invitation.round_id)
    assert response.reference in client.text()
    assert response.sha256 in client.text()
    work_off()
    session.expire_all()
    assert {message["To"] for message in inbox} >= {invitation.email}
