"""The owner of an address says: this was not me. What was submitted is marked, never deleted."""

import re
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.letters import as_pdf
from tests.webapp.responses.steps import enter, sign_in
from webapp.accounts.models import Participant, SignIn
from webapp.audit.models import Entry
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.notifications.models import Email, Occasion
from webapp.responses import naming, queries
from webapp.responses.models import Disowning, OwnAttachment, OwnSpace, Response, Whose

ADDRESS = "siv@svar.example"


def link(person) -> str:
    return f"/not-me/{access.sign('not-me', str(person.id))}"


def words(message) -> str:
    return next(
        part.get_payload(decode=True).decode().replace("\r\n", "\n")
        for part in message.walk()
        if part.get_content_type() == "text/plain"
    )


def begin(client, round_, person, *, who="person", name="Siv Svar", **more) -> OwnSpace:
    sign_in(client, person)
    client.get(f"/rounds/{round_.id}/begin")
    client.submit("Fortsätt", name=name, who=who, **more)
    return session.scalars(select(OwnSpace).where(OwnSpace.round_id == round_.id)).one()


def submit(client, round_) -> Response:
    client.get(f"/rounds/{round_.id}/statement")
    client.submit("Spara och fortsätt", position="oppose", statement="Jag säger nej.")
    client.submit("Skicka in svaret")
    return session.scalars(select(Response).where(Response.round_id == round_.id)).one()


def count(model) -> int:
    return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def person(database):
    return ParticipantFactory(email=ADDRESS)


@pytest.fixture
def answer(client, person):
    """An answer that someone has submitted under the person's address, and wants named."""
    round_ = RoundFactory()
    begin(client, round_, person, named="y")
    return submit(client, round_)


def test_the_mail_that_confirms_an_address_has_the_way_out(client, inbox, work_off):
    round_ = RoundFactory()
    client.get(f"/rounds/{round_.id}/join")
    client.submit("Skicka länken", email=ADDRESS)
    work_off()
    said = words(inbox[-1])
    path = re.search(r"http://127.0.0.1:8000(/not-me/\S+)", said)[1]
    client.get(path)
    assert "Var det inte du?" in client.text("h1")
    assert ADDRESS in client.text()


def test_opening_the_link_changes_nothing_and_the_button_does(client, person):
    for _ in range(3):
        assert client.get(link(person)).status_code == 200
        assert client.head(link(person)).status_code == 200
    assert client.page.select_one("main form button")
    assert session.scalars(select(Entry).where(Entry.action == "responses.disown")).all() == []
    client.submit("Det var inte jag")
    assert "Det är stoppat" in client.text("h1")
    [entry] = session.scalars(select(Entry).where(Entry.action == "responses.disown"))
    assert ADDRESS not in str(entry.details)


def test_a_forged_or_cut_link_leads_nowhere(client, person):
    assert client.get(link(person)[:-3]).status_code == 404
    other = access.sign("sign-in", str(person.id))
    assert client.post(f"/not-me/{other}").status_code == 404


def test_nothing_more_is_sent_whoever_asks(client, person, inbox, work_off):
    client.get(link(person))
    client.submit("Det var inte jag")
    client.get("/sign-in/link")
    client.submit("Skicka", email=ADDRESS.upper())
    assert client.path == "/sign-in/code"
    work_off()
    assert inbox == []
    client.get(link(person))
    assert "Adressen är stoppad" in client.text("h1")


def test_a_stopped_address_is_not_kept_as_text(client, person, database):
    client.get(link(person))
    client.submit("Det var inte jag")
    marks = [row[0] for row in database.exec_driver_sql("SELECT mark FROM stopped_address")]
    assert len(marks) == 1
    assert "siv" not in marks[0]


def test_a_mail_that_waits_never_leaves(client, person, inbox, work_off, sent_tasks):
    client.get("/sign-in/link")
    client.submit("Skicka", email=ADDRESS)
    sent_tasks.clear()
    client.get(link(person))
    client.submit("Det var inte jag")
    assert count(Email) == 0
    asked = session.scalars(select(SignIn)).one()
    assert client.get(f"/confirm/{access.sign('sign-in', str(asked.id))}").status_code == 410


def test_who_used_the_address_is_signed_out_and_what_was_begun_is_gone(client, new_client, person):
    stranger, round_ = new_client(), RoundFactory()
    begin(stranger, round_, person)
    stranger.get(f"/rounds/{round_.id}/attachments")
    stranger.submit("Bifoga filen", file=(BytesIO(as_pdf("Karta")), "karta.pdf"))
    kept = session.scalars(select(OwnAttachment.file_id)).one()
    client.get(link(person))
    assert "1 svar som påbörjats" in client.text()
    client.submit("Det var inte jag")
    assert count(OwnSpace) == 0
    assert session.scalar(select(func.count()).where(StoredFile.id == kept)) == 0
    stranger.get("/account")
    assert stranger.path == "/sign-in"


def test_the_receipt_has_the_way_out(answer, inbox, work_off):
    work_off()
    receipt = next(each for each in inbox if each["To"] == ADDRESS)
    assert "/not-me/" in words(receipt)


def test_a_bodys_receipt_has_none(client, inbox, work_off):
    invitation = InvitationFactory(email=ADDRESS)
    enter(client, invitation)
    submit(client, invitation.round)
    work_off()
    [receipt] = [each for each in inbox if each["To"] == ADDRESS]
    assert "/not-me/" not in words(receipt)


