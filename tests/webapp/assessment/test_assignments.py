"""Whose points are: given, told of in one e-mail, late in the morning, and one's own page."""

from datetime import date, timedelta
from email.header import decode_header, make_header

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.assessment import PointFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Assignment, Decision, Opening
from webapp.audit.models import Entry
from webapp.core import clock, rendering
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, Frequency, Occasion
from webapp.notifications.topics import Topic

MONDAY = "2027-02-15 08:00+01:00"


@pytest.fixture
def moment(database):
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer(moment):
    return UserFactory(email="hanna@region.example", name="Hanna")


@pytest.fixture
def colleague(moment):
    return UserFactory(email="anders@region.example", name="Anders", language="en")


@pytest.fixture
def round_(moment):
    return RoundFactory(closed=True, version=VersionFactory())


@pytest.fixture
def sent(work_off, inbox):
    """A function that lets every e-mail leave, and gives those that did."""

    def send():
        work_off()
        return inbox

    return send


def points(round_, count=3):
    response = ResponseFactory(invitation=InvitationFactory(round=round_))
    made = [
        PointFactory(comment=CommentFactory(response=response), round=round_, number=100 + n)
        for n in range(count)
    ]
    session.flush()
    return made


def give(some, to, by, due=date(2027, 2, 16)):
    given = service.assign(some, service.Errand(to, due), actor=by)
    session.commit()
    return given


def told(occasion):
    session.commit()
    return session.scalars(select(Email).where(Email.occasion == occasion)).all()


def subject(message):
    return str(make_header(decode_header(message["Subject"])))


def pass_time(moment, **time):
    moment.shift(timedelta(**time))
    service.tell()
    session.commit()


def test_many_points_are_given_at_once_and_each_is_on_the_trail(round_, officer, colleague):
    some = points(round_)
    assert give(some, colleague, officer) == 3
    assert {each.assignee_id for each in session.scalars(select(Assignment))} == {colleague.id}
    trail = session.scalars(select(Entry).where(Entry.action == "assessment.assign")).all()
    assert {each.subject for each in trail} == {each.id for each in some}


def test_a_point_is_one_persons_at_a_time_and_can_be_nobodys(round_, officer, colleague):
    some = points(round_, 1)
    give(some, colleague, officer)
    give(some, officer, officer)
    assert session.scalars(select(Assignment.assignee_id)).all() == [officer.id]
    give(some, None, officer, None)
    assert queries.assignment(some[0].id) is None


def test_points_given_in_the_same_minutes_are_told_of_in_one_e_mail(
    round_, officer, colleague, moment, sent
):
    some = points(round_, 5)
    give(some[:3], colleague, officer)
    moment.shift(timedelta(minutes=1))
    give(some[3:], colleague, officer, date(2027, 3, 1))
    service.tell()
    assert told(Occasion.POINTS_ASSIGNED) == []
    pass_time(moment, minutes=5)
    service.tell()
    assert len(told(Occasion.POINTS_ASSIGNED)) == 1
    inbox = sent()
    assert inbox[0]["To"] == "anders@region.example"
    assert "Assess 5 points" in subject(inbox[0])
    text = inbox[0].get_payload()[0].get_payload(decode=True).decode()
    assert "Tuesday 16 February 2027: 3 points" in text
    assert "/my-points" in text


def test_who_lost_the_points_before_the_e_mail_left_is_not_told(round_, officer, colleague, moment):
    some = points(round_)
    give(some, colleague, officer)
    give(some, officer, officer)
    pass_time(moment, minutes=5)
    assert told(Occasion.POINTS_ASSIGNED) == []


def test_what_is_decided_on_before_the_e_mail_leaves_is_not_asked_for(
    round_, officer, colleague, moment
):
    some = points(round_, 1)
    give(some, colleague, officer)
    service.decide(some[0], service.Verdict(Decision.NOTED, "Tack.", 1), actor=officer)
    pass_time(moment, minutes=5)
    assert told(Occasion.POINTS_ASSIGNED) == []


def test_late_points_are_told_of_once_each_working_morning(
    round_, officer, colleague, moment, sent
):
    some = points(round_)
    give(some, colleague, officer)
    pass_time(moment, days=2)
    pass_time(moment, minutes=1)
    assert len(told(Occasion.POINTS_OVERDUE)) == 1
    pass_time(moment, days=1)
    assert len(told(Occasion.POINTS_OVERDUE)) == 2
    pass_time(moment, days=2)  # Saturday
    assert len(told(Occasion.POINTS_OVERDUE)) == 2
    late = [each for each in sent() if "late" in subject(each)]
    assert len(late) == 2
    assert late[0]["List-Unsubscribe-Post"]


def test_late_points_are_not_told_of_in_the_evening(round_, officer, colleague, moment):
    give(points(round_), colleague, officer)
    pass_time(moment, days=2, hours=9)
    assert told(Occasion.POINTS_OVERDUE) == []


