"""To staff: the points that are theirs to weigh."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from webapp.accounts.models import User
from webapp.assessment.models import Assignment
from webapp.assessment.queries import Overdue
from webapp.core import rendering
from webapp.core.rendering import localised, show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import NAMESPACE, Letter
from webapp.rounds.models import Round


def points_assigned(given: Sequence[Assignment], at: datetime) -> Letter:
    """To who got points of one round: how many, by when, and from whom."""
    to, round_ = given[0].assignee, given[0].point.round
    days = groupby(sorted(given, key=_due), key=_due)
    return Letter(
        Occasion.POINTS_ASSIGNED,
        about=uuid.uuid5(NAMESPACE, f"{to.id} {round_.id} {at.isoformat()}"),
        address=to.email,
        language=to.language,
        params={
            **_case(round_, to.language),
            "count": len(given),
            "by": sorted({each.assigner.name for each in given}),
            "days": [
                (_day(day, to.language) if day != date.max else "", len(list(group)))
                for day, group in days
            ],
        },
    )


def points_overdue(to: User, late: Sequence[Overdue], today: date) -> Letter:
    """To who is late: how many points, in which rounds. There is one a day."""
    return Letter(
        Occasion.POINTS_OVERDUE,
        about=uuid.uuid5(NAMESPACE, f"{to.id} overdue {today.isoformat()}"),
        address=to.email,
        language=to.language,
        params={
            "count": sum(each.count for each in late),
            "rounds": [_line(each, to.language) for each in late],
        },
    )


def points_long_overdue(
    to: User, given: Sequence[Overdue], people: Mapping[uuid.UUID, User], today: date
) -> Letter:
    """To who gave points away: whose have been late for long. There is one a week."""
    year, week, _weekday = today.isocalendar()
    lines = [
        {**_line(each, to.language), "name": people[each.assignee_id].name}
        for each in given
        if each.assignee_id in people
    ]
    return Letter(
        Occasion.POINTS_LONG_OVERDUE,
        about=uuid.uuid5(NAMESPACE, f"{to.id} long overdue {year}-{week}"),
        address=to.email,
        language=to.language,
        params={"count": sum(each["count"] for each in lines), "rounds": lines},
    )


def _line(each: Overdue, language: str) -> dict[str, Any]:
    return {
        **_case(each.round, language),
        "count": each.count,
        "since": _day(each.since, language),
    }


def _case(round_: Round, language: str) -> dict[str, Any]:
    return {
        "round_id": str(round_.id),
        "title": localised(round_.consultation.title, language),
        "registry_number": round_.consultation.registry_number,
    }


def _due(assignment: Assignment) -> date:
    return assignment.due or date.max


def _day(day: date, language: str) -> str:
    with rendering.spoken(language):
        return show_date(day, "EEEE d MMMM y")
