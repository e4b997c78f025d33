"""What the e-mails that leave by themselves say, beside when they leave and to whom."""

import uuid
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from tests.webapp.rounds.mail import subject, words
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.rounds import service
from webapp.rounds.models import CaseStep, MeetingKind, ReminderRun
from webapp.rounds.service import MeetingFacts

LAST_DAY = date(2027, 4, 21)  # a Wednesday
THE_DAY_AFTER = datetime(2027, 4, 22, 8, tzinfo=STOCKHOLM)
AT_ANY_TIME = ("Kvittens", "Inte framme", "Resultatet", "Vad som beslutades")


@pytest.fixture
def round_():
    return RoundFactory(deadline=LAST_DAY, opened_at=datetime(2027, 1, 20, 9, tzinfo=STOCKHOLM))


def plan(round_, ahead, title, **more):
    step = CaseStep(day=LAST_DAY + timedelta(days=ahead), title={"sv": title}, **more)
    round_.consultation.steps.append(step)
    session.flush()


def test_who_has_answered_is_thanked_and_told_what_is_planned(round_, work_off, inbox):
    InvitationFactory(round=round_, answered_as="answer")
    plan(round_, 60, "Regionstyrelsen beslutar", until=LAST_DAY + timedelta(days=61))
    plan(round_, 30, "Internt möte", is_public=False)
    plan(round_, -30, "Dialogkonferens")
    with time_machine.travel(THE_DAY_AFTER, tick=False):
        service.remind()
        work_off()
    [letter] = inbox
    assert "tack för ert svar" in subject(letter)
    said = words(letter)
    assert "20 juni 2027 – 21 juni 2027: Regionstyrelsen beslutar" in said
    assert f"/c/{round_.consultation_id}" in said
    assert "Internt möte" not in said
    assert "Dialogkonferens" not in said


