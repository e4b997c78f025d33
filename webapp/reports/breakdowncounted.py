"""All that was counted of a round at one moment, as the database says it. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from webapp.organisations.categories import Sector
from webapp.reports import hiding, reacting
from webapp.reports.breakdown import Choice, Figures, Group, Municipality, Part
from webapp.reports.participation import Outcome, Position
from webapp.responses.models.kinds import Channel, Form, Stage

Said = Mapping[str, Sequence[Sequence[Any]]]
"""Rows by what they count, with nothing in them that JSON has no word for."""

_POSITIONS: Final = tuple(Position)

Key = tuple[str, uuid.UUID | None]
"""A part of the material: what its points were taken from, and the section or question."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a round, and what came in on each part of it."""

    figures: Figures
    municipalities: Sequence[Municipality]
    """What each invited municipality that answered did, by name; none whose answer is withheld."""
    parts: Mapping[Key, Part]

    @classmethod
    def read(cls, said: Said, choice: Choice) -> "Counted":
        """The figures that these rows, which were counted for `choice`, say of it."""
        every = Figures([*map(_came, said["came"]), *map(_silent, said["silent"])])
        return cls(
            every.within(choice),
            [_municipality(row) for row in said["municipalities"]],
            _parts(said),
        )


def _came(row: Sequence[Any]) -> Group:
    category, sector, form, stage, *marks, channel, position, day, count = row
    is_invited, is_further, is_late, is_extended, is_withheld = marks
    return Group(
        category,
        Sector(sector),
        hiding.outcome(_outcome(form, stage), is_withheld=is_withheld),
        is_invited,
        is_further=is_further,
        is_late=is_late,
        is_extended=is_extended,
        is_withheld=is_withheld,
        channel=Channel(channel),
        position=None if is_withheld else Position(position),
        day=date.fromisoformat(day),
        count=count,
    )


def _silent(row: Sequence[Any]) -> Group:
    category, sector, is_extended, count = row
    return Group(
        category,
        Sector(sector),
        Outcome.NO_ANSWER,
        is_invited=True,
        is_extended=is_extended,
        count=count,
    )


def _municipality(row: Sequence[Any]) -> Municipality:
    name, form, stage, position, points = row
    return Municipality(name, _outcome(form, stage), Position(position), points)


def _parts(said: Said) -> dict[Key, Part]:
    counted: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    stated: dict[Key, dict[Position, int]] = defaultdict(dict)
    for origin, place, rank, *numbers in said["parts"]:
        part = _key(origin, place)
        counted[part] = [sum(both) for both in zip(counted[part], numbers, strict=True)]
        if rank is not None:
            stated[part][_POSITIONS[rank]] = numbers[1]
    for place, position, count in said["on_questions"]:
        stated[_key("answer", place)][Position(position)] = count
    return {each: _part(each, counted[each], stated[each]) for each in {**counted, **stated}}


def _part(key: Key, numbers: Sequence[int], positions: Mapping[Position, int]) -> Part:
    points, senders, outside, withheld = numbers
    return Part(*key, points, senders, outside, withheld, positions)


def _key(origin: str, place: str | None) -> Key:
    return origin, uuid.UUID(place) if place else None


def _outcome(form: str, stage: str) -> Outcome:
    return reacting.outcome_of(Form(form), Stage(stage))
