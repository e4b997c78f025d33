"""Points that say the same, or nearly, in one place: told once, with all who say it. Pure.

Which texts are alike a person has confirmed. Nothing is taken away: each point is in exactly one
campaign or stands alone, and each text that differs by a word is told.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from webapp.assessment.alike import normalised
from webapp.reports.outline import Point


@dataclass(frozen=True)
class Campaign:
    """At least two points of one group in one place, in the order of the report."""

    points: tuple[Point, ...]

    @property
    def lead(self) -> Point:
        """The first of those whose words most of them have."""
        return self.variants[0][0]

    @cached_property
    def variants(self) -> list[tuple[Point, ...]]:
        """The points by what they say, word for word; what most of them say first."""
        return sorted(_by(self.points, _words), key=len, reverse=True)

    @property
    def verdicts(self) -> list[tuple[Point, ...]]:
        """The points by what is decided on them and why, in the order of the report."""
        return _by(self.points, lambda point: (point.decision, point.reply, point.unconfirmed))

    @property
    def bodies(self) -> int:
        """How many bodies sent it; one that sent it twice is one."""
        return self._senders(person=False)

    @property
    def persons(self) -> int:
        """How many private persons sent it."""
        return self._senders(person=True)

    @property
    def elsewhere(self) -> int:
        """How many points of the group stand in other places of the report."""
        return self.points[0].copies - len(self.points)

    def _senders(self, *, person: bool) -> int:
        found = (each for each in self.points if each.person is person)
        return len({each.registry_number or each.number for each in found})


def gathered(points: Sequence[Point]) -> Iterator[Point | Campaign]:
    """The points in their order; those of a group are one, where the first of them stands."""
    groups: dict[str, list[Point]] = {}
    for point in points:
        if point.group:
            groups.setdefault(point.group, []).append(point)
    for point in points:
        members = groups.get(point.group, [])
        if len(members) < 2:  # noqa: PLR2004 - one alone is no campaign
            yield point
        elif members[0].number == point.number:
            yield Campaign(tuple(members))


def ranges(numbers: Iterable[str]) -> str:
    """The numbers in order, those that follow each other as one: 3, 5–8, 12."""
    plain = list(numbers)
    if not all(each.isdecimal() for each in plain):
        return ", ".join(plain)
    ordered = enumerate(sorted(map(int, plain)))
    runs = ([each for _at, each in run] for _key, run in groupby(ordered, lambda p: p[1] - p[0]))
    return ", ".join(_run(run) for run in runs)


def _run(run: Sequence[int]) -> str:
    if len(run) < 3:  # noqa: PLR2004 - two beside each other are no range
        return ", ".join(map(str, run))
    return f"{run[0]}–{run[-1]}"


def _words(point: Point) -> Hashable:
    """What it says without capitals and punctuation, as those who confirmed it were shown it."""
    said = (point.text, point.quote, point.proposed_wording)
    return (*map(normalised, said), point.change, point.choices)


def _by(points: Iterable[Point], key: Callable[[Point], Hashable]) -> list[tuple[Point, ...]]:
    found: dict[Hashable, list[Point]] = {}
    for point in points:
        found.setdefault(key(point), []).append(point)
    return [tuple(each) for each in found.values()]
