"""What comes in is kept once, told apart, and has its effect on the e-mail that it is about."""

import mailbox
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.webapp.notifications import arrivals
from tests.webapp.notifications.imap import imap_server
from tests.webapp.notifications.test_sending import queued
from webapp.core import storage
from webapp.core.database import session
from webapp.notifications import mailboxes, queries, service, sorting
from webapp.notifications.models import (
    Email,
    EmailStatus,
    Frequency,
    IncomingMail,
    MailKind,
    MailStatus,
    Occasion,
)
from webapp.notifications.topics import Topic
from workers import base, notifications


@pytest.fixture
def email(app, work_off, inbox, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_RETURNS_TO", "bounce@remiss.example")
    email = queued()
    work_off()
    return email


@pytest.fixture
def returns_to(email):
    return service.names().return_address(email.id)


def test_a_report_of_a_failure_is_kept_and_shows_on_the_email(email, returns_to):
    mail = service.keep(arrivals.dsn(returns_to))
    assert (mail.kind, mail.status, mail.email_id) == (
        MailKind.BOUNCE, MailStatus.HANDLED, email.id,
    )  # fmt: skip
    assert email.status is EmailStatus.BOUNCED
    assert email.answer == "550 5.1.1 No such user"
    assert email.bounced_at == mail.received_at
    assert storage.contents(storage.get(mail.file_id)) == arrivals.dsn(returns_to)


def test_the_same_message_is_kept_once(email, returns_to):
    assert service.keep(arrivals.dsn(returns_to)) is not None
    assert service.keep(arrivals.dsn(returns_to)) is None
    assert session.scalar(select(func.count()).select_from(IncomingMail)) == 1


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "4.4.7", MailKind.BOUNCE),
        ("delayed", "4.4.1", MailKind.DELAY),
        ("delivered", "2.0.0", MailKind.DELIVERED),
        ("relayed", "2.0.0", MailKind.DELIVERED),
    ],
)
def test_a_report_means_what_its_action_says(email, returns_to, action, status, kind):
    report = arrivals.dsn(returns_to, action=action, status=status, said="later or never")
    assert service.keep(report).kind is kind
    assert email.status is (EmailStatus.BOUNCED if kind is MailKind.BOUNCE else EmailStatus.SENT)
    assert email.answer == f"{status} later or never"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<registrator@umea.example>:\n550 5.1.1 User unknown", MailKind.BOUNCE),
        ("Sorry, no mailbox here by that name. (#5.1.1)", MailKind.BOUNCE),
        ("Warning: could not send message for past 4 hours; will keep trying", MailKind.DELAY),
    ],
)
def test_a_plain_report_is_told_by_who_sent_it_and_what_it_says(email, returns_to, text, kind):
    assert service.keep(arrivals.plain(returns_to, text)).kind is kind
    assert email.status is (EmailStatus.BOUNCED if kind is MailKind.BOUNCE else EmailStatus.SENT)


def test_no_one_can_have_an_email_counted_as_returned_who_has_not_seen_it(email, returns_to):
    local, _, rest = returns_to.partition(".")
    forged = f"{local}.{'a' * 16}@{rest.partition('@')[2]}"
    mail = service.keep(arrivals.dsn(forged))
    assert (mail.status, mail.email_id) == (MailStatus.SET_ASIDE, None)
    assert email.status is EmailStatus.SENT


def test_a_late_report_does_not_stop_what_is_sent_anew(email, returns_to):
    service.requeue(email.id)
    service.keep(arrivals.dsn(returns_to))
    assert email.status is EmailStatus.QUEUED


def test_a_complaint_about_a_subscription_ends_it(email, returns_to):
    email.occasion = Occasion.WEEKLY_STATUS
    service.keep(arrivals.complaint(returns_to))
    assert queries.frequency(email.address, Topic.WEEKLY_STATUS) is Frequency.NONE
    assert queries.frequency(email.address, Topic.NEW_RESPONSES) is Frequency.EACH


