"""Opening a round: what must be there, who gets which e-mail, now or at a set time."""

import re
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from types import SimpleNamespace

import pytest
import time_machine

from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import ConsultationFactory, InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.background import Task
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.rounds import service
from webapp.rounds.models import RoundState


@pytest.fixture
def ready():
    """A round that has all it must have, with one body on its list."""
    round_ = RoundFactory(draft=True, deadline=(clock.now() + timedelta(days=90)).date())
    InvitationFactory(round=round_)
    return round_


def actions(round_):
    return [entry.action for entry in audit.about(round_.id)]


def state(round_):
    session.flush()
    session.expire_all()
    return round_.state(clock.now())


def test_the_checklist_says_what_is_missing_and_links_to_it(officer):
    case = ConsultationFactory(contact_phone="")
    round_ = RoundFactory(
        draft=True, consultation=case, cover_letter={"en": "Only English"}, open_to_public=False
    )
    officer.get(f"/rounds/{round_.id}")
    missing = {
        row.select_one("a").get_text(): row.select_one("a")["href"]
        for row in officer.page.select("#readiness > div")
        if "Missing" in row.get_text()
    }
    assert missing == {
        "Someone to ask": f"/rounds/{round_.id}/recipients",
        "A cover letter": f"/rounds/{round_.id}/edit#cover_letter_sv",
        "A contact person": f"/consultations/{case.id}/edit",
    }
    assert not officer.page.select("main a[href$='/open'].ds-button")


def test_a_body_without_an_address_and_a_past_deadline_are_missing_too(officer, ready):
    InvitationFactory(round=ready, organisation=OrganisationFactory(email=""))
    ready.deadline = (clock.now() - timedelta(days=3)).date()
    officer.get(f"/rounds/{ready.id}")
    rows = [row.get_text(" ") for row in officer.page.select("#readiness > div")]
    missing = [row for row in rows if "Missing" in row]
    assert len(missing) == 2
    assert "no e-mail address" in missing[0]
    assert "last day would be past" in missing[1]


def test_open_to_the_public_is_enough_without_a_list(officer):
    round_ = RoundFactory(draft=True)
    officer.get(f"/rounds/{round_.id}/open")
    assert "No e-mail is sent" in officer.text()
    officer.submit("Open the round")
    assert state(round_) is RoundState.OPEN


def test_the_page_before_says_who_gets_which_e_mail_and_how_many(officer, ready):
    english = OrganisationFactory(name="Nordic Council", language="en")
    InvitationFactory(round=ready, organisation=english, language="en")
    InvitationFactory(round=ready)
    officer.get(f"/rounds/{ready.id}/open")
    text = officer.text()
    assert "3 invitations are sent" in text
    assert "In Swedish: 2 bodies" in text
    assert "In English: one body" in text
    assert "Answer by" in text
    assert "Svara senast" in text


def test_the_preview_holds_no_link_that_works(officer, ready):
    officer.get(f"/rounds/{ready.id}/open")
    (token,) = set(re.findall(r"/answer/([\w.-]+)", str(officer.page)))
    assert access.unsign("invitation", token) == "preview"


def test_opening_freezes_queues_the_invitations_and_is_on_the_trail(officer, ready, work_off):
    officer.get(f"/rounds/{ready.id}/open")
    officer.submit("Open the round and send")
    assert officer.path == f"/rounds/{ready.id}"
    assert state(ready) is RoundState.OPEN
    assert "rounds.open" in actions(ready)
    assert work_off()[0] == Task.SEND_INVITATIONS


def test_pressing_twice_opens_once(officer, ready, work_off):
    for _ in range(2):
        assert officer.post(f"/rounds/{ready.id}/open").status_code == 200
    assert actions(ready).count("rounds.open") == 1
    assert work_off().count(Task.SEND_INVITATIONS) == 1


def test_a_round_that_lacks_something_does_not_open(officer, ready):
    ready.cover_letter = {}
    answer = officer.post(f"/rounds/{ready.id}/open")
    assert answer.status_code == 422
    assert "Something is missing" in officer.text()
    assert state(ready) is RoundState.DRAFT


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.APPROVER])
def test_readers_cannot_open(signed_in, ready, role):
    reader = signed_in(role)
    assert reader.get(f"/rounds/{ready.id}").status_code == 200
    assert not reader.page.select("main a[href$='/open']")
    assert reader.post(f"/rounds/{ready.id}/open").status_code == 403
    assert state(ready) is RoundState.DRAFT


def test_an_administrator_can(signed_in, ready):
    signed_in(Role.ADMINISTRATOR).post(f"/rounds/{ready.id}/open")
    assert state(ready) is RoundState.OPEN


