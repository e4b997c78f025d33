"""How the answers came in over time: the curve, the table, and what is marked in them."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.rounds import queries, rate
from webapp.rounds.models import ReminderRun, RunStatus
from webapp.rounds.reminders import Reminder

FIRST, LAST = date(2027, 2, 1), date(2027, 3, 28)


def of(answered, *, today=FIRST + timedelta(days=20), invited=50, reminders=None):
    span = rate.Span(FIRST, LAST, today)
    return rate.of_days(span, invited, answered=answered, reminders=reminders or {})


days = st.dates(FIRST - timedelta(days=3), LAST + timedelta(days=30))


@given(st.dictionaries(days, st.integers(1, 5), max_size=20), days)
def test_every_answer_is_counted_once_and_the_curve_never_falls(answered, today):
    found = of(answered, today=today, invited=100)
    assert found.answered == sum(answered.values())
    assert all(
        after.in_all - before.in_all == after.answered for before, after in pairwise(found.days)
    )
    heights = [float(point.split(",")[1]) for point in found.path.split()]
    assert heights == sorted(heights, reverse=True)
    places = [float(point.split(",")[0]) for point in found.path.split()]
    assert places == sorted(places)
    assert places[-1] <= rate.WIDTH
    assert {each.day for each in found.notable} >= set(answered)


def test_the_chart_ends_at_the_last_day_or_at_the_latest_answer_after_it():
    assert of({}).across(LAST) == 100
    late = of({LAST + timedelta(days=5): 1}, today=LAST + timedelta(days=9))
    assert late.across(LAST) < 100
    assert late.across(LAST + timedelta(days=5)) == 100


def test_a_day_in_the_table_is_one_on_which_something_happened():
    found = of(
        {FIRST + timedelta(days=4): 2}, reminders={FIRST + timedelta(days=9): [Reminder.ONE_WEEK]}
    )
    assert [(each.day - FIRST).days for each in found.notable] == [0, 4, 9, 20]


@pytest.fixture(autouse=True)
def _after_the_last_day():
    with time_machine.travel(datetime(2027, 3, 29, 12, tzinfo=STOCKHOLM), tick=False):
        yield


@pytest.fixture
def round_():
    return RoundFactory(opened_at=datetime(2027, 2, 1, 8, tzinfo=STOCKHOLM), deadline=LAST)


def answered(round_, moment, **kwargs):
    InvitationFactory(
        round=round_, answered_as="answer", answered_at=moment, first_answered_at=moment, **kwargs
    )


def test_days_are_parted_in_stockholm_also_where_the_clocks_change(round_):
    answered(round_, datetime(2027, 3, 27, 23, 59, tzinfo=STOCKHOLM))
    answered(round_, datetime(2027, 3, 28, 0, 1, tzinfo=STOCKHOLM))
    answered(round_, datetime(2027, 3, 28, 23, 59, tzinfo=STOCKHOLM))
    InvitationFactory(round=round_)
    found = queries.response_rate(round_, 4, clock.now())
    assert [(each.day.day, each.answered) for each in found.days if each.answered] == [
        (27, 1),
        (28, 2),
    ]
    assert [each.day for each in found.days if each.is_last] == [LAST]
    assert found.percent(found.answered) == 75


def test_the_first_answer_counts_and_not_the_one_that_replaced_it(round_):
    first = datetime(2027, 2, 10, 9, tzinfo=STOCKHOLM)
    body = InvitationFactory(round=round_, answered_as="answer", first_answered_at=first)
    body.answered_at = first + timedelta(days=20)
    session.flush()
    found = queries.response_rate(round_, 1, clock.now())
    assert [each.day.day for each in found.days if each.answered] == [10]


def test_the_page_shows_curve_and_table_with_reminders_and_the_last_day(officer, round_):
    answered(round_, datetime(2027, 2, 10, 9, tzinfo=STOCKHOLM))
    InvitationFactory(round=round_)
    for kind, written in (
        (Reminder.ONE_WEEK, 2),
        (Reminder.UNPUBLISHED, 1),
        (Reminder.NOT_OPENED, 0),
    ):
        run = {"kind": kind.value, "day": date(2027, 3, 19), "status": RunStatus.DONE}
        session.add(ReminderRun(round_id=round_.id, written=written, **run))
    session.flush()
    officer.get(f"/rounds/{round_.id}")
    assert "50% of the invited (1 of 2) had answered by" in officer.text(".y-chart__caption")
    assert len(officer.page.select(".y-chart__mark")) == 1
    rows = [row.get_text(" ", strip=True) for row in officer.page.select("#rate-by-day tbody tr")]
    assert "10 Feb 2027 1 1 50%" in rows
    assert "19 Mar 2027 0 1 50% Reminder: One week left" in rows
    assert "28 Mar 2027 0 1 50% Last day to answer" in rows
    assert not officer.page.select(".y-chart [style]")


def test_a_round_that_nobody_was_invited_to_has_no_rate(officer, round_):
    officer.get(f"/rounds/{round_.id}")
    assert not officer.page.select(".y-chart")
