"""Accounts of the authority's own staff: made, changed, closed; and passwords chosen by link."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import PASSWORD, UserFactory
from webapp.accounts import queries, service
from webapp.accounts.models import User
from webapp.audit import queries as trail
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.notifications.models import Email

NEW = "en helt ny lösenordsfras"
ALL = [Role.ADMINISTRATOR, Role.CASE_OFFICER]


def enter(browser, user, password=PASSWORD):
    browser.post("/sign-in", {"email": user.email, "password": password})
    return browser


def text_of(message):
    return message.get_payload()[0].get_payload(decode=True).decode().replace("\r\n", "\n")


def link_in(message):
    found = re.search(r"http://\S+/password/\S+\.\S+", text_of(message))
    return found[0].removeprefix("http://127.0.0.1:8000")


def actions(user):
    return [line.action for line in trail.about(user.id, without={"accounts.sign_in"})]


@pytest.fixture
def boss(client):
    user = UserFactory(roles=ALL, name="Ada Administratör")
    enter(client, user)
    return user


@pytest.fixture
def made(client, boss, inbox, work_off):
    client.get("/staff/new")
    client.submit(
        "Skapa kontot",
        email="Nils@Region.example",
        name="Nils Ny",
        title="Strateg",
        phone="090-1",
        language="sv",
        roles=["case_officer", "registrar"],
    )
    work_off()
    return queries.find_user("nils@region.example")


def test_an_account_is_made_and_its_owner_chooses_the_password(client, made, inbox, new_client):
    assert client.path == "/staff"
    assert made.roles == {Role.CASE_OFFICER, Role.REGISTRAR}
    [letter] = inbox
    assert letter["To"] == "nils@region.example"
    assert "Handläggare, Registrator" in text_of(letter)
    assert "Ada Administratör" in text_of(letter)
    browser, address = new_client(), link_in(letter)
    before = made.password_hash
    for _time in range(3):
        assert browser.head(address).status_code == 200
        assert browser.get(address).status_code == 200
    assert session.get(User, made.id).password_hash == before
    browser.submit("Spara lösenordet", password=NEW, again=NEW)
    assert browser.path == "/sign-in"
    enter(browser, made, NEW)
    assert browser.path == "/consultations"
    assert actions(made) == ["accounts.choose_password", "accounts.make"]


def test_a_link_works_once_and_the_owner_is_told(client, made, inbox, work_off, new_client):
    browser, address = new_client(), link_in(inbox[0])
    browser.get(address)
    browser.submit("Spara lösenordet", password=NEW, again=NEW)
    assert browser.get(address).status_code == 410
    other = {"password": NEW + "2", "again": NEW + "2"}
    assert browser.post(address, other).status_code == 410
    work_off()
    assert "Ditt lösenord har valts" in text_of(inbox[-1])


def test_no_link_is_kept_in_what_is_sent(made):
    kept = session.scalars(select(Email)).one()
    assert "/password/" not in str(kept.params)
    with pytest.raises(DomainError):
        service.link(kept.params["link"])


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "minst 12 tecken"),
        ("nils ny", "inte är ditt namn"),
        ("Nils@region.example", "inte är ditt namn"),
        ("", "Fyll i ett lösenord"),
        ("x" * 501, "högst 500 tecken"),
    ],
)
def test_a_bad_password_is_not_taken(client, made, inbox, password, sentence):
    client.get(link_in(inbox[0]))
    answer = client.submit("Spara lösenordet", password=password, again=password)
    assert answer.status_code == 422
    assert sentence in client.text()
    assert not client.page.select("input[type=password][value]:not([value=''])")


def test_a_password_that_is_not_the_same_twice_is_not_taken(client, made, inbox):
    client.get(link_in(inbox[0]))
    answer = client.submit("Spara lösenordet", password=NEW, again=NEW + "!")
    assert answer.status_code == 422
    assert "inte likadana" in client.text()


def test_links_grow_old(made, inbox, new_client):
    browser, address = new_client(), link_in(inbox[0])
    with time_machine.travel(clock.now() + timedelta(days=2, hours=23)):
        assert browser.get(address).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        assert browser.get(address).status_code == 410


def test_the_address_must_be_free_and_a_role_chosen(client, boss):
    client.get("/staff/new")
    answer = client.submit("Skapa kontot", email=boss.email, name="X", roles=["registrar"])
    assert answer.status_code == 422
    assert "redan ett konto" in client.text()
    client.submit("Skapa kontot", email="y@region.example", name="Y", roles=[])
    assert "Välj minst en roll" in client.text()
    assert queries.find_user("y@region.example") is None


def test_a_forgotten_password_is_chosen_anew(client, inbox, work_off, new_client):
    user = UserFactory()
    elsewhere = enter(new_client(), user)
    client.get("/password/forgotten")
    client.submit("Skicka", email=user.email.upper())
    assert client.path == "/password/asked"
    work_off()
    [letter] = inbox
    client.get(link_in(letter))
    client.submit("Spara lösenordet", password=NEW, again=NEW)
    elsewhere.get("/account")
    assert elsewhere.path == "/sign-in"
    enter(elsewhere, user)
    assert elsewhere.path == "/sign-in"
    enter(elsewhere, user, NEW)
    assert elsewhere.path == "/consultations"


def test_such_a_link_is_good_for_an_hour(client, inbox, work_off):
    user = UserFactory()
    client.post("/password/forgotten", {"email": user.email})
    work_off()
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert client.get(link_in(inbox[0])).status_code == 410


def test_nobody_learns_who_has_an_account(client, inbox, work_off):
    UserFactory(email="stängd@region.example", active=False)
    known = UserFactory()
    pages = []
    for address in (known.email, "nobody@region.example", "stängd@region.example"):
        client.post("/password/forgotten", {"email": address})
        pages.append((client.path, client.text()))
    assert len(set(pages)) == 1
    work_off()
    assert [letter["To"] for letter in inbox] == [known.email]


def test_asking_again_and_again_fills_no_mailbox(client, inbox, work_off):
    user = UserFactory()
    with time_machine.travel("2027-03-01 12:00:05", tick=False):
        for _time in range(5):
            client.post("/password/forgotten", {"email": user.email})
        work_off()
        assert len(inbox) == 1
    with time_machine.travel("2027-03-01 12:10:05", tick=False):
        client.post("/password/forgotten", {"email": user.email})
        work_off()
    assert len(inbox) == 2


def test_roles_are_changed_and_the_person_is_told(client, boss, inbox, work_off):
    user = UserFactory(roles=[Role.REGISTRAR])
    client.get(f"/staff/{user.id}")
    client.submit("Spara", roles=["approver"], title="Regiondirektör")
    assert session.get(User, user.id).roles == {Role.APPROVER}
    assert session.get(User, user.id).title == "Regiondirektör"
    work_off()
    [letter] = inbox
    said = text_of(letter)
    assert letter["To"] == user.email
    assert "Nytt: Beslutsfattare" in said
    assert "Borttaget: Registrator" in said
    assert "Ada Administratör" in said
    assert boss.email in said
    client.get(f"/staff/{user.id}")
    assert "Ändrade rollerna – tilldelad: Beslutsfattare – borttagen: Registrator" in client.text()


def test_what_is_not_a_role_is_changed_without_an_e_mail(client, boss, inbox, work_off):
    user = UserFactory()
    client.get(f"/staff/{user.id}")
    client.submit("Spara", phone="090-2", roles=["case_officer"])
    work_off()
    assert inbox == []
    assert actions(user) == ["accounts.change"]


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened(
    client, boss, inbox, work_off, new_client
):
    user = UserFactory()
    theirs = enter(new_client(), user)
    client.get(f"/staff/{user.id}")
    client.submit("Stäng kontot")
    theirs.get("/account")
    assert theirs.path == "/sign-in"
    enter(theirs, user)
    assert theirs.path == "/sign-in"
    client.submit("Öppna kontot igen")
    enter(theirs, user)
    assert theirs.path == "/consultations"
    work_off()
    assert [letter["To"] for letter in inbox[:2]] == [user.email] * 2
    assert actions(user) == ["accounts.open", "accounts.close"]


def test_a_link_dies_with_the_account(client, boss, made, inbox, new_client):
    address = link_in(inbox[0])
    service.close_account(session.get(User, made.id), actor=boss)
    assert new_client().get(address).status_code == 410
    service.open_account(session.get(User, made.id), actor=boss)
    assert new_client().get(address).status_code == 410


def test_a_new_link_takes_the_place_of_the_one_before(client, made, inbox, work_off, new_client):
    first = link_in(inbox[0])
    client.get(f"/staff/{made.id}")
    client.submit("Skicka en länk")
    work_off()
    assert new_client().get(first).status_code == 410
    assert new_client().get(link_in(inbox[-1])).status_code == 200


def test_the_last_administrator_stays(client, boss):
    UserFactory(roles=ALL, active=False)
    client.get(f"/staff/{boss.id}")
    answer = client.submit("Spara", roles=["case_officer"], sure="y")
    assert answer.status_code == 422
    assert "Någon måste vara administratör" in client.text()
    assert Role.ADMINISTRATOR in session.get(User, boss.id).roles


def test_who_gives_up_the_role_is_asked_again(client, boss):
    UserFactory(roles=ALL)
    client.get(f"/staff/{boss.id}")
    assert client.submit("Spara", roles=["case_officer"]).status_code == 422
    assert "Kryssa i rutan" in client.text()
    assert Role.ADMINISTRATOR in session.get(User, boss.id).roles
    client.submit("Spara", roles=["case_officer"], sure="y")
    assert session.get(User, boss.id).roles == {Role.CASE_OFFICER}
    assert client.path == "/consultations"
    assert client.get("/staff").status_code == 403


def test_the_role_is_taken_from_another_administrator_without_a_question(client, boss):
    other = UserFactory(roles=ALL)
    client.get(f"/staff/{other.id}")
    client.submit("Spara", roles=["case_officer"])
    assert session.get(User, other.id).roles == {Role.CASE_OFFICER}


def test_nobody_closes_their_own_account(client, boss):
    UserFactory(roles=ALL)
    assert client.post(f"/staff/{boss.id}/close").status_code == 422
    assert session.get(User, boss.id).active


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.REGISTRAR, Role.APPROVER])
def test_others_do_not_keep_accounts(client, role):
    user = UserFactory(roles=[role])
    enter(client, user)
    assert client.get("/staff").status_code == 403
    assert client.post(f"/staff/{user.id}", {"roles": ["administrator"]}).status_code == 403
    assert session.get(User, user.id).roles == {role}


def test_the_list_takes_as_many_queries_however_many_there_are(client, boss, count_queries):
    UserFactory.create_batch(3)
    session.commit()
    few = count_queries(lambda: client.get("/staff"))
    UserFactory.create_batch(30)
    session.commit()
    assert count_queries(lambda: client.get("/staff")) == few
