"""Working together in a space: sections given out, notes, who is there, approval and history."""

import re
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from tests.client import PageClient
from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter
from tests.webapp.responses.test_team import ask, come
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.models import Member
from webapp.responses.models import (
    Assignment,
    InternalComment,
    OwnComment,
    OwnSpace,
    Release,
    Response,
)
from webapp.responses.service.remarks import named_in
from webapp.rounds.models import Invitation
from workers.notifications import sweep_emails


@pytest.fixture
def invitation() -> Invitation:
    found = InvitationFactory()
    QuestionFactory(round=found.round)
    return found


@pytest.fixture
def anna(client: PageClient, invitation: Invitation) -> PageClient:
    """The coordinator."""
    enter(client, invitation)
    return client


@pytest.fixture
def siv(anna: PageClient, new_client, invitation: Invitation) -> PageClient:
    """A writer."""
    browser = new_client()
    come(browser, ask(anna, invitation, "siv@kommun.example"), "Siv Svar")
    return browser


@pytest.fixture
def bo(anna: PageClient, new_client, invitation: Invitation) -> PageClient:
    """An approver."""
    browser = new_client()
    come(browser, ask(anna, invitation, "bo@kommun.example", "approver"), "Bo Beslut")
    return browser


def member(email: str) -> Member:
    return next(each for each in session.scalars(select(Member)) if each.participant.email == email)


@pytest.fixture
def letters(work_off, inbox):
    """A function that sends what is due, also what is gathered, and finds what came to someone."""

    def to(address: str, subject: str) -> list[Any]:
        work_off()
        with time_machine.travel(clock.now() + timedelta(minutes=6), tick=True):
            sweep_emails()
            work_off()
        return [each for each in inbox if each["To"] == address and subject in _subject(each)]

    return to


def _subject(mail) -> str:
    return str(make_header(decode_header(mail["Subject"])))


def body_of(mail) -> str:
    return mail.get_payload(0).get_payload(decode=True).decode()


def write(browser: PageClient, invitation: Invitation, words: str) -> None:
    section = drafts.outline(invitation.round.version_id)[0]
    address = f"/rounds/{invitation.round_id}/sections/{section.key}"
    browser.get(address)
    browser.post(address, {"text": words, "kind": "general"})


# Sections given out.


def test_many_sections_are_given_out_in_one_e_mail(anna, siv, invitation, letters):
    section = drafts.outline(invitation.round.version_id)[0]
    question = invitation.round.questions[0]
    page = f"/rounds/{invitation.round_id}/team/sections"
    row = str(member("siv@kommun.example").id)
    anna.get(page)
    anna.submit("Dela ut", person=row, places=[str(section.key)], day="2030-03-01")
    anna.submit("Dela ut", person=row, places=[str(question.id)])
    assert len(session.scalars(select(Assignment)).all()) == 2
    siv.get(f"/rounds/{invitation.round_id}/answer")
    assert section.number in siv.text("section[aria-labelledby=yours]") or "2030" in siv.text()
    siv.get(f"/rounds/{invitation.round_id}/sections/{section.key}")
    assert "Siv Svar tar hand om" in siv.text()
    [mail] = letters("siv@kommun.example", "Ta hand om 2 avsnitt")
    assert mail["Reply-To"] == invitation.email
    anna.get(page)
    anna.submit("Dela ut", person="", places=[str(section.key)])
    assert [each.question_id for each in session.scalars(select(Assignment))] == [question.id]


def test_only_a_coordinator_gives_out_and_something_must_be_chosen(anna, siv, invitation):
    section = drafts.outline(invitation.round.version_id)[0]
    page = f"/rounds/{invitation.round_id}/team/sections"
    row = str(member("siv@kommun.example").id)
    siv.get(page)
    assert siv.page.select("form[action$=sections]") == []
    assert siv.post(page, {"person": row, "places": [str(section.key)]}).status_code == 422
    assert session.scalars(select(Assignment)).all() == []
    anna.get(page)
    assert anna.submit("Dela ut", person=row).status_code == 422
    assert "Välj minst ett avsnitt" in anna.text()


# Notes.


