"""What changed between two editions of a report, read out of their JSON. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One point as an edition has it."""

    number: str
    place: str
    sender: str
    text: str
    decision: str
    reply: str
    changes: tuple["Changed", ...] = ()
    """What it changed in the text."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Two wordings of a paragraph, in one language."""

    before: str
    after: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed paragraph as one of its points sees it."""

    section: str
    whole: Wordings
    own: Wordings | None
    """What the point alone changed; None where that cannot be told apart, or was not kept."""
    others: int
    """How many other points the edition says led to it too."""

    @property
    def is_whole(self) -> bool:
        """Whether the point changed all that differs."""
        return self.own is not None and self.own.after == self.whole.after


@dataclass(frozen=True, slots=True)
class Pair:
    """One point as the earlier and the later edition have it."""

    former: Said
    later: Said


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs. Points are told apart by their numbers, which never change."""

    added: tuple[Said, ...] = ()
    gone: tuple[Said, ...] = ()
    decided: tuple[Pair, ...] = ()
    """Points whose decision differs."""
    replied: tuple[Pair, ...] = ()
    """Points with the same decision whose reasons differ."""
    new_sections: tuple[str, ...] = ()
    gone_sections: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()
    """The figures that differ: invited, answered and so on, before and after."""

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not any(
            (
                self.added,
                self.gone,
                self.decided,
                self.replied,
                self.new_sections,
                self.gone_sections,
                self.counts,
            )
        )


def compare(former: Json, later: Json) -> Compared:
    """What the later edition says that the former did not, and the other way round."""
    before, after = ({s.number: s for s in points(each)} for each in (former, later))
    both = [Pair(before[number], after[number]) for number in before if number in after]
    titles = [[_title(each) for each in report["sections"]] for report in (former, later)]
    is_alike = former["language"] == later["language"]
    return Compared(
        added=tuple(said for number, said in after.items() if number not in before),
        gone=tuple(said for number, said in before.items() if number not in after),
        decided=tuple(p for p in both if p.former.decision != p.later.decision),
        replied=tuple(
            p
            for p in both
            if p.former.decision == p.later.decision and p.former.reply != p.later.reply
        ),
        new_sections=tuple(t for t in titles[1] if t not in titles[0]) if is_alike else (),
        gone_sections=tuple(t for t in titles[0] if t not in titles[1]) if is_alike else (),
        counts=tuple(_counts(former["counts"], later["counts"])),
    )


def points(report: Json) -> Iterator[Said]:
    """Every point of an edition, in its order."""
    changes = changed(report)
    for said in _points(report):
        yield replace(said, changes=tuple(changes.get(said.number, ())))


def changed(report: Json) -> Mapping[str, list[Changed]]:
    """What each point of an edition changed in the text, by the point's number."""
    found: dict[str, list[Changed]] = {}
    for change in report.get("changes", ()):
        points, owns = change["points"], change.get("own", ())
        for number, own in zip_longest(points, owns):
            row = Changed(
                section=change["section"],
                whole=_wordings(change),
                own=_wordings(own) if own else None,
                others=len(points) - 1,
            )
            found.setdefault(number, []).append(row)
    return found


def _wordings(said: Json) -> Wordings:
    return Wordings(said["before"], said["after"], said.get("language", ""))


def _points(report: Json) -> Iterator[Said]:
    for point in report["general_views"]:
        yield _said(point, "")
    for section in report["sections"]:
        for point in section["points"]:
            yield _said(point, _title(section))
    for question in report["questions"]:
        for point in question["points"]:
            yield _said(point, f"{question['number']} {question['text']}".strip())
    for point in report["outside_scope"]:
        yield _said(point, "")


def _counts(former: Json, later: Json) -> Iterator[tuple[str, int, int]]:
    for name, after in later.items():
        before = former.get(name, 0)
        if isinstance(after, int) and before != after:
            yield name, before, after


def _title(section: Json) -> str:
    return f"{section['number']} {section['title']}".strip()


def _said(point: Json, place: str) -> Said:
    return Said(
        number=point["number"],
        place=place,
        sender=point["sender"],
        text=point["text"],
        decision=point["decision"],
        reply=point["reply"],
    )
