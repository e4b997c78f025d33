"""The figures that an edition bears: counted when it was compiled, and never again. Pure.

They stand in the edition's own data, by codes, so that they are the same in every language and
anyone can count them over. Nothing in them says more of a sender than the report does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from webapp.organisations.categories import Category, Sector
from webapp.reports.breakdown import PERSON, Figures, Municipality, Row, Span
from webapp.reports.participation import Counts, Outcome, Position
from webapp.responses.models.kinds import Channel

STATEMENTS, DOCUMENT = "statements", "document"
"""Beside sections and questions (`places`): general statements, and the document as a whole."""


@dataclass(frozen=True, slots=True)
class Way:
    """How many answers came by one channel: never whose, and not what they say."""

    channel: Channel
    count: int


@dataclass(frozen=True, slots=True)
class Came:
    """How many answers came on one day, as clocks in Stockholm part the days."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on one part: a section, a question, the statements, or the whole document."""

    place: str
    points: int
    """Within the scope, as the report has them under the part."""
    senders: int
    """Whose those are."""
    outside: int = 0
    """Outside the scope."""
    positions: Mapping[Position, int] = field(default_factory=dict)
    """Stated on the part itself, one for each sender."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """All the figures of one edition."""

    all: Row
    categories: tuple[Row, ...]
    """By the codes of categories; private persons are one of them, and in no other table."""
    sectors: tuple[Row, ...]
    channels: tuple[Way, ...]
    days: tuple[Came, ...]
    municipalities: tuple[Municipality, ...] = ()
    parts: tuple[Said, ...] = ()

    @classmethod
    def of(
        cls, figures: Figures, municipalities: Iterable[Municipality], parts: Iterable[Said]
    ) -> Self:
        """What is kept of the figures of a round."""
        return cls(
            figures.all,
            tuple(figures.by("category", [*(each.value for each in Category), PERSON])),
            tuple(figures.by("sector", Sector)),
            tuple(Way(row.key, row.answers) for row in figures.by_channel()),
            tuple(Came(day, count) for day, count in sorted(figures.came.items())),
            tuple(municipalities),
            tuple(parts),
        )

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """The same out of an edition's JSON."""
        return cls(
            _row(said["all"]),
            tuple(map(_row, said["categories"])),
            tuple(map(_row, said["sectors"])),
            tuple(Way(Channel(each["channel"]), each["count"]) for each in said["channels"]),
            tuple(Came(date.fromisoformat(e["day"]), e["count"]) for e in said["days"]),
            tuple(map(_municipality, said["municipalities"])),
            tuple(
                Said(**{**each, "positions": _positions(each["positions"])})
                for each in said["parts"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Edited:
    """An edition's figures with what they are told with, out of a file of theirs or of its JSON."""

    figures: Frozen
    span: Span
    """From when to when the round was open."""
    compiled_at: datetime
    title: str
    """Of the consultation, in the edition's language, as the names of its parts are."""
    language: str
    sections: Sequence[tuple[str, str]]
    """Each section by its place, with number and title, in order."""
    questions: Sequence[tuple[str, str, str]]
    """Each question by its place, with number and text."""

    @classmethod
    def read(cls, report: Mapping[str, Any]) -> Self | None:
        """What an edition says; None where it was compiled before editions bore figures."""
        if not report.get("figures"):
            return None
        occasion = report["occasion"]
        days = (date.fromisoformat(occasion[name]) for name in ("opened_on", "deadline"))
        return cls(
            Frozen.read(report["figures"]),
            Span(*days),
            datetime.fromisoformat(report["compiled_at"]),
            occasion["consultation_title"],
            report["language"],
            [(e["place"], f"{e['number']} {e['title']}".strip()) for e in report["sections"]],
            [(e["place"], e["number"], e["text"]) for e in report["questions"]],
        )


def _row(said: Mapping[str, Any]) -> Row:
    counts = Counts(**said["counts"])
    return Row(said["key"], counts, _positions(said["positions"]), said["withheld"])


def _positions(said: Mapping[str, int]) -> dict[Position, int]:
    return {Position(name): count for name, count in said.items()}


def _municipality(said: Mapping[str, Any]) -> Municipality:
    position = said["position"]
    return Municipality(
        said["name"],
        Outcome(said["outcome"]),
        Position(position) if position else None,
        said["points"],
    )