def test_a_note_reaches_those_it_names_and_never_the_answer(anna, siv, bo, invitation, letters):
    page = f"/rounds/{invitation.round_id}/notes"
    anna.get(page)
    anna.submit("Skicka till kollegorna", text="Håller @Bo med? Fråga också @siv@kommun.example.")
    [note] = session.scalars(select(InternalComment))
    assert {each.participant.email for each in note.mentions} == {
        "bo@kommun.example",
        "siv@kommun.example",
    }
    bo.get(page)
    assert "Håller @Bo med?" in bo.text()
    assert "Till dig" in bo.text("article")
    [mail] = letters("bo@kommun.example", "Läs en anteckning")
    assert "Håller" not in body_of(mail)
    anna.get(f"/rounds/{invitation.round_id}/statement")
    anna.submit("Spara och fortsätt", position="endorse")
    anna.get(f"/rounds/{invitation.round_id}/review")
    assert "Håller @Bo" not in anna.text()
    anna.submit("Skicka in svaret")
    [response] = session.scalars(select(Response))
    assert "Håller" not in str(response.canonical())


def test_who_is_alone_is_told_to_ask_in_a_colleague_and_never_notified(anna, invitation):
    page = f"/rounds/{invitation.round_id}"
    anna.get(f"{page}/team/sections")
    assert "Bjud in en kollega" in anna.text()
    assert anna.page.select("form[action$=sections]") == []
    anna.get(f"{page}/notes")
    assert "Bjud in en kollega" in anna.text()
    assert anna.page.select("input[name=people]") == []
    anna.submit("Spara anteckningen", text="Kom ihåg bilagan.")
    assert "Kom ihåg bilagan." in anna.text("article")


def test_a_note_is_dealt_with_and_open_again(anna, bo, invitation):
    write(anna, invitation, "Målet bör mätas.")
    comment = session.scalars(select(OwnComment)).one()
    bo.get(f"/rounds/{invitation.round_id}/notes?comment={comment.id}")
    bo.submit("Skicka till kollegorna", text="Mät per år.")
    note = session.scalars(select(InternalComment)).one()
    assert (note.comment_id, note.section_key) == (comment.id, comment.section_key)
    anna.get(f"/rounds/{invitation.round_id}/sections/{comment.section_key}")
    assert "Mät per år." in anna.text()
    anna.get(f"/rounds/{invitation.round_id}/notes")
    anna.submit("Markera som avklarad")
    assert session.scalars(select(InternalComment)).one().resolved_at is not None
    anna.submit("Öppna igen")
    assert session.scalars(select(InternalComment)).one().resolved_at is None


def test_an_empty_note_is_refused_and_the_same_form_makes_one(anna, invitation):
    page = f"/rounds/{invitation.round_id}/notes"
    anna.get(page)
    assert anna.submit("Spara anteckningen", text="  ").status_code == 422
    anna.get(page)
    key = anna.page.select_one("input[name=form_key]")["value"]
    for _ in range(2):
        anna.post(page, {"text": "En gång.", "form_key": key})
    assert len(session.scalars(select(InternalComment)).all()) == 1


def test_a_first_name_that_two_share_names_neither(anna, siv, invitation):
    people = [each.participant for each in session.scalars(select(Member))]
    for each, name in zip(people, ("Siv Ek", "Siv Alm"), strict=True):
        each.name = name
    assert named_in("@siv, titta", people) == frozenset()
    assert named_in("@Siv Alm, titta", people) == {people[1].id}
    assert named_in("skriv till nisse@siv alma", people) == frozenset()


# Who wrote what, and the way back in.


def test_a_comment_says_who_wrote_it(anna, siv, invitation):
    write(siv, invitation, "Målet bör mätas.")
    section = drafts.outline(invitation.round.version_id)[0]
    anna.get(f"/rounds/{invitation.round_id}/sections/{section.key}")
    assert "Skrevs av Siv Svar" in anna.text("#section-comments")
    anna.get(f"/rounds/{invitation.round_id}/review")
    assert "Skrevs av Siv Svar" in anna.text("main")
    siv.get(f"/rounds/{invitation.round_id}/sections/{section.key}")
    assert "Skrevs av dig" in siv.text("#section-comments")


def test_a_later_e_mail_carries_the_colleagues_own_link_in(
    anna, bo, invitation, new_client, letters
):
    release(anna, invitation)
    [mail] = letters("bo@kommun.example", "Godkänn vårt svar")
    way = re.search(r"/colleague/\S+", body_of(mail))
    assert way
    elsewhere = new_client()
    elsewhere.get(way.group())
    assert elsewhere.page.select("main input[name=name]") == []
    elsewhere.submit("Till svaret")
    assert elsewhere.path == f"/rounds/{invitation.round_id}/approval"
    assert elsewhere.page.find("button", string=re.compile("Godkänn svaret"))
    assert member("bo@kommun.example").participant.name == "Bo Beslut"


