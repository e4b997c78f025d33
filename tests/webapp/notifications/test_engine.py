"""What the sending promises: a pace, an order, and that no e-mail is harmed by another."""

import uuid
from datetime import timedelta
from pathlib import Path

import dkim
import time_machine
from sqlalchemy import select

from tests.webapp.notifications.test_sending import queued
from webapp.core import clock, transactions
from webapp.core.database import session
from webapp.notifications import service
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.notifications.service import Letter

KEYS = Path(__file__).parents[1] / "core"


def test_a_server_out_of_reach_harms_no_email(app, work_off, inbox, sent_tasks, monkeypatch):
    emails = [queued(f"body{number}@umea.example") for number in range(5)]
    transactions.commit()
    del sent_tasks[1:]
    smtp_url = app.config["SMTP_URL"]
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    work_off()
    assert {email.status for email in emails} == {EmailStatus.QUEUED}
    # Two tries tell that it is the server; the others are given back as if never taken.
    assert sorted(email.attempts for email in emails) == [0, 0, 0, 1, 1]

    monkeypatch.setitem(app.config, "SMTP_URL", smtp_url)
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        service.sweep()
        work_off()
    assert {email.status for email in emails} == {EmailStatus.SENT}
    assert len(inbox) == 5


def test_an_address_that_cannot_be_and_a_text_that_cannot_be_written_hold_up_no_other(
    work_off, inbox
):
    impossible, good = queued(), queued("good@umea.example")
    impossible.address = "umeå kommun"
    broken = Letter(Occasion.INVITATION, uuid.uuid4(), "broken@umea.example", params={"link": 1})
    service.queue(broken)
    work_off()
    unwritten = session.scalars(select(Email).where(Email.about == broken.about)).one()
    assert impossible.status is EmailStatus.FAILED
    assert impossible.answer == "553 5.1.3 This is not an e-mail address."
    assert unwritten.status is EmailStatus.FAILED
    assert unwritten.answer.startswith("554 5.6.0 The e-mail could not be written")
    assert good.status is EmailStatus.SENT
    assert [message["To"] for message in inbox] == ["good@umea.example"]


def test_an_email_that_ends_its_worker_is_taken_alone_and_in_the_end_given_up(database):
    poison, other = queued("poison@umea.example"), queued("other@umea.example")
    for lost in range(1, service.MOST_LOSSES + 1):
        taken = service.claim()
        assert poison in taken
        assert len(taken) == (2 if lost == 1 else 1)
        other.status = EmailStatus.SENT
        poison.claimed_at = clock.now() - service.LOST_AFTER - timedelta(seconds=1)
        service.sweep()
    assert poison.status is EmailStatus.FAILED


def test_what_someone_waits_for_leaves_first(work_off, inbox):
    for number in range(3):
        queued(f"body{number}@umea.example")
    queued("waits@umea.example", priority=service.AT_ONCE)
    work_off()
    assert inbox[0]["To"] == "waits@umea.example"


def taken_at(moment):
    with time_machine.travel(moment, tick=False):
        return [email.address for email in service.claim()]


def test_no_more_leave_in_a_second_than_the_pace_allows(app, database, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_PER_SECOND", 3)
    for number in range(7):
        queued(f"body{number}@body{number}.example")
    start = clock.now() + timedelta(seconds=1)
    seconds = [start + timedelta(seconds=each) for each in (0, 0.5, 1, 1.5, 2)]
    assert [len(taken_at(each)) for each in seconds] == [3, 0, 3, 0, 1]


def test_one_domain_is_not_flooded_and_holds_up_no_other(app, database, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_DOMAIN_PER_SECOND", 2)
    for number in range(5):
        queued(f"body{number}@Large.example")
    queued("body@small.example")
    start = clock.now() + timedelta(seconds=1)
    first, at_once, later = (taken_at(start + timedelta(seconds=each)) for each in (0, 0.1, 1))
    assert [len(first), len(at_once), len(later)] == [3, 0, 2]
    assert "body@small.example" in first


def test_a_pace_below_one_a_second_is_one_in_so_many_seconds(app, database, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_PER_SECOND", 0.5)
    queued("a@umea.example")
    queued("b@umea.example")
    start = clock.now() + timedelta(seconds=1)
    assert [len(taken_at(start + timedelta(seconds=each))) for each in (0, 1, 2)] == [1, 0, 1]


def test_reports_come_to_an_address_that_names_the_email_and_cannot_be_forged(
    app, work_off, inbox, monkeypatch
):
    monkeypatch.setitem(app.config, "MAIL_RETURNS_TO", "bounce@remiss.example")
    email = queued()
    work_off()
    envelope_sender = inbox[0]["X-MailFrom"]
    assert envelope_sender.startswith("bounce+")
    assert envelope_sender.endswith("@remiss.example")
    names = service.names()
    assert names.row_of(envelope_sender.upper()) == email.id
    _, _, mac = envelope_sender.partition(".")
    forged = names.return_address(uuid.uuid4()).partition(".")[0] + "." + mac
    assert names.row_of(forged) is None
    assert len(envelope_sender.partition("@")[0]) <= 64  # RFC 5321, 4.5.3.1.1


def test_what_is_signed_is_found_good_by_who_reads_it(app, work_off, inbox, monkeypatch):
    monkeypatch.setitem(app.config, "DKIM_KEY_FILE", str(KEYS / "signing-key.pem"))
    monkeypatch.setitem(app.config, "DKIM_SELECTOR", "s1")
    queued(thread=uuid.uuid4())
    work_off()
    arrived = inbox[0]
    for added_by_the_peer in ("X-Peer", "X-MailFrom", "X-RcptTo"):
        del arrived[added_by_the_peer]
    public = b"v=DKIM1; k=rsa; p=" + (KEYS / "signing-key.pub").read_bytes()
    asked = []

    def dns(name, **_):
        asked.append(name)
        return public

    data = arrived.as_bytes(policy=arrived.policy.clone(linesep="\r\n"))
    assert dkim.verify(data, dnsfunc=dns)
    assert asked == [b"s1._domainkey.region.example."]
    assert not dkim.verify(data.replace(b"Subject: ", b"Subject: x"), dnsfunc=dns)


def test_the_emails_of_a_round_stand_in_one_thread(work_off, inbox):
    thread = uuid.uuid4()
    queued("a@umea.example", thread=thread)
    queued("b@umea.example", thread=thread)
    work_off()
    assert {message["In-Reply-To"] for message in inbox} == {f"<{thread}@127.0.0.1>"}
    assert {message["List-Id"] for message in inbox} == {f"<{thread}.127.0.0.1>"}
    assert service.names().rows_named(inbox[0]["References"]) == [thread]
