"""Several people on one answer: asked in by e-mail, with roles that are kept to."""

import pytest
from sqlalchemy import select

from tests.client import PageClient
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter, link, sign_in
from webapp.core import access
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.notifications.models import Email, Occasion
from webapp.organisations.models import Member, MemberRole
from webapp.responses.models import Colleague, OwnComment, OwnSpace
from webapp.rounds.models import Invitation


@pytest.fixture
def invitation() -> Invitation:
    return InvitationFactory()


@pytest.fixture
def coordinator(client: PageClient, invitation: Invitation) -> PageClient:
    """The official mailbox, come in by the invitation's link."""
    enter(client, invitation)
    return client


def ask(browser: PageClient, invitation: Invitation, email: str, role: str = "writer") -> Colleague:
    browser.get(f"/rounds/{invitation.round_id}/team")
    browser.submit("Skicka inbjudan", email=email, role=role, message="Ta gärna kapitel 2.")
    return session.scalars(select(Colleague).where(Colleague.email == email.lower())).one()


def way_in(colleague: Colleague) -> str:
    return f"/colleague/{access.sign('colleague', f'{colleague.id}:{colleague.link_number}')}"


def come(browser: PageClient, colleague: Colleague, name: str = "") -> None:
    browser.get(way_in(colleague))
    browser.submit("Gå med", name=name)


def members(invitation: Invitation) -> dict[str, MemberRole]:
    rows = session.scalars(
        select(Member).where(Member.organisation_id == invitation.organisation_id)
    )
    return {each.participant.email: each.role for each in rows}


def test_a_colleague_comes_in_by_the_link_in_an_e_mail(
    coordinator, new_client, invitation, work_off, inbox
):
    colleague = ask(coordinator, invitation, "Siv@Kommun.example")
    work_off()
    [mail] = [each for each in inbox if each["To"] == "siv@kommun.example"]
    assert mail["Reply-To"] == invitation.email
    said = mail.get_payload(0).get_payload(decode=True).decode()
    assert "/colleague/" in said
    assert "kapitel 2" not in said
    siv = new_client()
    siv.get(way_in(colleague))
    assert "Ta gärna kapitel 2." in siv.text()
    assert members(invitation) == {invitation.email: MemberRole.COORDINATOR}
    siv.head(way_in(colleague))
    assert members(invitation) == {invitation.email: MemberRole.COORDINATOR}
    come(siv, colleague, "Siv Svar")
    assert siv.path == f"/rounds/{invitation.round_id}/answer"
    assert members(invitation)["siv@kommun.example"] is MemberRole.WRITER
    siv.get(f"/rounds/{invitation.round_id}/team")
    assert "Siv Svar" in siv.text("#people")


def test_the_second_person_makes_the_invitation_forwarded(coordinator, new_client, invitation):
    colleague = ask(coordinator, invitation, "siv@kommun.example")
    assert invitation.forwarded_at is None
    come(new_client(), colleague)
    assert session.get_one(Invitation, invitation.id).forwarded_at is not None


@pytest.mark.parametrize("email", ["", "siv", "siv@"])
def test_what_is_no_address_is_refused(coordinator, invitation, email):
    coordinator.get(f"/rounds/{invitation.round_id}/team")
    answer = coordinator.submit("Skicka inbjudan", email=email, message="Hej")
    assert answer.status_code == 422
    assert coordinator.page.select_one("textarea[name=message]").get_text(strip=True) == "Hej"
    assert session.scalars(select(Colleague)).all() == []


def test_nobody_is_asked_twice(coordinator, invitation):
    ask(coordinator, invitation, "siv@kommun.example")
    coordinator.submit("Skicka inbjudan", email="siv@kommun.example")
    assert "är redan tillfrågad" in coordinator.text()
    coordinator.get(f"/rounds/{invitation.round_id}/team")
    coordinator.submit("Skicka inbjudan", email=invitation.email)
    assert "redan en av er" in coordinator.text()


