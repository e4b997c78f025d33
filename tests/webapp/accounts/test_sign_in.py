"""Signing in: by password for staff, by a link or a code for those who answer."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import PASSWORD, ParticipantFactory, UserFactory
from webapp.accounts import service
from webapp.accounts.models import Participant, SignIn
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError


def body(message):
    return message.get_payload()[0].get_payload(decode=True).decode().replace("\r\n", "\n")


def asked_link(client, inbox, work_off, next_path="/help"):
    client.get(f"/sign-in/link?next={next_path}")
    client.submit("Skicka", email="Registrator@Umea.example")
    work_off()
    text = body(inbox[-1])
    return re.search(r"http://\S+", text)[0].removeprefix("http://127.0.0.1:8000"), text


def test_staff_sign_in_with_address_in_any_case_and_password(client):
    user = UserFactory(email="hanna@region.example")
    client.get("/sign-in?next=/account")
    client.submit("Logga in", email="Hanna@Region.example", password=PASSWORD)
    assert client.path == "/account"
    assert user.name in client.text()


@pytest.mark.parametrize("email", ["hanna@region.example", "nobody@region.example"])
def test_a_wrong_password_says_nothing_of_which_was_wrong(client, email):
    UserFactory(email="hanna@region.example")
    client.get("/sign-in")
    answer = client.submit("Logga in", email=email, password="fel")
    assert answer.status_code == 422
    assert "E-postadressen eller lösenordet stämmer inte" in client.text()
    assert email in str(client.page.select_one("#email"))


def test_sign_in_never_leads_to_another_site(client):
    UserFactory(email="hanna@region.example")
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = client.post(
            f"/sign-in?next={target}",
            {"email": "hanna@region.example", "password": PASSWORD},
            follow_redirects=False,
        )
        assert answer.location == "/"


def test_opening_the_link_signs_nobody_in_and_the_button_does(client, inbox, work_off):
    path, _ = asked_link(client, inbox, work_off)
    for _ in range(3):
        assert client.head(path).status_code == 200
        assert client.get(path).status_code == 200
    assert session.scalars(select(SignIn)).one().used_at is None
    client.submit("Bekräfta")
    assert client.path == "/help"
    client.get("/account")
    assert "registrator@umea.example" in client.text()


def test_a_used_link_says_so(client, new_client, inbox, work_off):
    path, _ = asked_link(client, inbox, work_off)
    client.get(path)
    client.submit("Bekräfta")
    other = new_client()
    assert other.get(path).status_code == 410
    assert other.post(path).status_code == 410
    assert "använts" in other.text()


def test_a_link_is_good_for_a_quarter_of_an_hour(client, inbox, work_off):
    path, _ = asked_link(client, inbox, work_off)
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert client.get(path).status_code == 410


def test_an_altered_link_says_so(client, inbox, work_off):
    path, _ = asked_link(client, inbox, work_off)
    assert client.get(path[:-3] + "abc").status_code == 404
    assert "inte fullständig" in client.text()


def test_the_digits_in_the_mail_do_as_well(client, inbox, work_off):
    _, text = asked_link(client, inbox, work_off)
    client.submit("Logga in", code=re.search(r"^\d{6}$", text, re.MULTILINE)[0])
    assert client.path == "/help"


@pytest.mark.parametrize("way", ["link", "code"])
def test_staff_are_asked_before_they_are_signed_out_and_the_trail_tells_it(
    client, inbox, work_off, way
):
    user = UserFactory(email="hanna@region.example")
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    path, text = asked_link(client, inbox, work_off)
    if way == "link":
        client.get(path)
    assert "Du får en fråga innan du går vidare" in client.text()
    if way == "link":
        client.submit("Bekräfta")
    else:
        client.submit("Logga in", code=re.search(r"^\d{6}$", text, re.MULTILINE)[0])
    assert "fortsätta som registrator@umea.example?" in client.text("h1").lower()
    assert "loggas du ut som personal" in client.text()
    assert (left(), session.scalars(select(SignIn)).one().used_at) == ([], None)
    client.submit("Fortsätt som")
    assert client.path == "/help"
    person = session.scalars(select(Participant)).one()
    assert left() == [(user.id, person.id, {})]


def test_staff_hear_that_a_code_is_wrong_before_they_are_asked(client, inbox, work_off):
    client.post("/sign-in", {"email": UserFactory().email, "password": PASSWORD})
    _, text = asked_link(client, inbox, work_off)
    right = re.search(r"^\d{6}$", text, re.MULTILINE)[0]
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert client.submit("Logga in", code=wrong).status_code == 422
    assert "Det är inte de siffror" in client.text()
    client.submit("Logga in", code=right)
    client.submit("Fortsätt som")
    assert client.path == "/help"
    assert session.scalars(select(SignIn)).one().code_attempts == 1


def left():
    return [
        (each.actor, each.subject, each.details)
        for each in session.scalars(select(Entry).where(Entry.action == "accounts.leave_staff"))
    ]


def test_who_answers_and_signs_in_anew_leaves_nothing_on_the_trail(client, inbox, work_off):
    for _ in range(2):
        path, _ = asked_link(client, inbox, work_off)
        client.get(path)
        assert "personal" not in client.text()
        client.submit("Bekräfta")
    assert left() == []


def test_digits_cannot_be_guessed_by_trying_them_all(client, inbox, work_off):
    _, text = asked_link(client, inbox, work_off)
    right = re.search(r"^\d{6}$", text, re.MULTILINE)[0]
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(service.CODE_ATTEMPTS):
        assert client.submit("Logga in", code=wrong).status_code == 422
    client.submit("Logga in", code=right)
    assert "fungerar inte längre" in client.text()


def test_a_new_session_key_ends_every_session(client):
    user = UserFactory()
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    user.session_key = "another"
    session.commit()
    client.get("/account")
    assert client.path == "/sign-in"


def test_two_asking_at_once_are_one_participant(database):
    first = service.participant("A@svar.example", language="sv")
    assert service.participant("a@SVAR.example ", language="en").id == first.id


def test_staff_passwords_are_long(database):
    with pytest.raises(DomainError, match="12"):
        service.add_user(email="x@region.example", name="X", password="kort", roles=frozenset())


def test_the_person_chooses_the_language(client):
    UserFactory(email="hanna@region.example")
    client.post("/sign-in", {"email": "hanna@region.example", "password": PASSWORD})
    client.get("/account")
    client.submit("Spara", language="en")
    assert client.page.html["lang"] == "en"
    assert "Your account" in client.text("h1")


def test_participants_are_not_staff(client, inbox, work_off):
    ParticipantFactory(email="registrator@umea.example")
    path, _ = asked_link(client, inbox, work_off)
    client.get(path)
    client.submit("Bekräfta")
    assert client.get("/consultations").status_code == 403


def enter(browser, user):
    browser.post("/sign-in", {"email": user.email, "password": PASSWORD})


def test_staff_are_told_when_someone_signs_in_as_they_with_another_browser(
    client, new_client, inbox, work_off
):
    user, other = UserFactory(), UserFactory()
    for _time in range(2):
        enter(client, user)
    enter(client, other)
    enter(client, user)
    work_off()
    assert inbox == []
    stranger = new_client()
    for _time in range(2):
        enter(stranger, user)
    work_off()
    [letter] = inbox
    assert letter["To"] == user.email
    assert "Var det du som loggade in?" in body(letter)


def test_a_browser_is_not_known_by_a_cookie_that_was_made_up(client, new_client, inbox, work_off):
    user = UserFactory()
    enter(client, user)
    stranger = new_client()
    stranger.set_cookie("yttra-known", str(user.id))
    enter(stranger, user)
    work_off()
    assert len(inbox) == 1


def test_a_wrong_password_tells_nobody(client, new_client, inbox, work_off):
    user = UserFactory()
    enter(client, user)
    new_client().post("/sign-in", {"email": user.email, "password": "fel"})
    work_off()
    assert inbox == []
