"""What changed between two editions of a report, read out of their JSON. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from webapp.reports.parts import EVERY

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
    proposed: str = ""
    language: str = ""
    """BCP 47, of its sender's words, or "" for the edition's."""
    changes: tuple["Changed", ...] = ()
    """What it changed in the text."""


def has(said: Said, words: str) -> bool:
    """Whether each of `words` stands in the point, its reply, its place or its sender's name."""
    told = (said.sender, said.place, said.text, said.proposed, said.reply)
    text = "\n".join(told).casefold()
    return all(each in text for each in words.casefold().split())


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
class Words:
    """What the authority itself writes about something, before and after.

    `about` is foreword, summary, argument or part; `title` says which argument, or which part of
    the proposal.
    """

    about: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs. Points are told apart by their numbers, which never change."""

    added: tuple[Said, ...] = ()
    gone: tuple[Said, ...] = ()
    decided: tuple[Pair, ...] = ()
    """Points whose decision differs."""
    replied: tuple[Pair, ...] = ()
    """Points with the same decision whose reasons differ."""
    worded: tuple[Pair, ...] = ()
    """Points that say something else, or under another name: one of the two is masked."""
    texts: tuple[Words, ...] = ()
    """What the authority writes itself, where it differs."""
    new_parts: tuple[str, ...] = ()
    gone_parts: tuple[str, ...] = ()
    new_sections: tuple[str, ...] = ()
    gone_sections: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()
    """The figures that differ: invited, answered and so on, before and after."""

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return self == Compared()


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
        worded=tuple(p for p in both if _worded(p.former) != _worded(p.later)),
        texts=tuple(_texts(former, later)) if is_alike else (),
        new_parts=_without(_parts(later), _parts(former)),
        gone_parts=_without(_parts(former), _parts(later)),
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
            yield _said(point, _asked(question))
    for point in report["outside_scope"]:
        yield _said(point, "")


def _worded(said: Said) -> tuple[str, ...]:
    return said.sender, said.text, said.proposed


def _parts(report: Json) -> Sequence[str]:
    parts: Sequence[str] = report.get("parts", EVERY)
    return parts


def _without(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in these if each not in those)


def _texts(former: Json, later: Json) -> Iterator[Words]:
    before, after = _written(former), _written(later)
    for about, title in {**after, **before}:
        texts = before.get((about, title), ""), after.get((about, title), "")
        if texts[0] != texts[1]:
            yield Words(about, title, *texts)


def _written(report: Json) -> dict[tuple[str, str], str]:
    """Every text of the authority's own, by what it is about."""
    found = {(about, ""): report.get(about, "") for about in ("foreword", "summary")}
    for each in report.get("arguments", ()):
        words = (each["view"], each["summary"], each["reply"])
        found["argument", each["number"]] = "\n\n".join(filter(None, words))
    for each in report["sections"]:
        found["part", _title(each)] = each.get("summary", "")
    for each in report["questions"]:
        found["part", _asked(each)] = each.get("summary", "")
    return found


def _counts(former: Json, later: Json) -> Iterator[tuple[str, int, int]]:
    for name, after in later.items():
        before = former.get(name, 0)
        if isinstance(after, int) and before != after:
            yield name, before, after


def _title(section: Json) -> str:
    return f"{section['number']} {section['title']}".strip()


def _asked(question: Json) -> str:
    return f"{question['number']} {question['text']}".strip()


def _said(point: Json, place: str) -> Said:
    return Said(
        number=point["number"],
        place=place,
        sender=point["sender"],
        text=point["text"],
        decision=point["decision"],
        reply=point["reply"],
        proposed=point.get("proposed_wording", ""),
        language=point.get("language", ""),
    )