def test_the_e_mail_is_sent_again_and_the_link_withdrawn(
    coordinator, new_client, invitation, work_off, inbox
):
    colleague = ask(coordinator, invitation, "siv@kommun.example")
    work_off()
    coordinator.get(f"/rounds/{invitation.round_id}/team")
    coordinator.submit("Skicka igen")
    work_off()
    assert len([each for each in inbox if each["To"] == "siv@kommun.example"]) == 2
    coordinator.submit("Återkalla")
    assert "siv@kommun.example" not in coordinator.text("#asked")
    siv = new_client()
    assert siv.get(way_in(colleague)).status_code == 410
    assert siv.post(way_in(colleague)).status_code == 410
    assert "siv@kommun.example" not in members(invitation)


def test_an_approver_reads_and_does_not_write(coordinator, new_client, invitation):
    approver = new_client()
    come(approver, ask(coordinator, invitation, "chef@kommun.example", "approver"))
    [section, *_] = drafts.outline(invitation.round.version_id)
    address = f"/rounds/{invitation.round_id}/sections/{section.key}"
    approver.get(address)
    assert approver.page.select("textarea[name=text]") == []
    assert "Du är godkännare" in " ".join(approver.page.get_text().split())
    assert approver.post(address, {"text": "Nej.", "kind": "general"}).status_code == 422
    statement = f"/rounds/{invitation.round_id}/statement"
    assert approver.post(statement, {"position": "oppose", "language": "sv"}).status_code == 422
    assert session.scalars(select(OwnComment)).all() == []
    assert session.scalars(select(OwnSpace)).one().position is None


def test_only_a_coordinator_submits_and_asks_in(coordinator, new_client, invitation):
    coordinator.get(f"/rounds/{invitation.round_id}/statement")
    coordinator.submit("Spara och fortsätt", position="endorse")
    writer = new_client()
    come(writer, ask(coordinator, invitation, "siv@kommun.example"))
    for path in ("submit", "no-comments", "abstain"):
        answer = writer.post(f"/rounds/{invitation.round_id}/{path}", {"stage": "final"})
        assert answer.status_code == 422
        assert "samordnare" in writer.text()
    writer.post(f"/rounds/{invitation.round_id}/team", {"email": "x@y.example", "role": "writer"})
    assert session.scalars(select(Colleague.email)).all() == ["siv@kommun.example"]
    coordinator.get(f"/rounds/{invitation.round_id}/review")
    coordinator.submit("Skicka in svaret")
    assert "/receipt" in coordinator.path or "responses" in coordinator.path


def test_someone_always_coordinates(coordinator, new_client, invitation):
    siv = new_client()
    come(siv, ask(coordinator, invitation, "siv@kommun.example"))
    rows = {each.participant.email: each.id for each in session.scalars(select(Member))}
    coordinator.get(f"/rounds/{invitation.round_id}/team/{rows[invitation.email]}")
    coordinator.submit("Spara", role="writer")
    assert "Någon måste samordna" in coordinator.text()
    coordinator.get(f"/rounds/{invitation.round_id}/team/{rows['siv@kommun.example']}")
    coordinator.submit("Spara", role="coordinator")
    assert members(invitation)["siv@kommun.example"] is MemberRole.COORDINATOR
    siv.get(f"/rounds/{invitation.round_id}/team/{rows[invitation.email]}")
    siv.submit("Ta bort")
    assert members(invitation) == {"siv@kommun.example": MemberRole.COORDINATOR}
    assert coordinator.get(f"/rounds/{invitation.round_id}/review").status_code == 404


