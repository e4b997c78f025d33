"""Calendar files, read as programs do that know nothing of Stockholm but what the file says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar
from icalendar.timezone import tzp

from webapp.core.clock import STOCKHOLM
from webapp.notifications import calendars
from webapp.notifications.calendars import Entry

STAMP = datetime(2026, 2, 1, 8, tzinfo=UTC)


def entry(starts, **more):
    ends = starts + (timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1))
    return Entry("a@b", 0, STAMP, starts, ends, "Möte", **more)


@pytest.mark.parametrize("year", [2026, 2031, 2039])
def test_the_file_s_own_zone_says_the_hour_of_stockholm_all_year_round(year):
    moment = datetime(year, 3, 31, 13, tzinfo=STOCKHOLM)
    [zone] = Calendar.from_ical(calendars.file([entry(moment)])).walk("VTIMEZONE")
    said = zone.to_tz(tzp, lookup_tzid=False)
    hours = (datetime(year, 1, 1, 0, 30, tzinfo=UTC) + timedelta(hours=h) for h in range(24 * 365))
    differing = [at for at in hours if at.astimezone(said).replace(tzinfo=None) != _on_wall(at)]
    assert differing == []


def _on_wall(at):
    return at.astimezone(STOCKHOLM).replace(tzinfo=None)


def test_the_same_file_is_made_of_the_same_entry():
    moment = datetime(2027, 3, 31, 13, tzinfo=STOCKHOLM)
    first, second = (calendars.file([entry(moment)], name="Strategi") for _time in range(2))
    assert first == second


def test_lines_end_and_are_folded_as_the_standard_says():
    told = calendars.file([entry(date(2027, 3, 31), description="å" * 400)], name="Möten")
    lines = told.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_whole_days_need_no_zone():
    assert b"VTIMEZONE" not in calendars.file([entry(date(2027, 3, 31))])


def test_a_feed_says_what_it_is_called_and_how_often_to_ask():
    told = calendars.file([entry(date(2027, 3, 31))], name="Strategi")
    for line in (b"X-WR-CALNAME:Strategi", b"REFRESH-INTERVAL;VALUE=DURATION:PT6H"):
        assert line in told
    assert b"X-PUBLISHED-TTL:PT6H" in told