def test_what_is_decided_on_is_late_no_more(round_, officer, colleague, moment):
    some = points(round_, 1)
    give(some, colleague, officer)
    service.decide(some[0], service.Verdict(Decision.NOTED, "Tack.", 1), actor=colleague)
    session.commit()
    pass_time(moment, days=2)
    assert told(Occasion.POINTS_OVERDUE) == []


def test_who_turned_the_reminder_off_gets_none(round_, officer, colleague, moment):
    give(points(round_), colleague, officer)
    notifications.choose(colleague.email, Topic.OVERDUE_POINTS, Frequency.NONE)
    pass_time(moment, days=2)
    assert told(Occasion.POINTS_OVERDUE) == []


def test_who_gave_the_points_is_told_once_a_week_when_they_are_late_for_long(
    round_, officer, colleague, moment
):
    give(points(round_), colleague, officer)
    pass_time(moment, days=7)
    assert told(Occasion.POINTS_LONG_OVERDUE) == []
    pass_time(moment, days=1)
    pass_time(moment, days=1)
    letter = told(Occasion.POINTS_LONG_OVERDUE)
    assert [each.address for each in letter] == [officer.email]
    assert letter[0].params["rounds"][0]["name"] == "Anders"
    context = {**letter[0].params, "unsubscribe": ""}
    mail = rendering.email(letter[0].occasion, context=context)
    for said in (mail.text, mail.html):
        assert f"/rounds/{round_.id}/points?status=overdue" in said


def test_only_who_may_weigh_can_be_given_points_and_only_by_them(round_, officer):
    registrar = UserFactory(roles=[Role.REGISTRAR])
    some = points(round_)
    with pytest.raises(DomainError):
        give(some, registrar, officer)
    with pytest.raises(ForbiddenError):
        give(some, officer, registrar)
    with pytest.raises(DomainError):
        give(some, officer, officer, date(2027, 2, 14))


def test_an_opening_is_kept_once_and_never_changed(round_, officer, colleague, moment):
    point = points(round_, 1)[0]
    service.note_opened(point.id, officer)
    first = clock.now()
    moment.shift(timedelta(hours=1))
    service.note_opened(point.id, officer)
    service.note_opened(point.id, colleague)
    kept = queries.openings(point.id)
    assert [(each.user_id, each.opened_at) for each in kept] == [
        (officer.id, first), (colleague.id, first + timedelta(hours=1)),
    ]  # fmt: skip


def test_a_point_is_opened_by_fetching_its_page_and_not_by_asking_for_its_head(
    client, round_, officer
):
    point = points(round_, 1)[0]
    sign_in(client, officer)
    client.head(f"/points/{point.id}")
    assert session.scalars(select(Opening)).all() == []
    client.get(f"/points/{point.id}")
    assert "Hanna" in client.text("section[aria-labelledby=whose] ul")


def test_one_point_is_given_on_its_page(client, round_, officer, colleague):
    point = points(round_, 1)[0]
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    answer = client.submit("Fördela synpunkten", assignee=str(colleague.id), due="2027-01-01")
    assert answer.status_code == 422
    client.submit("Fördela synpunkten", assignee=str(colleague.id), due="2027-03-01")
    assert "Anders" in client.text("section[aria-labelledby=whose]")


def test_ones_own_points_stand_on_one_page_what_is_due_first_at_the_top(
    client, round_, officer, colleague
):
    some = points(round_, 3)
    other = points(RoundFactory(closed=True, version=VersionFactory()), 1)
    give(some[:1], officer, officer, None)
    give(some[1:2], officer, officer, date(2027, 3, 5))
    give(other, officer, officer, date(2027, 2, 20))
    give(some[2:], colleague, officer)
    sign_in(client, officer)
    client.get("/my-points")
    assert len(client.page.select("#rounds tbody tr")) == 2
    days = [card.get_text(" ") for card in client.page.select("#mine > li")]
    assert len(days) == 3
    assert "20 februari" in days[0]
    assert "5 mars" in days[1]


def test_the_page_of_ones_own_points_is_paged_without_gap_and_in_constant_queries(
    client, round_, officer, count_queries
):
    sign_in(client, officer)
    give(points(round_, 4), officer, officer)
    few = count_queries(lambda: client.get("/my-points"))
    for number, point in enumerate(points(RoundFactory(closed=True), 9)):
        give([point], officer, officer, None if number % 2 else date(2027, 3, 1 + number))
    assert count_queries(lambda: client.get("/my-points")) == few
    first = [card.h3.get_text() for card in client.page.select("#mine > li")]
    client.get(client.page.select_one("[data-show-more]")["href"])
    assert len(first) + len(client.page.select("#mine > li")) == 13


def test_the_empty_page_says_where_points_come_from(client, officer):
    sign_in(client, officer)
    client.get("/my-points")
    assert "när någon ger dig" in client.text()
