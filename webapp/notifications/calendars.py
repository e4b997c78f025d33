"""Calendar files (RFC 5545): what is entered, as bytes that calendar programs take. Pure.

An entry keeps its identifier for ever, and its sequence rises with every change, so that a
program that has it replaces it and never shows it twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vDuration
from icalendar.enums import STATUS, TRANSP

from webapp.core import clock

PRODUCT = "-//Yttra//Yttra//SV"
FILE_NAME = "kalender.ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"
FILE_MEDIA_TYPE = "application/ics"
"""What a call to a meeting is named where it is a file beside the message."""

ALARMS = (timedelta(days=-14), timedelta(days=-3))
"""How long before what is entered one is reminded."""

REFRESH = timedelta(hours=6)
"""How often a program that follows a feed should ask again."""


_ZONE = b"""BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""The rules of daylight saving since 1996 (Directive 2000/84/EC).

A change begins at the time that clocks show before it (RFC 5545, 3.6.5). The library's own
description of a zone counts from the time after it, an hour late, and ends after a few years.
"""


class Method(StrEnum):
    """What a program does with the file (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. Days are entered as whole days, moments with their zone."""

    uid: str
    sequence: int
    stamp: datetime
    """When it was last changed."""
    start: date | datetime
    end: date | datetime
    """Of a whole day: the day after it."""
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    cancelled: bool = False

    def params(self) -> dict[str, Any]:
        """The same as JSON, to be kept with an e-mail that carries it."""
        plain = asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in plain.items()
        }

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Entry":
        """What `params` made JSON of."""
        moments = {name: _when(params[name]) for name in ("start", "end")}
        stamp = datetime.fromisoformat(params["stamp"])
        return cls(**{**params, **moments, "stamp": stamp})


def file(
    entries: Iterable[Entry],
    *,
    method: Method = Method.PUBLISH,
    name: str = "",
    organiser: str = "",
    attendee: str = "",
) -> bytes:
    """A calendar with `entries`.

    Args:
        entries: what is in it.
        method: what a program does with it.
        name: what a feed is called in the program that follows it.
        organiser: the address of the one who calls to a meeting.
        attendee: the address of the one who is called.
    """
    calendar = _empty(method, name)
    known = list(entries)
    if any(isinstance(entry.start, datetime) for entry in known):
        calendar.add_component(Timezone.from_ical(_ZONE))
    for entry in known:
        calendar.add_component(_event(entry, organiser, attendee))
    return bytes(calendar.to_ical())


def _empty(method: Method, name: str) -> Calendar:
    """A calendar that says nothing of when it was made: made again, it is the same file."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", method.value)
    if name:
        calendar.calendar_name = name
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _event(entry: Entry, organiser: str, attendee: str) -> Event:
    event = Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        stamp=entry.stamp,
        last_modified=entry.stamp,
        start=_on_the_wall(entry.start),
        end=_on_the_wall(entry.end),
        summary=entry.summary,
        description=entry.description or None,
        location=entry.location or None,
        url=entry.url or None,
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
        transparency=None if isinstance(entry.start, datetime) else TRANSP.TRANSPARENT,
        organizer=vCalAddress(f"mailto:{organiser}") if organiser else None,
        attendees=[_invited(attendee)] if attendee else None,
    )
    for before in () if entry.cancelled else ALARMS:
        event.add_component(_alarm(before, entry.summary))
    return event


def _alarm(before: timedelta, summary: str) -> Alarm:
    alarm = Alarm.new(description=summary)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    return alarm


def _invited(address: str) -> vCalAddress:
    invited = vCalAddress(f"mailto:{address}")
    invited.params["ROLE"] = "REQ-PARTICIPANT"
    invited.params["PARTSTAT"] = "NEEDS-ACTION"
    invited.params["RSVP"] = "FALSE"
    return invited


def _on_the_wall(when: date | datetime) -> date | datetime:
    """The moment as Stockholm's clocks show it; the hour that they show twice, then in UTC."""
    if not isinstance(when, datetime):
        return when
    wall = clock.local(when)
    return when.astimezone(UTC) if wall.fold else wall


def _when(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
