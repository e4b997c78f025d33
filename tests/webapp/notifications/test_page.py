"""Staff's page of e-mails: what waits, was sent, failed or came back; and sending it again."""

import time
import uuid

import pytest

from tests.factories.accounts import UserFactory
from tests.webapp.responses.steps import sign_in
from webapp.audit import queries as audit
from webapp.core import clock, rendering
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications import labels, queries
from webapp.notifications.models import LOST, Email, EmailStatus, Group, Occasion
from webapp.notifications.queries import Choice


def row(address, status=EmailStatus.SENT, **columns) -> Email:
    time.sleep(0.002)  # Rows are in the order of their identifiers, which tell milliseconds apart.
    email = Email(
        **{
            "occasion": Occasion.RECEIPT,
            "about": uuid.uuid4(),
            "address": address,
            "status": status,
            "next_attempt_at": clock.now(),
            **columns,
        }
    )
    session.add(email)
    session.flush()
    return email


@pytest.fixture
def staff(client):
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    sign_in(client, officer)
    return client


def addresses(client) -> list[str]:
    return [cell.get_text() for cell in client.page.select("#emails-rows th")]


def test_the_page_of_no_emails_says_what_to_do(staff):
    staff.get("/emails")
    assert "No e-mail yet" in staff.text() or "Ingen e-post än" in staff.text()


def test_it_shows_the_newest_first_and_why_one_failed(staff):
    row("sent@umea.example", sent_at=clock.now())
    row("lost@umea.example", EmailStatus.FAILED, answer="550 5.1.1 no such user")
    staff.get("/emails")
    assert addresses(staff) == ["lost@umea.example", "sent@umea.example"]
    assert "550 5.1.1 no such user" in staff.text("#emails-rows")
    assert staff.text(".y-alert")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("?status=failed", ["lost@umea.example"]),
        ("?status=bounced", ["back@umea.example"]),
        ("?status=waiting", ["waits@umea.example"]),
        ("?q=SENT", ["sent@umea.example"]),
        ("?status=nonsense&after=nonsense&q=back", ["back@umea.example"]),
        ("?q=100%25", []),
    ],
)
def test_the_list_is_narrowed_by_status_and_address(staff, address, expected):
    row("sent@umea.example", sent_at=clock.now())
    row("lost@umea.example", EmailStatus.FAILED)
    row("back@umea.example", EmailStatus.BOUNCED, bounced_at=clock.now())
    row("waits@umea.example", EmailStatus.QUEUED)
    staff.get(f"/emails{address}")
    assert addresses(staff) == expected


def test_one_is_sent_again_and_it_stands_on_the_trail(staff, work_off, inbox):
    lost = row("lost@umea.example", EmailStatus.BOUNCED, occasion=Occasion.UNDELIVERED)
    row("other@umea.example", EmailStatus.FAILED)
    lost.params = {
        "name": "Umeå", "address": "a@b.example", "answer": "x", "title": "T",
        "registry_number": "1", "invitation": str(uuid.uuid4()),
    }  # fmt: skip
    session.flush()
    staff.get("/emails?status=bounced")
    staff.submit(selector="#emails-rows form")
    work_off()
    assert [message["To"] for message in inbox] == ["lost@umea.example"]
    assert lost.status is EmailStatus.SENT
    (entry,) = audit.about(lost.id)
    assert entry.action == "notifications.retry"


def test_all_that_failed_are_sent_again_but_no_old_link_to_sign_in(staff):
    lost = [row(f"lost{number}@umea.example", EmailStatus.FAILED) for number in range(3)]
    back = row("back@umea.example", EmailStatus.BOUNCED)
    old = clock.now().replace(year=2020)
    link = row("old@umea.example", EmailStatus.FAILED, occasion=Occasion.SIGN_IN, created_at=old)
    staff.get("/emails")
    staff.submit(selector=".y-alert form")
    assert {each.status for each in lost} == {EmailStatus.QUEUED}
    assert (back.status, link.status) == (EmailStatus.BOUNCED, EmailStatus.FAILED)


def test_what_is_on_its_way_is_not_sent_twice(staff):
    waits = row("waits@umea.example", EmailStatus.SENDING)
    assert staff.post(f"/emails/{waits.id}/retry").status_code == 409
    assert staff.post(f"/emails/{uuid.uuid4()}/retry").status_code == 404


def test_the_menu_tells_how_many_failed(staff):
    assert staff.get("/emails/failed").get_data(as_text=True) == ""
    row("lost@umea.example", EmailStatus.FAILED)
    row("lost2@umea.example", EmailStatus.FAILED)
    assert staff.get("/emails/failed").get_data(as_text=True).startswith("2 ")


def test_the_list_goes_on_where_the_page_ended(database):
    for number in range(queries.PAGE + 1):
        row(f"body{number}@umea.example")
    page, cursor = queries.emails(Choice())
    rest, end = queries.emails(Choice(after=cursor))
    assert (len(page), len(rest), end) == (queries.PAGE, 1, None)


def test_the_counts_add_up(database):
    for number, status in enumerate(EmailStatus):
        row(f"body{number}@umea.example", status)
    counts = queries.counts()
    assert sum(counts.values()) == len(EmailStatus)
    assert counts[Group.WAITING] == 2


def test_the_page_asks_as_often_whatever_it_shows(staff, count_queries):
    row("a@umea.example", EmailStatus.FAILED)
    before = count_queries(lambda: staff.get("/emails"))
    for number in range(20):
        row(f"body{number}@umea.example", EmailStatus.FAILED)
    assert count_queries(lambda: staff.get("/emails")) == before <= 5


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 <x>: Recipient address rejected: User unknown", "There is no such mailbox."),
        ("552 5.2.2 Mailbox full", "The mailbox is full."),
        ("553 5.1.3 This is not an e-mail address.", "This is not an e-mail address."),
        (
            "554 5.6.0 The e-mail could not be written (KeyError).",
            "The e-mail could not be written. It is a fault in the program.",
        ),
        ("554 5.7.1 Spam", "The recipient's mail server does not take e-mail from us."),
        ("451 4.3.0 later", "The recipient's mail server takes no e-mail just now."),
        ("[Errno 111] Connection refused", "Our mail server could not be reached."),
        (f"{LOST}3", "The program stopped when this e-mail was to be sent."),
        ("550 go away", "The recipient's mail server refused the e-mail."),
    ],
)
def test_the_reason_is_said_in_plain_words(app, answer, reason):
    email = Email(status=EmailStatus.FAILED, answer=answer)
    with app.test_request_context(), rendering.spoken("en"):
        assert str(labels.reason(email)) == reason


def test_every_occasion_and_status_has_words(app):
    with app.test_request_context():
        for occasion in Occasion:
            assert str(labels.occasion(Email(occasion=occasion)))
    assert set(labels.STATUSES) == set(EmailStatus)