A_WEEK_BEFORE = datetime(2027, 1, 13, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def to_open():
    """A round that opens by itself on 20 January 2027."""
    opens = datetime(2027, 1, 20, 9, tzinfo=STOCKHOLM)
    return RoundFactory(deadline=LAST_DAY, opens_at=opens, opened_at=None)


def remind(work_off, moment):
    with time_machine.travel(moment, tick=False):
        service.remind()
        work_off()


def test_those_on_the_list_are_told_a_week_before_the_round_opens_and_once(
    to_open, work_off, inbox
):
    InvitationFactory(round=to_open)
    remind(work_off, A_WEEK_BEFORE - timedelta(minutes=1))
    assert inbox == []
    for _turn in range(2):
        remind(work_off, A_WEEK_BEFORE)
    [letter] = inbox
    assert subject(letter).startswith("Räkna med en inbjudan onsdag 20 januari 2027")
    assert "/answer/" not in words(letter)  # Nothing can be answered yet.


@pytest.mark.parametrize("change", [{"opens_at": None}, {"reminders_off": ["heads_up"]}])
def test_nobody_is_told_of_a_round_that_does_not_open_by_itself_or_where_it_is_off(
    change, to_open, work_off, inbox
):
    InvitationFactory(round=to_open)
    for name, value in change.items():
        setattr(to_open, name, value)
    session.flush()
    remind(work_off, A_WEEK_BEFORE)
    assert inbox == []


def test_a_round_whose_day_is_set_when_the_week_has_begun_tells_nothing_late(
    to_open, work_off, inbox
):
    InvitationFactory(round=to_open)
    remind(work_off, A_WEEK_BEFORE + timedelta(days=2))
    assert inbox == []
    [run] = session.scalars(select(ReminderRun))
    assert run.status == "stale"


def test_the_page_says_to_whom_before_it_goes(to_open, client, staff):
    InvitationFactory(round=to_open, name="Umeå kommun")
    with time_machine.travel(A_WEEK_BEFORE - timedelta(days=3)):
        sign_in(client, staff)
        client.get(f"/rounds/{to_open.id}/letters")
        assert "onsdag 13 januari 2027" in client.text("#coming-table")
        client.get(f"/rounds/{to_open.id}/letters/heads_up")
    assert "Umeå kommun" in client.text()
    assert "Snart vill vi ha era synpunkter" in client.text()


def test_an_open_round_has_no_switch_for_what_comes_before_it(to_open, round_, client, staff):
    sign_in(client, staff)
    for each, shown in ((to_open, True), (round_, False)):
        client.get(f"/rounds/{each.id}/letters")
        assert ("En vecka innan den öppnar" in client.text()) is shown


@pytest.fixture
def week_before(round_, client, staff):
    """A member of staff, two days before the reminder that a week is left."""
    with time_machine.travel(datetime(2027, 4, 12, 8, tzinfo=STOCKHOLM), tick=False):
        sign_in(client, staff)
        yield client


def page_of(round_, kind="one_week", **query):
    return f"/rounds/{round_.id}/letters/{kind}?{urlencode(query)}"


def test_everyone_who_gets_a_reminder_can_be_paged_through(round_, week_before):
    names = {f"Kommun {n:02}" for n in range(60)}
    for name in sorted(names):
        InvitationFactory(round=round_, name=name)
    week_before.get(page_of(round_))
    assert "60 remissinstanser" in week_before.text("section[aria-labelledby=who]")
    first = {each.text for each in week_before.page.select("#bodies > li > a:first-child")}
    assert len(first) == 50
    week_before.get(week_before.page.select_one("#bodies-more a")["href"])
    rest = {each.text for each in week_before.page.select("#bodies > li > a:first-child")}
    assert first | rest == names
    assert not week_before.page.select("#bodies-more a")


def test_one_who_gets_a_reminder_is_found_by_name(round_, week_before):
    for name in [*(f"Kommun {n:02}" for n in range(12)), "100% Skog"]:
        InvitationFactory(round=round_, name=name)
    week_before.get(page_of(round_, q="0% sk"))
    assert [each.text for each in week_before.page.select("#bodies > li > a:first-child")] == [
        "100% Skog"
    ]
    week_before.get(page_of(round_, q="finns inte"))
    assert not week_before.page.select("#bodies > li")
    assert "Visa alla" in week_before.text("main")


def test_the_words_are_shown_as_the_chosen_body_gets_them(round_, week_before):
    InvitationFactory(round=round_, name="Umeå kommun")
    own = InvitationFactory(round=round_, name="Malå kommun", language="en")
    week_before.get(page_of(round_, body=own.id))
    said = week_before.text("main")
    assert own.email in said
    assert "Malå kommun" in week_before.text(".y-comment__text")
    assert len(week_before.page.select(".y-comment__text")) == 1
    week_before.get(page_of(round_))
    assert len(week_before.page.select(".y-comment__text")) == 2


def test_a_body_of_another_round_is_not_shown(round_, week_before):
    other = InvitationFactory(name="Annan")
    assert week_before.get(page_of(round_, body=other.id)).status_code == 404
    assert week_before.get(page_of(round_, body="x", after="x")).status_code == 200


def test_what_the_contact_person_gets_is_shown_too(round_, week_before):
    week_before.get(page_of(round_, "unpublished"))
    said = week_before.text("main")
    assert round_.consultation.contact_email in said
    assert "kontaktpersonen" in said
    assert len(week_before.page.select(".y-comment__text")) == 1


def test_the_page_says_what_leaves_when_something_happens(to_open, round_, week_before, staff):
    facts = MeetingFacts(
        kind=MeetingKind.CONFERENCE,
        title={"sv": "Dialogkonferens"},
        starts_at=THE_DAY_AFTER,
        ends_at=THE_DAY_AFTER + timedelta(hours=2),
        place="Umeå",
        is_public=True,
        round_id=round_.id,
    )
    service.add_meeting(round_.consultation, facts, staff, key=uuid.uuid4())
    week_before.get(f"/rounds/{round_.id}/letters")
    said = [each.text for each in week_before.page.select("section[aria-labelledby=when] h3")]
    assert said == ["Möte: Dialogkonferens", *AT_ANY_TIME]
    week_before.get(f"/rounds/{to_open.id}/letters")
    assert "Inbjudan" in week_before.text("section[aria-labelledby=when]")