def test_who_is_removed_is_out_and_the_link_stops(coordinator, new_client, invitation):
    siv = new_client()
    colleague = ask(coordinator, invitation, "siv@kommun.example")
    come(siv, colleague)
    [row] = [each for each in session.scalars(select(Member)) if each.role is MemberRole.WRITER]
    coordinator.get(f"/rounds/{invitation.round_id}/team/{row.id}")
    coordinator.submit("Ta bort")
    assert siv.get(f"/rounds/{invitation.round_id}/team").status_code == 404
    assert siv.get(way_in(colleague)).status_code == 410
    again = ask(coordinator, invitation, "siv@kommun.example", "approver")
    come(siv, again)
    assert members(invitation)["siv@kommun.example"] is MemberRole.APPROVER


def test_a_mailbox_that_changes_hands_locks_nobody_out(
    coordinator, new_client, invitation, work_off, inbox
):
    former = invitation.email
    session.get_one(Invitation, invitation.id).email = "ny@kommun.example"
    session.commit()
    enter(new_client(), invitation)
    assert members(invitation) == {
        former: MemberRole.COORDINATOR,
        "ny@kommun.example": MemberRole.COORDINATOR,
    }
    work_off()
    [mail] = [each for each in inbox if each["To"] == former]
    assert "ny@kommun.example" in mail.get_payload(0).get_payload(decode=True).decode()
    enter(new_client(), invitation)
    work_off()
    assert len([each for each in inbox if each["To"] == former]) == 1


def test_the_mailbox_coordinates_again_whatever_its_role_became(
    coordinator, new_client, invitation
):
    [row] = session.scalars(select(Member))
    other = MemberFactory(organisation=invitation.organisation)
    row.role = MemberRole.WRITER
    session.commit()
    enter(new_client(), invitation)
    assert members(invitation)[invitation.email] is MemberRole.COORDINATOR
    told = session.scalars(select(Email).where(Email.occasion == Occasion.CAME_BY_MAILBOX)).one()
    assert told.address == other.participant.email


def test_staff_see_no_e_mail_among_colleagues(coordinator, new_client, invitation, work_off):
    ask(coordinator, invitation, "siv@refused.example")
    work_off()
    [mail] = session.scalars(select(Email).where(Email.occasion == Occasion.COLLEAGUE_INVITED))
    assert mail.status == "failed"
    staff = new_client()
    sign_in(staff, UserFactory())
    for path in ("/emails", "/emails?words=siv", "/emails?group=failed"):
        staff.get(path)
        assert "refused.example" not in staff.text()
    assert staff.get("/emails/failed").text == ""
    assert staff.post(f"/emails/{mail.id}/retry").status_code == 404
    staff.post("/emails/retry")
    assert session.get_one(Email, mail.id).status == "failed"
    staff.get(f"/rounds/{invitation.round_id}/invitations/{invitation.id}")
    assert "refused.example" not in staff.text()
    coordinator.get(f"/rounds/{invitation.round_id}/team")
    assert "kom inte fram" in coordinator.text("main")


def test_nobody_reaches_the_people_of_another_body(coordinator, invitation):
    other = OwnSpaceFactory(invitation=InvitationFactory(round=invitation.round))
    row = MemberFactory(organisation=other.organisation)
    address = f"/rounds/{invitation.round_id}/team/{row.id}"
    assert coordinator.get(address).status_code == 404
    assert coordinator.post(f"{address}/remove").status_code == 404
    assert session.get(Member, row.id) is not None


def test_the_list_takes_as_many_queries_however_many_there_are(
    coordinator, invitation, count_queries
):
    def fetch() -> int:
        return count_queries(lambda: coordinator.get(f"/rounds/{invitation.round_id}/team"))

    MemberFactory(organisation=invitation.organisation)
    ask(coordinator, invitation, "a@kommun.example")
    few = fetch()
    MemberFactory.create_batch(20, organisation=invitation.organisation)
    for number in range(10):
        ask(coordinator, invitation, f"b{number}@kommun.example")
    assert fetch() == few


def test_the_link_in_the_invitation_opens_for_anyone_and_joins_by_a_button(client, invitation):
    client.get(link(invitation))
    assert members(invitation) == {}
