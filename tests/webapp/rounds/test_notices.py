"""A round's public log: corrections, questions and answers, and the e-mails about them."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from tests.webapp.rounds.mail import subject, words
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.notifications.models import Email, Occasion
from webapp.rounds import emails, queries, service
from webapp.rounds.models import Notice, NoticeKind
from webapp.rounds.service import Asker, Words

CORRECTION = {"title_sv": "Tabell 3", "text_sv": "Det ska stå **40**, inte 14."}
WORDS = Words({"sv": "Tabell 3"}, {"sv": "Det ska stå 40."})


@pytest.fixture
def round_():
    """An open round with two bodies, one that reads English."""
    made = RoundFactory()
    InvitationFactory(round=made, name="A kommun")
    InvitationFactory(round=made, name="B Ltd", language="en")
    return made


def addresses(occasion):
    return sorted(session.scalars(select(Email.address).where(Email.occasion == occasion)))


def test_a_correction_is_in_the_public_log_at_once_and_told_to_all(
    officer, client, round_, work_off, inbox
):
    officer.get(f"/rounds/{round_.id}/notices/new")
    assert "2 e-mails leave" in officer.text()
    officer.submit("Publish", **CORRECTION, tells_all="y")
    client.get(f"/rounds/{round_.id}/log")
    assert "Tabell 3" in client.text("main")
    assert client.page.select_one("main .y-prose strong").get_text() == "40"
    work_off()
    assert len(inbox) == 2
    assert addresses(Occasion.CORRECTION) == sorted(each.email for each in round_.invitations)
    english = next(m for m in inbox if "Note a correction" in subject(m))
    assert "To B Ltd" in words(english)


def test_a_correction_that_is_not_told_is_in_the_log_alone(officer, round_, work_off, inbox):
    officer.get(f"/rounds/{round_.id}/notices/new")
    officer.post(officer.path, CORRECTION | {"key": str(uuid.uuid4())})
    work_off()
    assert len(queries.public_log(round_.id)) == 1
    assert inbox == []


def test_a_double_click_publishes_once(officer, round_):
    sent = CORRECTION | {"key": str(uuid.uuid4()), "tells_all": "y"}
    for _click in range(2):
        officer.post(f"/rounds/{round_.id}/notices/new", sent)
    assert len(queries.public_log(round_.id)) == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(officer, round_):
    officer.get(f"/rounds/{round_.id}/notices/new")
    answer = officer.submit("Publish", title_sv="Bara rubrik", text_sv="")
    assert answer.status_code == 422
    assert "Write the text in Swedish" in officer.text("#text_sv-error")
    assert officer.page.select_one("#title_sv")["value"] == "Bara rubrik"


def test_the_preview_shows_the_e_mail_and_publishes_nothing(officer, round_):
    officer.get(f"/rounds/{round_.id}/notices/new")
    officer.submit("Preview the e-mail", **CORRECTION)
    assert "Det ska stå" in officer.text("#mails")
    assert queries.public_log(round_.id) == []


def test_a_script_in_a_correction_is_not_run(officer, client, round_):
    bad = CORRECTION | {"text_sv": "<script>alert(1)</script>[x](javascript:alert(1))"}
    officer.post(f"/rounds/{round_.id}/notices/new", bad)
    client.get(f"/rounds/{round_.id}/log")
    assert not client.page.select("main .y-prose script")
    assert not client.page.select("main .y-prose a[href^=javascript]")


@pytest.fixture
def asker(client, round_):
    """The browser of a member of the first body."""
    invitation = round_.invitations[0]
    person = ParticipantFactory(email="anna@a.example")
    space = OwnSpaceFactory(invitation=invitation)
    MemberFactory(organisation=space.organisation, participant=person)
    sign_in(client, person)
    return client


def test_a_question_is_answered_in_the_log_without_the_name_of_who_asked(
    asker, officer, round_, work_off, inbox
):
    asker.get(f"/rounds/{round_.id}/ask")
    asker.submit("Skicka frågan", question="Gäller det även A kommun?")
    work_off()
    assert [m["To"] for m in inbox] == [round_.consultation.contact_email]
    officer.get(f"/rounds/{round_.id}/notices")
    assert "A kommun" in officer.text("main")
    officer.get(officer.page.select_one("main .y-card a.ds-button")["href"])
    officer.submit("Publish", title_sv="Gäller det alla?", text_sv="Ja, alla kommuner.")
    work_off()
    asker.get(f"/rounds/{round_.id}/log")
    assert "Ja, alla kommuner." in asker.text("main")
    assert "A kommun" not in asker.text("main")
    [answer] = inbox[1:]
    assert answer["To"] == "anna@a.example"
    assert "Gäller det även A kommun?" in words(answer)


def test_a_question_is_no_part_of_what_anyone_reads_before_it_is_answered(asker, round_):
    asker.post(f"/rounds/{round_.id}/ask", {"question": "Hemligt?", "key": str(uuid.uuid4())})
    asker.get(f"/rounds/{round_.id}/log")
    assert "Hemligt?" not in asker.text()


def test_a_question_sent_twice_is_one(asker, round_):
    sent = {"question": "Varför?", "key": str(uuid.uuid4())}
    for _click in range(2):
        asker.post(f"/rounds/{round_.id}/ask", sent)
    assert len(session.scalars(select(Notice)).all()) == 1


def test_a_question_left_out_is_in_no_log(officer, round_):
    notice = service.ask(round_, "Reklam", asker=Asker(ParticipantFactory()), key=uuid.uuid4())
    officer.get(f"/rounds/{round_.id}/notices")
    officer.submit("Leave it out of the log")
    session.expire_all()
    assert notice.set_aside_at is not None
    assert queries.open_questions(round_.id) == []
    assert queries.public_log(round_.id) == []


def test_the_e_mails_can_be_broken_off_and_begun_again(round_, staff, monkeypatch):
    monkeypatch.setattr(emails.notices, "BATCH", 1)
    notice = service.publish(round_, NoticeKind.CORRECTION, WORDS, actor=staff)
    session.flush()
    first = service.tell_some(notice.id)
    assert len(addresses(Occasion.CORRECTION)) == 1
    assert queries.due_to_tell() == [notice.id]
    service.tell_some(notice.id)  # a worker that knows nothing of the first one
    second = service.tell_some(notice.id, after=first)
    assert service.tell_some(notice.id, after=second) is None
    assert len(addresses(Occasion.CORRECTION)) == 2
    assert queries.due_to_tell() == []


def test_nothing_is_told_about_a_round_that_is_not_open(staff):
    with pytest.raises(ConflictError):
        service.publish(RoundFactory(draft=True), NoticeKind.CORRECTION, WORDS, actor=staff)


def test_the_log_of_a_draft_is_not_public(client):
    assert client.get(f"/rounds/{RoundFactory(draft=True).id}/log").status_code == 404
