"""Files are looked through for malware before staff open them; clamd's silence loses nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.clamd_peer import EICAR, peer
from tests.webapp.responses.clamd_real import started
from tests.webapp.responses.letters import as_docx, as_pdf
from tests.webapp.responses.steps import enter, sign_in
from webapp.audit.models import Entry
from webapp.core import clock, storage
from webapp.core.background import Task
from webapp.core.database import session
from webapp.responses import clamd
from webapp.responses.models import Attachment, FileScan, OwnAttachment, Response, Scanned
from webapp.responses.service import scanning

CLEAN = as_pdf("Kommunstyrelsen beslutar § 45.")
BAD = CLEAN + b"\n% " + EICAR
MEBIBYTE = 1 << 20


@pytest.fixture
def asks(app, monkeypatch):
    """A function that says where this installation asks."""
    return lambda url: monkeypatch.setitem(app.config, "CLAMD_URL", url)


@pytest.fixture
def scanner(asks):
    """A peer that answers, and that this installation asks."""
    with peer() as server:
        asks(server.url)
        yield server


@pytest.fixture(scope="module")
def _clamd():
    with started() as url:
        yield url


@pytest.fixture
def real(asks, _clamd):
    """The real clamd answers, and this installation asks it."""
    asks(_clamd)
    return _clamd


@pytest.fixture
def invitation(client):
    made = InvitationFactory()
    enter(client, made)
    return made


@pytest.fixture
def officer(new_client):
    browser = new_client()
    sign_in(browser, UserFactory())
    return browser


def attach(client, invitation, data=CLEAN, name="protokoll.pdf"):
    client.get(f"/rounds/{invitation.round_id}/attachments")
    return client.submit("Bifoga filen", file=(BytesIO(data), name))


def submit(client, invitation) -> Response | None:
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="oppose", statement="Nej.")
    client.submit("Skicka in svaret")
    return session.scalars(select(Response)).one_or_none()


def scans() -> list[FileScan]:
    session.expire_all()
    return list(session.scalars(select(FileScan).order_by(FileScan.id)))


def test_a_clean_file_is_opened_by_staff_once_it_has_been_looked_through(
    client, officer, scanner, invitation, work_off
):
    attach(client, invitation)
    response = submit(client, invitation)
    path = f"/responses/{response.id}/files/1"
    assert officer.get(path).status_code == 409
    officer.get(f"/responses/{response.id}")
    assert "Väntar på viruskontroll" in officer.text()
    assert Task.SCAN_FILE in work_off()
    assert officer.file(path).data == CLEAN
    officer.get(f"/responses/{response.id}")
    assert "Inget virus hittat" in officer.text()
    assert scanner.seen == 1


def test_a_found_file_is_refused_with_a_clear_sentence_and_stops_the_answer(
    client, scanner, invitation, work_off
):
    attach(client, invitation, BAD)
    work_off()
    client.get(f"/rounds/{invitation.round_id}/attachments")
    assert "Virus hittat" in client.text()
    assert "Eicar-Signature" in client.text()
    assert submit(client, invitation) is None
    assert "protokoll.pdf" in client.text()
    client.get(f"/rounds/{invitation.round_id}/attachments")
    client.submit("Ta bort")
    assert submit(client, invitation) is not None


def test_who_is_about_to_submit_is_told_how_far_the_files_are_looked_through(
    client, scanner, invitation, work_off
):
    attach(client, invitation, BAD)
    review = f"/rounds/{invitation.round_id}/review"
    client.get(review)
    assert "väntar på viruskontroll. Ni kan skicka in svaret ändå" in client.text("#beforehand")
    [link] = [a for a in client.page.select("#beforehand a") if "protokoll.pdf" in a.text]
    client.get(link["href"])
    assert client.page.select_one(f"#{link['href'].partition('#')[2]}")
    work_off()
    client.get(review)
    assert "Det finns virus i en fil" in client.text("main")
    assert "viruskontroll" not in client.text("main")


def test_what_is_found_after_submission_stays_closed_and_stays(
    client, officer, scanner, invitation, work_off
):
    attach(client, invitation, BAD)
    response = submit(client, invitation)
    before = response.canonical()
    work_off()
    assert [each.state for each in scans()] == [Scanned.FOUND]
    assert officer.get(f"/responses/{response.id}/files/1").status_code == 409
    assert "Eicar-Signature" in officer.text()
    client.get(f"/receipts/{response.id}")
    assert "Virus hittat" in client.text()
    assert response.canonical() == before
    kept = session.scalars(select(Attachment)).one().file
    assert storage.contents(kept) == BAD
    told = select(func.count()).where(Entry.action == "responses.malware_found")
    assert session.scalar(told) == 1


def test_while_clamd_is_away_files_wait_and_staff_are_told(
    client, officer, asks, invitation, work_off
):
    asks("tcp://127.0.0.1:1")
    attach(client, invitation)
    work_off()
    officer.get(f"/rounds/{invitation.round_id}/responses")
    assert "väntar" not in officer.text(".y-alert")
    response = submit(client, invitation)
    officer.get(f"/rounds/{invitation.round_id}/responses")
    assert "Filer väntar på viruskontroll" in officer.text("main")
    assert officer.get(f"/responses/{response.id}/files/1").status_code == 409
    [row] = scans()
    assert (row.state, row.tries, bool(row.answer)) == (Scanned.WAITING, 1, True)
    with peer() as server:
        asks(server.url)
        scanning.sweep()
        work_off()
        assert scans()[0].state is Scanned.WAITING, "it rests for a minute"
        with time_machine.travel(clock.now() + timedelta(minutes=2)):
            assert scanning.sweep() == 1
            work_off()
    assert scans()[0].state is Scanned.CLEAN
    assert officer.file(f"/responses/{response.id}/files/1").data == CLEAN
    officer.get(f"/rounds/{invitation.round_id}/responses")
    assert "Filer väntar på viruskontroll" not in officer.text("main")


def test_a_lost_worker_leaves_the_file_to_the_next(client, scanner, invitation, work_off):
    attach(client, invitation)
    [row] = scans()
    assert scanning.claim(row.file_id) is not None
    assert scanning.claim(row.file_id) is None
    work_off()
    assert scans()[0].state is Scanned.WAITING
    with time_machine.travel(clock.now() + scanning.TAKES + timedelta(seconds=1)):
        scanning.sweep()
        work_off()
    assert scans()[0].state is Scanned.CLEAN


def test_what_came_before_clamd_was_asked_is_looked_through_then(
    client, officer, asks, invitation, work_off
):
    attach(client, invitation)
    response = submit(client, invitation)
    work_off()
    path = f"/responses/{response.id}/files/1"
    assert scans() == []
    assert officer.file(path).data == CLEAN
    with peer() as server:
        asks(server.url)
        assert officer.get(path).status_code == 409
        scanning.sweep()
        work_off()
        assert officer.file(path).data == CLEAN


def test_a_file_that_is_too_large_for_clamd_waits(client, scanner, invitation, work_off):
    scanner.most = 10
    attach(client, invitation)
    work_off()
    [row] = scans()
    assert (row.state, "size limit" in row.answer) == (Scanned.WAITING, True)


def test_the_scan_goes_with_the_file(client, scanner, invitation, work_off):
    attach(client, invitation)
    work_off()
    file = session.scalars(select(OwnAttachment)).one().file
    session.delete(session.scalars(select(OwnAttachment)).one())
    session.flush()
    storage.remove(file)
    assert scans() == []


def test_a_long_file_goes_in_pieces_and_something_else_is_no_answer(scanner, asks):
    long = b"x" * 200_000
    assert clamd.found_in([long]) == ""
    assert clamd.found_in([long, EICAR]) == "Eicar-Signature"
    asks("unix:///nowhere/clamd.sock")
    with pytest.raises(clamd.UnansweredError):
        clamd.found_in([long])


def test_it_finds_what_it_knows_wherever_it_is(real):
    hidden = as_docx("Vårt yttrande.", EICAR.decode())
    assert clamd.found_in([b"Yttrande".ljust(70_000)]) == ""
    assert clamd.found_in([b"%PDF-1.7 ", b"", EICAR[:30], EICAR[30:]]) == "Test.Eicar.UNOFFICIAL"
    assert clamd.found_in([hidden]) == "Test.Eicar.UNOFFICIAL", "it looks into a Word file"


@pytest.mark.parametrize("megabytes", [3, 5, 30])
def test_what_is_beyond_its_limits_is_never_taken_for_clean(real, megabytes):
    """Beyond MaxFileSize it looks at nothing; beyond StreamMaxLength it hangs up in the middle."""
    with pytest.raises(clamd.UnansweredError, match=clamd.BEYOND_LIMITS):
        clamd.found_in(b"x" * MEBIBYTE for _ in range(megabytes))


def test_an_infected_attachment_is_refused_and_a_clean_one_passes(
    client, officer, real, invitation, work_off
):
    attach(client, invitation, as_pdf("Protokoll") + b"\n% " + EICAR)
    work_off()
    client.get(f"/rounds/{invitation.round_id}/attachments")
    assert "Test.Eicar" in client.text()
    assert submit(client, invitation) is None
    client.get(f"/rounds/{invitation.round_id}/attachments")
    client.submit("Ta bort")
    clean = as_pdf("Kommunstyrelsen beslutar § 45.")
    attach(client, invitation, clean)
    response = submit(client, invitation)
    path = f"/responses/{response.id}/files/1"
    assert officer.get(path).status_code == 409
    work_off()
    assert officer.file(path).data == clean


def test_a_file_beyond_the_limits_waits_and_staff_are_told_why(
    client, officer, real, invitation, work_off
):
    large = as_pdf("Karta") + b"\n%" + b"x" * 3 * MEBIBYTE
    client.get(f"/rounds/{invitation.round_id}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(large), "karta.pdf"))
    work_off()
    response = submit(client, invitation)
    assert [each.state for each in scans()] == [Scanned.WAITING]
    assert officer.get(f"/responses/{response.id}/files/1").status_code == 409
    officer.get(f"/rounds/{invitation.round_id}/responses")
    assert "1 fil är större än" in officer.text("main")
    assert "svarar inte" not in officer.text("main")


def test_while_it_is_down_the_file_waits_and_passes_when_it_is_up(
    client, officer, asks, invitation, work_off
):
    with started() as url:
        asks(url)
    attach(client, invitation)
    response = submit(client, invitation)
    work_off()
    [row] = scans()
    assert (row.state, bool(row.answer)) == (Scanned.WAITING, True)
    assert officer.get(f"/responses/{response.id}/files/1").status_code == 409
    officer.get(f"/rounds/{invitation.round_id}/responses")
    assert "svarar inte" in officer.text("main")
    with started() as url, time_machine.travel(clock.now() + timedelta(minutes=2)):
        asks(url)
        scanning.sweep()
        work_off()
    assert scans()[0].state is Scanned.CLEAN