def test_who_came_by_the_mailbox_is_led_to_the_page_itself(anna, siv, bo, invitation, letters):
    release(anna, invitation)
    bo.get(f"/rounds/{invitation.round_id}/approval")
    bo.submit("Skicka tillbaka", reason="Kortare.")
    [mail] = letters(invitation.email, "Gå igenom vårt svar igen")
    assert f"/rounds/{invitation.round_id}/approval" in body_of(mail)
    assert "/colleague/" not in body_of(mail)


# Who is there.


def test_one_sees_who_else_is_there(anna, siv, invitation):
    section = drafts.outline(invitation.round.version_id)[0]
    address = f"/rounds/{invitation.round_id}/sections/{section.key}"
    siv.get(address)
    anna.get(f"/rounds/{invitation.round_id}/answer")
    assert "Siv Svar är inne i svaret nu." in anna.text("#people-here")
    anna.get(address)
    assert "Siv Svar har det här avsnittet öppet nu." in anna.text("#people-here")
    said = anna.page.select_one("#people-here input[name=said]")["value"]
    form = {"section": str(section.key), "said": said}
    assert anna.post(f"/rounds/{invitation.round_id}/presence", form).status_code == 204
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=True):
        answer = anna.post(f"/rounds/{invitation.round_id}/presence", form)
        assert answer.status_code == 200
        assert "Siv Svar" not in answer.text


# Approval.


def release(browser: PageClient, invitation: Invitation, email: str = "bo@kommun.example"):
    browser.get(f"/rounds/{invitation.round_id}/approval")
    return browser.submit("Lämna för godkännande", person=str(member(email).id))


def own_space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def test_an_answer_is_released_locked_returned_and_approved(anna, siv, bo, invitation, letters):
    write(siv, invitation, "Målet bör mätas.")
    release(siv, invitation)
    assert len(letters("bo@kommun.example", "Godkänn vårt svar")) == 1
    assert session.get_one(Invitation, invitation.id).in_approval_at is not None
    write(anna, invitation, "Smygändring.")
    assert len(session.scalars(select(OwnComment)).all()) == 1
    assert "låst" in anna.text()
    bo.get(f"/rounds/{invitation.round_id}/approval")
    assert "Ställningstagandet saknas" in bo.text("main"), "whoever approves is warned, too"
    assert bo.submit("Skicka tillbaka", reason="").status_code == 422
    bo.submit("Skicka tillbaka", reason="Skriv hur det mäts.")
    [mail] = letters("siv@kommun.example", "Gå igenom vårt svar igen")
    assert "hur det mäts" not in body_of(mail)
    siv.get(f"/rounds/{invitation.round_id}/answer")
    assert "Skriv hur det mäts." in siv.text()
    assert session.get_one(Invitation, invitation.id).in_approval_at is None
    release(siv, invitation)
    bo.get(f"/rounds/{invitation.round_id}/approval")
    bo.submit("Godkänn svaret")
    assert len(letters("siv@kommun.example", "det är godkänt")) == 1
    anna.get(f"/rounds/{invitation.round_id}/answer")
    assert "Bo Beslut har godkänt svaret" in anna.text()
    write(anna, invitation, "En sak till.")
    anna.get(f"/rounds/{invitation.round_id}/answer")
    assert "har ändrats sedan Bo Beslut godkände det" in anna.text()


def test_four_eyes_let_only_exactly_what_another_approved_be_submitted(anna, siv, bo, invitation):
    anna.get(f"/rounds/{invitation.round_id}/approval")
    anna.submit("Spara", four_eyes="y")
    anna.get(f"/rounds/{invitation.round_id}/statement")
    anna.submit("Spara och fortsätt", position="endorse")
    anna.get(f"/rounds/{invitation.round_id}/review")
    anna.submit("Skicka in svaret")
    assert "måste vara godkänt" in anna.text()
    release(anna, invitation, "bo@kommun.example")
    decide = f"/rounds/{invitation.round_id}/approval/decide"
    read = own_space().fingerprint()
    assert anna.post(decide, {"do": "approve", "read": read}).status_code == 422
    assert siv.post(decide, {"do": "approve", "read": read}).status_code == 422
    assert bo.post(decide, {"do": "approve", "read": "annat"}).status_code == 422
    assert session.scalars(select(Release)).one().outcome is None
    bo.post(decide, {"do": "approve", "read": read})
    write(siv, invitation, "En sak till.")
    anna.get(f"/rounds/{invitation.round_id}/review")
    anna.submit("Skicka in svaret")
    assert session.scalars(select(Response)).all() == []
    release(siv, invitation)
    bo.get(f"/rounds/{invitation.round_id}/approval")
    bo.submit("Godkänn svaret")
    anna.get(f"/rounds/{invitation.round_id}/review")
    anna.submit("Skicka in svaret")
    assert len(session.scalars(select(Response)).all()) == 1


