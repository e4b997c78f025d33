"""When days end, which local times there are, and which last days are unwise."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.clock import STOCKHOLM
from webapp.rounds.deadlines import GRACE, Caution, cautions, end_of, is_late, on_the_wall
from webapp.rounds.holidays import easter, is_working_day, last_working_day

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
SPRING = date(2027, 3, 28)
AUTUMN = date(2027, 10, 31)
MICROSECOND = timedelta(microseconds=1)


def wall(day: date, hour: int, minute: int) -> datetime:
    """What a clock shows, which has no zone."""
    return datetime.combine(day, time(hour, minute))


@given(DAYS)
def test_a_day_ends_when_the_wall_clock_leaves_it(day):
    end = end_of(day)
    assert (end.astimezone(UTC) - MICROSECOND).astimezone(STOCKHOLM).date() == day
    assert end.astimezone(UTC).astimezone(STOCKHOLM).date() == day + timedelta(days=1)


@given(DAYS)
def test_days_neither_overlap_nor_leave_a_gap(day):
    length = end_of(day).astimezone(UTC) - end_of(day - timedelta(days=1)).astimezone(UTC)
    assert length in {timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)}


def test_the_nights_when_the_clocks_change_are_shorter_and_longer():
    spring = end_of(SPRING).astimezone(UTC) - end_of(SPRING - timedelta(days=1)).astimezone(UTC)
    autumn = end_of(AUTUMN).astimezone(UTC) - end_of(AUTUMN - timedelta(days=1)).astimezone(UTC)
    assert (spring, autumn) == (timedelta(hours=23), timedelta(hours=25))


@pytest.mark.parametrize(
    ("day", "last_utc"),
    [
        (SPRING, datetime(2027, 3, 28, 21, 59, 59, 999999, tzinfo=UTC)),
        (SPRING - timedelta(days=1), datetime(2027, 3, 27, 22, 59, 59, 999999, tzinfo=UTC)),
        (AUTUMN, datetime(2027, 10, 31, 22, 59, 59, 999999, tzinfo=UTC)),
        (AUTUMN - timedelta(days=1), datetime(2027, 10, 30, 21, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_the_last_moment_around_the_change_is_in_time_and_the_next_is_not(day, last_utc):
    assert not is_late(submitted=last_utc, last_day=day)
    assert is_late(submitted=last_utc + MICROSECOND, last_day=day)


@given(DAYS, st.timedeltas(min_value=timedelta(days=-3), max_value=timedelta(days=3)))
def test_without_grace_late_is_after_the_end_and_nothing_else(day, distance):
    moment = end_of(day).astimezone(UTC) + distance
    assert is_late(submitted=moment, last_day=day) == (distance >= timedelta())


@given(DAYS, st.timedeltas(min_value=-timedelta(hours=1), max_value=timedelta(hours=1)))
def test_a_page_served_in_time_gives_five_minutes_and_one_served_late_gives_none(day, distance):
    end = end_of(day).astimezone(UTC)
    in_time, too_late = end - MICROSECOND, end
    late = is_late(submitted=end + distance, last_day=day, review_opened=in_time)
    assert late == (distance >= GRACE)
    strict = is_late(submitted=end + distance, last_day=day, review_opened=too_late)
    assert strict == (distance >= timedelta())


def test_grace_is_five_minutes_by_the_clock_in_the_night_of_the_change_too():
    end = end_of(AUTUMN)
    opened = end - timedelta(minutes=1)
    assert not is_late(submitted=end + GRACE - MICROSECOND, last_day=AUTUMN, review_opened=opened)
    assert is_late(submitted=end + GRACE, last_day=AUTUMN, review_opened=opened)


@pytest.mark.parametrize("minute", [0, 1, 30, 59])
def test_the_hour_that_is_skipped_is_no_time(minute):
    assert on_the_wall(wall(SPRING, 2, minute)) is None


def test_around_the_skipped_hour_there_is_time():
    before, after = (on_the_wall(wall(SPRING, *at)) for at in ((1, 59), (3, 0)))
    assert before is not None
    assert after is not None
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(minutes=1)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    moment = on_the_wall(wall(AUTUMN, 2, 30))
    assert moment is not None
    assert moment.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(DAYS, st.times())
def test_a_time_that_there_is_shows_itself_on_the_wall(day, at):
    moment = on_the_wall(datetime.combine(day, at))
    if moment is not None:
        shown = moment.astimezone(UTC).astimezone(STOCKHOLM)
        assert shown.replace(tzinfo=None) == datetime.combine(day, at)


def test_a_good_last_day_gives_no_cautions():
    assert cautions(opens=date(2027, 1, 11), last_day=date(2027, 4, 12)) == []


@pytest.mark.parametrize(
    ("opens", "last_day", "expected"),
    [
        (date(2027, 2, 1), date(2027, 3, 12), Caution.SHORT),
        (date(2027, 5, 3), date(2027, 7, 1), Caution.SUMMER),
        (date(2027, 7, 30), date(2027, 10, 15), Caution.SUMMER),
        (date(2027, 10, 4), date(2027, 12, 27), Caution.CHRISTMAS),
        (date(2027, 1, 5), date(2027, 4, 9), Caution.CHRISTMAS),
        (date(2027, 1, 11), date(2027, 4, 10), Caution.DAY_OFF),
        (date(2027, 1, 11), date(2027, 3, 26), Caution.DAY_OFF),
    ],
)
def test_an_unwise_last_day_is_said_to_be(opens, last_day, expected):
    assert expected in cautions(opens=opens, last_day=last_day)


def test_six_weeks_to_the_day_is_enough():
    opens = date(2027, 1, 11)
    assert Caution.SHORT not in cautions(opens=opens, last_day=opens + timedelta(weeks=6))


def test_a_round_of_many_years_holds_every_summer():
    assert cautions(opens=date(2026, 8, 3), last_day=date(2028, 2, 1)) == [
        Caution.SUMMER,
        Caution.CHRISTMAS,
    ]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1943, 4, 25), (2000, 4, 23), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)],
)
def test_easter_is_when_the_almanac_says(year, month, day):
    assert easter(year) == date(year, month, day)


@given(st.integers(min_value=1900, max_value=2400))
def test_easter_is_a_sunday_in_its_season(year):
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1), date(2027, 1, 6), date(2027, 3, 26), date(2027, 3, 29),
        date(2027, 5, 6), date(2028, 6, 6), date(2027, 6, 25), date(2027, 12, 24),
        date(2027, 12, 31), date(2027, 2, 20), date(2027, 2, 21),
    ],
)  # fmt: skip
def test_on_holidays_and_weekends_no_one_is_at_work(day):
    assert not is_working_day(day)


@given(DAYS)
def test_the_last_working_day_is_near_and_no_day_between_is_one(day):
    found = last_working_day(day)
    assert is_working_day(found)
    between = (day - found).days
    assert 0 <= between <= 5
    assert not any(is_working_day(found + timedelta(days=n)) for n in range(1, between + 1))
