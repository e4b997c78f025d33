"""Advice on the last day to answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rounds import advice, deadlines, holidays
from webapp.rounds.advice import AT_REST, Pace
from webapp.rounds.deadlines import Caution

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2040, 12, 31))


@given(DAYS)
def test_a_recommended_day_is_a_working_day_that_nobody_is_away_on(opens):
    for proposal in advice.proposals(opens):
        day = proposal.outlook.day
        assert holidays.is_working_day(day)
        assert day.strftime("%a") in {"Tue", "Wed", "Thu"}
        assert not any(since <= (day.month, day.day) <= until for since, until in AT_REST)
        assert Caution.EASTER not in proposal.outlook.cautions


@given(DAYS)
def test_the_usual_time_always_leaves_room_for_a_board_meeting(opens):
    outlooks = {each.pace: each.outlook for each in advice.proposals(opens)}
    assert outlooks[Pace.SHORT].weeks >= 6
    assert outlooks[Pace.USUAL].weeks >= 13
    assert outlooks[Pace.USUAL].board_meetings >= 1
    assert Caution.SHORT not in outlooks[Pace.SHORT].cautions


@pytest.mark.parametrize(
    ("opens", "last_day", "meetings"),
    [
        (date(2027, 1, 15), date(2027, 4, 15), 1),  # March; April is not over
        (date(2027, 9, 1), date(2027, 11, 30), 2),  # October and November
        (date(2027, 5, 10), date(2027, 7, 31), 1),  # June; boards rest in July
        (date(2027, 1, 15), date(2027, 2, 20), 0),
        (date(2027, 1, 11), date(2027, 2, 28), 1),  # three weeks end on 1 February
    ],
)
def test_a_meeting_is_sure_when_its_whole_month_lies_within_the_time(opens, last_day, meetings):
    assert deadlines.sure_meetings(opens, last_day) == meetings


@pytest.mark.parametrize(
    ("last_day", "warned"),
    [
        (date(2027, 3, 22), True),  # Palm Sunday is 21 March 2027
        (date(2027, 3, 29), True),
        (date(2027, 4, 11), True),  # Easter Monday is 29 March
        (date(2027, 4, 12), False),
        (date(2027, 3, 20), False),
    ],
)
def test_easter_just_before_the_last_day_is_warned_of(last_day, warned):
    found = deadlines.cautions(opens=last_day - timedelta(days=90), last_day=last_day)
    assert (Caution.EASTER in found) is warned


def test_the_form_recommends_days_and_takes_the_one_that_is_chosen(officer, case, in_three_months):
    officer.get(f"/consultations/{case.id}/rounds/new")
    buttons = officer.page.select("#advice button[name=do]")
    assert len(buttons) == 2
    day = buttons[1]["value"].removeprefix("deadline-")
    fields = {"cover_letter_sv": "Hej!", "deadline": in_three_months, "do": buttons[1]["value"]}
    officer.post(f"/consultations/{case.id}/rounds/new", fields)
    assert officer.page.select_one("#deadline")["value"] == day
    assert officer.page.select_one("#cover_letter_sv").get_text(strip=True) == "Hej!"
    assert "at least" in officer.text("#advice")