def test_who_wrote_last_may_not_be_asked_with_four_eyes(anna, siv, invitation):
    anna.get(f"/rounds/{invitation.round_id}/approval")
    anna.submit("Spara", four_eyes="y")
    write(anna, invitation, "Målet bör mätas.")
    page = f"/rounds/{invitation.round_id}/approval"
    row = str(member(invitation.email).id)
    assert siv.post(f"{page}/release", {"person": row}).status_code == 422
    assert own_space().released_at is None


def test_it_is_taken_back_by_who_writes(anna, siv, bo, invitation):
    release(siv, invitation)
    assert bo.post(f"/rounds/{invitation.round_id}/approval/take-back").status_code == 403
    siv.get(f"/rounds/{invitation.round_id}/approval")
    siv.submit("Ta tillbaka")
    assert own_space().released_at is None
    assert session.get_one(Invitation, invitation.id).in_approval_at is None
    answer = bo.post(
        f"/rounds/{invitation.round_id}/approval/decide", {"do": "approve", "read": ""}
    )
    assert answer.status_code == 422


# History.


def test_what_was_deleted_or_changed_is_brought_back(anna, siv, invitation):
    write(siv, invitation, "Första orden.")
    comment = session.scalars(select(OwnComment)).one()
    anna.get(f"/rounds/{invitation.round_id}/comments/{comment.id}")
    anna.submit("Spara synpunkten", text="Andra orden.")
    past = f"/rounds/{invitation.round_id}/past"
    siv.get(past)
    assert "Första orden." in siv.text()
    siv.submit("Ta tillbaka så här")
    assert session.scalars(select(OwnComment)).one().text == "Första orden."
    anna.get(f"/rounds/{invitation.round_id}/comments/{comment.id}/delete")
    anna.submit("Ta bort synpunkten")
    assert session.scalars(select(OwnComment)).all() == []
    siv.get(past)
    siv.submit("Ta tillbaka så här")
    back = session.scalars(select(OwnComment)).one()
    assert (back.text, back.section_key) == ("Första orden.", comment.section_key)
    assert back.author.email == "siv@kommun.example"


def test_the_history_tells_who_did_what(anna, siv, bo, invitation):
    write(siv, invitation, "Målet bör mätas.")
    release(siv, invitation)
    anna.get(f"/rounds/{invitation.round_id}/past")
    said = anna.text()
    for words in (
        "Bjöd in siv@kommun.example",
        "Gick med",
        "Skrev en synpunkt",
        "Lämnade svaret för godkännande av Bo Beslut",
    ):
        assert words in said


def test_nobody_else_reaches_any_of_it(anna, siv, invitation, new_client):
    write(siv, invitation, "Målet bör mätas.")
    other = new_client()
    enter(other, InvitationFactory(round=invitation.round))
    anna.get(f"/rounds/{invitation.round_id}/notes")
    anna.submit("Skicka till kollegorna", text="Hemligt.")
    note = session.scalars(select(InternalComment)).one()
    for path in ("notes", "past", "approval", "team/sections"):
        other.get(f"/rounds/{invitation.round_id}/{path}")
        assert "Hemligt" not in other.text()
        assert "Siv" not in other.text()
    assert other.post(f"/rounds/{invitation.round_id}/notes/{note.id}").status_code == 404


@pytest.mark.parametrize("path", ["answer", "notes", "past", "approval", "team/sections"])
def test_pages_take_as_many_queries_however_much_there_is(
    anna, siv, invitation, count_queries, path
):
    address = f"/rounds/{invitation.round_id}/{path}"

    def fill(count: int) -> int:
        for number in range(count):
            anna.post(f"/rounds/{invitation.round_id}/notes", {"text": f"Not {number} @siv"})
            write(siv, invitation, f"Synpunkt {number}")
        return count_queries(lambda: anna.get(address))

    fill(2)
    assert fill(0) == fill(8)
