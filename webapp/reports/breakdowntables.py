"""The figures of a round as tables in words, alike on the page and in files, with their charts.

Nothing here counts: `breakdown` did.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.organisations.labels import CATEGORIES, SECTORS
from webapp.reports.breakdown import PERSON, Choice, Municipality, Part, Row
from webapp.reports.participation import Counts, Outcome, Position
from webapp.responses.labels import CHANNELS, POSITIONS
from webapp.responses.models import Channel

WITHHELD = "withheld"

Cell = str | int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a name, and its pieces as number and colour."""

    name: str
    pieces: Sequence[tuple[int, str]]

    @property
    def total(self) -> int:
        """How long it is."""
        return sum(count for count, _colour in self.pieces)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that lie, each of pieces whose colours the legend explains."""

    bars: Sequence[Bar]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def most(self) -> int:
        """How long the longest bar is."""
        return max((bar.total for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a row for each thing that is counted. The first column names it."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    chart: Chart | None = None
    tags: Sequence[str] = ()
    """The language of what each row is called, where it may be another than the page's."""

    @property
    def telling(self) -> Sequence[int]:
        """The columns that say something of some row: the others are left out of the page."""
        return [n for n in range(len(self.columns)) if n < 2 or any(row[n] for row in self.rows)]  # noqa: PLR2004 - what is counted, and its first figure

    @property
    def headings(self) -> Sequence[str | tuple[str, str]]:
        """The names of those columns, with which of them hold figures."""
        return [
            (self.columns[n], "number")
            if all(isinstance(row[n], int) for row in self.rows)
            else self.columns[n]
            for n in self.telling
        ]


def groups() -> Mapping[Any, Any]:
    """Every kind of sender, in order: the categories of bodies, and private persons."""
    return {each.value: name for each, name in CATEGORIES.items()} | {PERSON: _("Private persons")}


def reception(row: Row) -> Sheet:
    """What everyone did, as the report's table of the reception has it."""
    said = [(name, value(row.counts)) for name, value, _colour in _did(Choice())]
    rows = [*said, (_("Withheld answers, among all that came in"), row.withheld)]
    return Sheet("reception", _("The reception in numbers"), [_("What"), _("Number")], rows)


def positions(row: Row) -> Sheet:
    """Where all who answered stand."""
    taken = [
        (str(POSITIONS[each.value]), count, each.value) for each, count in row.positions.items()
    ]
    if row.withheld:
        taken.append((_("Withheld"), row.withheld, WITHHELD))
    return Sheet(
        "positions",
        _("Positions"),
        [_("Position"), _("Answers")],
        [(name, count) for name, count, _colour in taken],
        Chart([Bar(name, [(count, colour)]) for name, count, colour in taken]),
    )


def outcomes(key: str, rows: Sequence[Row], choice: Choice) -> Sheet:
    """What those of each category or sector did."""
    columns = _did(choice)
    names = {each: str(name) for each, name in _NAMES[key]().items()}
    drawn = [
        (name, value, colour)
        for name, value, colour in columns
        if colour and any(value(row.counts) for row in rows)
    ]
    return Sheet(
        key,
        _TITLES[key]()[0],
        [_TITLES[key]()[2], *(name for name, _value, _colour in columns)],
        [
            (names[row.key], *(value(row.counts) for _name, value, _colour in columns))
            for row in rows
        ],
        Chart(
            [
                Bar(
                    names[row.key],
                    [(value(row.counts), colour) for _name, value, colour in drawn],
                )
                for row in rows
            ],
            [(name, colour) for name, _value, colour in drawn],
        ),
    )


def stands(key: str, rows: Sequence[Row]) -> Sheet:
    """Where those of each category or sector stand."""
    names = _NAMES[key]()
    rows = [row for row in rows if row.answers]
    shown = _taken(row.positions for row in rows)
    legend = [(str(POSITIONS[each.value]), each.value) for each in shown]
    counted: list[tuple[str, list[tuple[int, str]]]] = [
        (str(names[row.key]), [(row.positions.get(each, 0), each.value) for each in shown])
        for row in rows
    ]
    if any(row.withheld for row in rows):
        legend.append((_("Withheld"), WITHHELD))
        for row, (_name, pieces) in zip(rows, counted, strict=True):
            pieces.append((row.withheld, WITHHELD))
    bars = [Bar(name, pieces) for name, pieces in counted]
    return Sheet(
        f"{key}-positions",
        _TITLES[key]()[1],
        [_TITLES[key]()[2], *(name for name, _colour in legend), _("Total")],
        [(bar.name, *(count for count, _colour in bar.pieces), bar.total) for bar in bars],
        Chart(bars, legend),
    )


def channels(ways: Iterable[tuple[Channel, int]]) -> Sheet:
    """By which ways the answers came."""
    said = [(str(CHANNELS[channel]), count) for channel, count in ways]
    return Sheet(
        "channel",
        _("Answers by channel"),
        [_("Channel"), _("Answers")],
        said,
        Chart([Bar(name, [(count, "submitted")]) for name, count in said]),
    )


