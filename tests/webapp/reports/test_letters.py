"""The receipt, the results and what did not arrive, looked at before they go."""

import pytest

from tests.factories.accounts import PASSWORD, ParticipantFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import access
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications.models import EmailStatus
from webapp.reports.emails.previews import NOWHERE
from webapp.rounds import emails, queries


@pytest.fixture
def browser(client, officer):
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    return client


def at(browser, round_, name, body=None):
    browser.get(f"/rounds/{round_.id}/letters/{name}" + (f"?body={body.id}" if body else ""))
    return browser.text()


def silent(round_):
    return next(each for each in round_.invitations if each.name == "Tysta bolaget")


def test_the_page_of_e_mails_leads_to_each_of_them(browser, round_):
    browser.get(f"/rounds/{round_.id}/letters")
    links = {each["href"] for each in browser.page.select("main a")}
    for name in ("receipt", "undelivered", "results", "decision"):
        assert f"/rounds/{round_.id}/letters/{name}" in links


def test_the_receipt_is_shown_as_the_latest_sender_got_it(browser, round_):
    said = at(browser, round_, "receipt")
    assert "registrator@umea.example" in said
    assert "Svaret har kommit in" in said
    assert "påhittade" not in said


def test_before_a_body_has_answered_its_receipt_is_an_example_with_its_own_name(browser, round_):
    session.refresh(round_, ["invitations"])
    said = at(browser, round_, "receipt", silent(round_))
    assert "Tysta bolaget" in said
    assert "påhittade" in said


@pytest.mark.parametrize("anyone", [True, False])
def test_the_example_of_a_receipt_is_to_both_where_both_may_answer(browser, anyone):
    round_ = InvitationFactory(round__open_to_public=anyone).round
    session.commit()
    said = at(browser, round_, "receipt")
    for what in ("på svenska, till en privatperson", "förnamn efternamn", "påhittade"):
        assert (what in said.lower()) is (anyone or what == "påhittade")
    assert "från den här adressen eller för er organisation" in said
    assert ("Du får det här mejlet eftersom ett svar har skickats in" in said) is anyone


def test_the_results_are_shown_to_someone_who_answered_and_lead_nowhere(browser, round_):
    said = at(browser, round_, "results")
    assert "registrator@umea.example" in said
    assert "Läs vad som hände med" in said
    token = said.split("/own-points/")[1].split()[0]
    assert access.unsign("disposition", token) == str(NOWHERE)
    assert browser.get(f"/own-points/{token}").status_code == 404


def private_person(round_, language="sv"):
    ResponseFactory(
        invitation=None,
        round=round_,
        organisation=None,
        sender="Siv Svar",
        for_body=False,
        participant=ParticipantFactory(language=language),
    )
    session.commit()


def test_the_results_are_shown_to_a_body_and_to_a_private_person_where_both_answered(
    browser, round_, monkeypatch
):
    assert "privatperson" not in at(browser, round_, "results")
    private_person(round_)
    # However many of the other kind came later.
    monkeypatch.setattr("webapp.reports.queries.letters.LATEST", 1)
    ResponseFactory(
        invitation=InvitationFactory(round=round_), participant=ParticipantFactory(language="sv")
    )
    session.commit()
    said = at(browser, round_, "results")
    assert "på svenska, till en privatperson" in said.lower()
    assert "på svenska, till en organisation" in said.lower()
    assert "var och en av era synpunkter" in said
    assert "var och en av dina synpunkter" in said


def test_in_english_which_says_the_same_to_both_it_is_shown_once(browser, round_):
    private_person(round_, "en")
    ResponseFactory(
        invitation=InvitationFactory(round=round_), participant=ParticipantFactory(language="en")
    )
    session.commit()
    assert "privatperson" not in at(browser, round_, "results")


def test_the_receipt_is_shown_to_a_body_and_to_a_private_person_where_both_answered(
    browser, round_
):
    assert "privatperson" not in at(browser, round_, "receipt")
    private_person(round_)
    said = at(browser, round_, "receipt")
    assert "på svenska, till en privatperson" in said.lower()
    assert "på svenska, till en organisation" in said.lower()
    assert "från den här adressen eller för er organisation" in said
    assert "Du får det här mejlet eftersom ett svar har skickats in" in said


def test_who_has_not_answered_gets_no_results(browser, round_):
    session.refresh(round_, ["invitations"])
    said = at(browser, round_, "results", silent(round_))
    assert "när det första svaret har kommit in" in said


def test_what_did_not_arrive_is_shown_as_the_contact_person_is_told(browser, round_):
    session.refresh(round_, ["invitations"])
    said = at(browser, round_, "undelivered")
    assert "påhittade" in said
    body = silent(round_)
    emails.send(body)
    row = queries.mail_of(body)
    row.status, row.answer = EmailStatus.BOUNCED, "550 5.1.1 Nobody of that name"
    session.commit()
    said = at(browser, round_, "undelivered")
    assert "550 5.1.1 Nobody of that name" in said
    assert "Tysta bolaget" in said
    assert "påhittade" not in said


def test_an_introduction_stands_first_in_the_results(browser, round_):
    browser.get(f"/rounds/{round_.id}/letters/results")
    browser.submit("Spara inledningen", intro_sv="Tack för ert tålamod.")
    assert "Tack för ert tålamod." in at(browser, round_, "results").split("Läs mejlet")[1]


def test_a_round_with_nobody_on_its_list_shows_nothing(browser):
    round_ = RoundFactory(draft=True)
    session.commit()
    for name in ("receipt", "undelivered"):
        assert "när det finns en remissinstans" in at(browser, round_, name)


def test_a_body_of_another_round_is_not_shown(browser, round_):
    other = InvitationFactory(organisation=OrganisationFactory(name="Annan rundas bolag"))
    session.commit()
    assert "Annan rundas bolag" not in at(browser, round_, "receipt", other)


def test_registrars_read_and_write_no_introduction(client, round_):
    person = UserFactory(email="r@region.example", roles=[Role.REGISTRAR])
    session.commit()
    client.post("/sign-in", {"email": person.email, "password": PASSWORD})
    client.get(f"/rounds/{round_.id}/letters/receipt")
    assert client.page.select("main form[method=post]") == []
    answer = client.post(f"/rounds/{round_.id}/letters/receipt", {"intro_sv": "Hej"})
    assert answer.status_code == 403


def test_the_results_take_as_many_queries_however_many_answered(browser, round_, count_queries):
    def fill(number):
        for _ in range(number):
            person = ParticipantFactory()
            ResponseFactory(invitation=InvitationFactory(round=round_), participant=person)
        session.commit()
        return count_queries(lambda: browser.get(f"/rounds/{round_.id}/letters/results"))

    fill(2)
    assert fill(2) == fill(15)