def test_a_submitted_answer_stays_and_is_marked_for_staff(new_client, answer, inbox, work_off):
    before, owner = answer.canonical(), new_client()
    work_off()
    owner.get(link(answer.participant))
    assert "1 svar som skickats in märks" in owner.text()
    inbox.clear()
    owner.submit("Det var inte jag")
    work_off()
    assert queries.get(answer.id).canonical() == before
    assert count(OwnSpace) == 1
    [letter] = inbox
    assert letter["To"] == answer.round.consultation.contact_email
    assert "Siv" not in letter.as_string()
    officer = new_client()
    sign_in(officer, UserFactory())
    officer.get(f"/rounds/{answer.round_id}/responses")
    assert "Inte från avsändaren?" in officer.text("#responses")
    assert officer.page.select(f".y-alert a[href='/responses/{answer.id}']")


def test_no_name_is_shown_until_staff_have_looked(client, new_client, answer, person):
    assert naming.of(answer).label == "Siv Svar"
    client.get(link(person))
    client.submit("Det var inte jag")
    session.expire_all()
    assert naming.of(queries.get(answer.id)).named is False
    officer, who = new_client(), UserFactory()
    sign_in(officer, who)
    officer.get(f"/responses/{answer.id}")
    assert officer.submit("Spara vad jag kom fram till").status_code == 422
    officer.submit("Spara vad jag kom fram till", outcome="stands", reason="Ringde. Det var hon.")
    assert "Ringde. Det var hon." in officer.text()
    assert naming.of(queries.get(answer.id)).label == "Siv Svar"
    officer.submit("Spara vad jag kom fram till", outcome="not_theirs", reason="Det var det inte.")
    assert naming.of(queries.get(answer.id)).named is False
    settled = select(Entry.actor).where(Entry.action == "responses.settle_disowning")
    assert set(session.scalars(settled)) == {who.id}
    officer.get(f"/rounds/{answer.round_id}/responses")
    assert not officer.page.select(f".y-alert a[href='/responses/{answer.id}']")


def test_an_association_that_did_not_answer_is_not_named_either(client, person):
    round_ = RoundFactory()
    begin(client, round_, person, who="body", name="Byaföreningen")
    response = submit(client, round_)
    client.get(link(person))
    client.submit("Det var inte jag")
    session.expire_all()
    said = naming.of(queries.get(response.id))
    assert (said.named, "Byaföreningen" in said.label) == (False, False)


def test_pressed_by_mistake_it_is_taken_back(client, answer, person, inbox, work_off):
    client.get(link(person))
    client.submit("Det var inte jag")
    client.submit("Det var jag ändå")
    assert "Allt är som förut" in client.text("h1")
    assert session.scalars(select(Disowning.outcome)).one() is Whose.TAKEN_BACK
    session.expire_all()
    assert naming.of(queries.get(answer.id)).label == "Siv Svar"
    inbox.clear()
    client.get("/sign-in/link")
    client.submit("Skicka", email=ADDRESS)
    work_off()
    assert ADDRESS in [each["To"] for each in inbox]


def test_pressing_twice_is_as_pressing_once(client, answer, person, work_off, inbox):
    for _ in range(2):
        client.post(link(person))
    work_off()
    told = select(func.count()).where(Email.occasion == Occasion.RESPONSE_DISOWNED)
    assert (session.scalar(told), count(Disowning)) == (1, 1)


def test_a_bodys_address_goes_on_getting_its_mail(client, inbox, work_off):
    invitation = InvitationFactory()
    colleague = MemberFactory(organisation=invitation.organisation).participant
    client.get(link(colleague))
    assert "En organisation svarar genom den här adressen" in client.text()
    client.submit("Det var inte jag")
    client.get("/sign-in/link")
    client.submit("Skicka", email=colleague.email)
    work_off()
    assert [each["To"] for each in inbox] == [colleague.email]


def test_an_invitations_link_lets_a_stopped_address_in(client, inbox, work_off, person):
    client.get(link(person))
    client.submit("Det var inte jag")
    enter(client, InvitationFactory(email=ADDRESS))
    client.get("/account")
    assert client.path == "/account"
    client.get("/sign-in/link")
    client.submit("Skicka", email=ADDRESS)
    work_off()
    assert [each["To"] for each in inbox] == [ADDRESS]


def test_a_bodys_answer_is_never_disowned_by_one_person(client):
    invitation = InvitationFactory(email="diariet@kommun.example")
    enter(client, invitation)
    person = session.scalars(select(Participant)).one()
    ResponseFactory(invitation=invitation, participant=person)
    client.post(link(person))
    assert (count(Disowning), count(OwnSpace)) == (0, 1)


def test_an_erased_address_says_so(client, person):
    person.erased_at = clock.now()
    session.flush()
    assert client.get(link(person)).status_code == 410


def test_registrars_and_strangers_settle_nothing(new_client, answer, person):
    stranger, registrar = new_client(), new_client()
    stranger.post(link(person))
    sign_in(registrar, UserFactory(roles=[Role.REGISTRAR]))
    said = {"outcome": "stands", "reason": "x"}
    assert registrar.post(f"/responses/{answer.id}/whose", said).status_code == 403
    registrar.get(f"/responses/{answer.id}")
    assert "Spara vad jag kom fram till" not in registrar.text()
    assert session.scalars(select(Disowning.outcome)).one() is None


def test_what_nobody_has_disowned_is_not_settled(new_client, answer):
    officer = new_client()
    sign_in(officer, UserFactory())
    said = {"outcome": "stands", "reason": "x"}
    assert officer.post(f"/responses/{answer.id}/whose", said).status_code == 422