def test_a_round_opens_by_itself_at_the_time_set(officer, ready, work_off):
    wall = (clock.local(clock.now()) + timedelta(days=2)).strftime("%Y-%m-%dT08:00")
    officer.get(f"/rounds/{ready.id}/open")
    officer.submit("Set the time", opens_at=wall)
    assert state(ready) is RoundState.SCHEDULED
    assert ready.opens_at.astimezone(STOCKHOLM).strftime("%Y-%m-%dT%H:%M") == wall
    service.sweep()
    assert work_off() == []
    with time_machine.travel(ready.opens_at + timedelta(seconds=1), tick=False):
        service.sweep()
        service.sweep()
        done = work_off()
        service.sweep()
        assert Task.OPEN_ROUND not in work_off()
    assert done.count(Task.SEND_INVITATIONS) == 1
    assert actions(ready).count("rounds.open") == 1
    assert ready.opened_at is not None


def test_two_workers_with_the_same_message_open_once(ready):
    ready.opens_at = clock.now() - timedelta(minutes=1)
    session.flush()
    assert [service.open_due(ready.id), service.open_due(ready.id)] == [True, False]


def test_what_came_to_lack_something_waits_for_staff(officer, ready):
    ready.opens_at = clock.now() - timedelta(minutes=1)
    ready.cover_letter = {}
    session.flush()
    assert not service.open_due(ready.id)
    assert state(ready) is RoundState.DRAFT
    for path in (f"/rounds/{ready.id}", f"/consultations/{ready.consultation_id}"):
        officer.get(path)
        assert "could not open by itself" in officer.text()


def test_the_time_can_be_taken_back(officer, ready, work_off):
    ready.opens_at = clock.now() + timedelta(hours=1)
    officer.get(f"/rounds/{ready.id}")
    officer.submit("Do not open by itself")
    assert state(ready) is RoundState.DRAFT
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        service.sweep()
        assert work_off() == []


@pytest.mark.parametrize(
    ("wall", "sentence"),
    [
        ("2027-03-28T02:30", "There is no such time"),
        ("2020-01-01T08:00", "This time has passed"),
        ("klockan åtta", "This is not a day and a time"),
        ("", "Fill in when the round is to open"),
        ("2027-09-01T08:00", "Something is missing"),
    ],
)
def test_a_time_that_cannot_be_is_said_and_what_was_typed_stays(signed_in, ready, wall, sentence):
    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=STOCKHOLM), tick=False):
        officer = signed_in()
        ready.deadline = date(2027, 6, 1)
        answer = officer.post(f"/rounds/{ready.id}/schedule", {"opens_at": wall})
        assert answer.status_code == 422
        assert sentence in officer.text()
        assert officer.page.select_one("#opens_at")["value"] == wall
        assert state(ready) is RoundState.DRAFT


def test_in_the_night_of_the_longer_hour_the_first_of_the_two_is_meant(signed_in, ready):
    with time_machine.travel(datetime(2027, 9, 1, 12, tzinfo=STOCKHOLM), tick=False):
        officer = signed_in()
        ready.deadline = date(2028, 1, 31)
        officer.post(f"/rounds/{ready.id}/schedule", {"opens_at": "2027-10-31T02:30"})
        assert state(ready) is RoundState.SCHEDULED
    assert ready.opens_at.astimezone(STOCKHOLM).fold == 0


def test_the_invitation_arrives_with_everything_in_it(officer, ready, work_off, inbox):
    ready.consultation.title = {"sv": "Ny strategi", "en": "New strategy"}
    ready.cover_letter = {"sv": "## Därför\n\nVi *vill* veta.", "en": "We want to know."}
    body = OrganisationFactory(name="Nordic Council", language="en", email="nc@svar.example")
    InvitationFactory(round=ready, organisation=body, language="en")
    officer.post(f"/rounds/{ready.id}/open")
    work_off()
    by_address = {message["To"]: message_from_bytes(message.as_bytes()) for message in inbox}
    assert len(by_address) == 2
    english = parts(by_address["nc@svar.example"])
    (address,) = by_address.keys() - {"nc@svar.example"}
    swedish = parts(by_address[address])
    number = ready.consultation.registry_number
    assert swedish.subject.startswith("Svara senast ")
    assert swedish.subject.endswith(f": Ny strategi ({number})")
    assert english.subject.startswith("Answer by ")
    for mail in (swedish, english):
        for words in (mail.text, mail.html):
            assert "/answer/" in words
            assert "Karin Kontakt" in words
            assert "090-465 04 10" in words
            assert number in words
    assert "Vi *vill* veta." in swedish.text
    assert "<em>vill</em>" in swedish.html
    assert "Därför</h2>" in swedish.html
    assert "We want to know." in english.text


def parts(message):
    found = {
        part.get_content_type(): part.get_payload(decode=True).decode()
        for part in message.walk()
        if not part.is_multipart()
    }
    subject = str(make_header(decode_header(message["Subject"])))
    return SimpleNamespace(
        subject=" ".join(subject.split()), text=found["text/plain"], html=found["text/html"]
    )