def municipalities(found: Sequence[Municipality]) -> Sheet:
    """What each municipality that answered did."""
    outcomes, positions = _outcomes(), {each: str(POSITIONS[each.value]) for each in Position}
    return Sheet(
        "municipalities",
        _("Municipalities that answered"),
        [_("Municipality"), _("What it did"), _("Position"), _("Points")],
        [
            (
                each.name,
                outcomes[each.outcome],
                positions[each.position] if each.position else "",
                each.points,
            )
            for each in found
        ],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the material in the order of the report, by what points say they are on."""

    origin: str
    key: uuid.UUID | str | None
    name: str
    tag: str = ""
    """The language of the name, where it may be another than the page's."""


def places(sections: Iterable[Any], questions: Iterable[Any]) -> Sequence[Place]:
    """Every part that points can be on."""
    return [
        Place("statement", None, _("General statements")),
        Place("comment", None, _("On the document as a whole")),
        *(
            Place("comment", each.key, f"{each.number} {localised(each.title)}".strip())
            for each in sections
        ),
        *(
            Place(
                "answer",
                each.id,
                _("Question %(number)s: %(text)s", number=number, text=localised(each.text)),
            )
            for number, each in enumerate(questions, start=1)
        ),
    ]


def parts(
    order: Sequence[Place], found: Mapping[tuple[str, Any], Part], *, hides_withheld: bool = False
) -> Sheet:
    """How many points came in on each part, and where senders stand on it.

    `hides_withheld`: nothing is said of the points in withheld answers, not even their number.
    """
    seen = [(each, found[_key(each)]) for each in order if _key(each) in found]
    shown = _taken(part.positions for _place, part in seen)
    counted: list[tuple[str, Callable[[Part], int]]] = [
        (_("Points"), lambda part: part.points),
        (_("Senders"), lambda part: part.senders),
        (_("Points outside the scope"), lambda part: part.outside),
    ]
    if not hides_withheld:
        counted.append((_("Points in withheld answers"), lambda part: part.withheld))
    return Sheet(
        "parts",
        _("Points by section and question"),
        [
            _("Part"),
            *(name for name, _value in counted),
            *(str(POSITIONS[each.value]) for each in shown),
        ],
        [
            (
                place.name,
                *(value(part) for _name, value in counted),
                *(part.positions.get(each, 0) for each in shown),
            )
            for place, part in seen
        ],
        Chart([Bar(place.name, [(part.points, "submitted")]) for place, part in seen]),
        tags=[place.tag for place, _part in seen],
    )


def _key(place: Place) -> tuple[str, Any]:
    return place.origin, place.key


def _taken(found: Iterable[Mapping[Position, int]]) -> Sequence[Position]:
    taken = {position for each in found for position in each}
    return [each for each in Position if each in taken]


def _did(choice: Choice) -> Sequence[tuple[str, Callable[[Counts], int], str]]:
    """What bodies can have done: its name, how many did it, and its colour where it is drawn."""
    asked: Sequence[tuple[str, Callable[[Counts], int], str]] = [
        (_("Invited"), lambda counts: counts.invited, ""),
    ]
    silent: Sequence[tuple[str, Callable[[Counts], int], str]] = [
        (_("Did not answer"), lambda counts: counts.no_answer, "silent"),
    ]
    return [
        *([] if choice.of_answers else asked),
        (_("Final answers"), lambda counts: counts.final, "submitted"),
        (_("Preliminary answers"), lambda counts: counts.preliminary, "started"),
        (_("Have no comments"), lambda counts: counts.no_comments, "no_comments"),
        (_("Abstained"), lambda counts: counts.abstained, "abstained"),
        *([] if choice.of_answers else silent),
        (_("Late"), lambda counts: counts.late, ""),
        (_("With more time"), lambda counts: counts.extended, ""),
        (_("Answered without being asked"), lambda counts: counts.unasked, "forwarded"),
    ]


def _outcomes() -> Mapping[Outcome, str]:
    return {
        Outcome.FINAL: _("Final answer"),
        Outcome.PRELIMINARY: _("Preliminary answer"),
        Outcome.NO_COMMENTS: _("Has no comments"),
        Outcome.ABSTAINED: _("Abstained"),
        Outcome.NO_ANSWER: _("Did not answer"),
    }


_NAMES: Mapping[str, Callable[[], Mapping[Any, Any]]] = {
    "category": groups,
    "sector": lambda: SECTORS,
}
_TITLES: Mapping[str, Callable[[], tuple[str, str, str]]] = {
    "category": lambda: (
        _("What each category did"), _("Positions by category"), _("Category"),
    ),
    "sector": lambda: (_("What each sector did"), _("Positions by sector"), _("Sector")),
}  # fmt: skip
"""Of each way to sort: the titles of its two tables, and what its column is called."""