def test_a_complaint_is_noted_with_the_email(email, returns_to):
    mail = service.keep(arrivals.complaint(returns_to))
    assert mail.kind is MailKind.COMPLAINT
    assert email.complained_at == mail.received_at
    assert email.status is EmailStatus.SENT


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        ("Auto-Submitted: auto-replied (vacation)", "SV: Svara"),
        ("Auto-Submitted: auto-generated", "Ditt meddelande har tagits emot"),
        ("X-Autoreply: yes", "SV: Svara"),
        ("Precedence: auto_reply", "SV: Svara"),
        ("X-Mailer: x", "Automatiskt svar: Svara senast"),
        ("X-Mailer: x", "Autosvar: Svara senast"),
        ("X-Mailer: x", "Out of Office: Svara senast"),
    ],
)
def test_an_automatic_answer_is_known_and_never_answered(email, returns_to, headers, subject):
    mail = service.keep(arrivals.away(returns_to, headers, subject))
    assert (mail.kind, mail.status) == (MailKind.AUTO_REPLY, MailStatus.HANDLED)
    assert mail.email_id == email.id
    assert email.status is EmailStatus.SENT
    assert session.scalar(select(func.count()).select_from(Email)) == 1


@pytest.mark.parametrize(
    "headers", ["", "Auto-Submitted: no\n", "Auto-Submitted: auto-generated\n"]
)
def test_what_a_person_wrote_waits_for_someone(email, headers):
    """A registry's system sends an answer with a file in its own name: it is an answer."""
    mail = service.keep(arrivals.letter(service.message_id(email.id), headers))
    assert (mail.kind, mail.status) == (MailKind.PERSONAL, MailStatus.NEW)
    assert (mail.sender, mail.subject) == ("diariet@umea.example", "Svar från Umeå")
    assert mail.email_id == email.id
    assert queries.unhandled(MailKind.PERSONAL) == [mail]
    service.note_handled(mail)
    assert queries.unhandled(MailKind.PERSONAL) == []


def test_the_time_is_that_of_our_own_mail_server_but_never_in_the_future(email):
    mail = service.keep(arrivals.letter("<x@y.example>").replace(b"2036", b"2024"))
    assert mail.received_at.isoformat() == "2024-02-14T09:02:11+01:00"
    later = service.keep(arrivals.letter("<x@y.example>"))
    assert later.received_at.year < 2036


@given(st.binary(max_size=400), st.sampled_from(["multipart/report", "message/delivery-status"]))
def test_no_message_is_so_broken_that_it_cannot_be_sorted(data, content_type):
    for message in (data, f"Content-Type: {content_type}; boundary=x\n\n--x\n".encode() + data):
        assert sorting.sort(message).kind in MailKind


@pytest.fixture
def reading(app, database, monkeypatch):
    """A function that reads a mailbox as the worker does."""
    monkeypatch.setattr(base, "flask_app", lambda: app)

    def read(url: str) -> list[str]:
        monkeypatch.setitem(app.config, "MAILBOXES", (url,))
        notifications.read_mailboxes()
        session.expire_all()
        return sorted(session.scalars(select(IncomingMail.subject)))

    return read


MESSAGES = [arrivals.away("bounce@remiss.example", subject=f"Autosvar {n}") for n in range(3)]
SUBJECTS = [f"Autosvar {n}" for n in range(3)]


def test_a_maildir_is_read_once_and_nothing_is_removed(reading, tmp_path):
    box = mailbox.Maildir(tmp_path / "box")
    for data in MESSAGES:
        box.add(data)
    url = f"maildir://{tmp_path / 'box'}"
    assert reading(url) == SUBJECTS
    assert list(mailboxes.unread(url)) == []
    assert len(box) == 3


def test_an_mbox_is_read_once_and_nothing_is_removed(reading, tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for data in MESSAGES:
        box.add(data)
    box.close()
    url = f"mbox://{tmp_path / 'box'}"
    assert reading(url) == SUBJECTS
    assert list(mailboxes.unread(url)) == []
    kept = mailbox.mbox(tmp_path / "box")
    assert len(kept) == 3
    kept.close()


def test_a_mailbox_by_imap_is_read_once_and_marked_as_seen(reading):
    with imap_server(MESSAGES) as (url, seen):
        assert reading(url) == SUBJECTS
        assert seen == {1, 2, 3}
        assert list(mailboxes.unread(url)) == []


def test_a_mailbox_that_is_not_there_stops_no_other(reading, caplog, tmp_path):
    assert reading(f"maildir://{tmp_path / uuid.uuid4().hex}") == []
    assert "is no maildir" in caplog.text
    assert reading("imap://nobody:wrong@127.0.0.1:1/INBOX") == []
    assert reading("pop3://127.0.0.1") == []
