"""The figures and lists that can stand in a text of a report, by the names between brackets. Pure.

A text may say `{answers}` or `{svar}`, and says what that is when the report is compiled. The names
are data and not phrases of the interface: a text keeps its meaning when it is read in another
language, so each name is understood in every language.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

Name = TypeVar("Name", bound=StrEnum)

BRACKETS: Final = re.compile(r"\{([^{}\n]{1,80})\}")
_OPENED: Final = re.compile(r"\{(?!\s*\})([^{}\n]*)(\}?)")
_SHOWN: Final = 30
"""Characters of what stands behind a bracket that are repeated to who wrote it."""
_ALIKE: Final = 75
"""From this likeness, in per cent, a name is taken for a slip of the pen."""


class Placeholder(StrEnum):
    """What can be filled in."""

    INVITED = "invited"
    ANSWERS = "answers"
    FINAL = "final"
    PRELIMINARY = "preliminary"
    NO_COMMENTS = "no_comments"
    ABSTAINED = "abstained"
    SILENT = "silent"
    UNASKED = "unasked"
    POINTS = "points"
    ACCOMMODATED = "accommodated"
    NOT_ACCOMMODATED = "not_accommodated"
    CHANGES = "changes"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    DAYS = "days"
    MANY_ENDORSE = "many_endorse"
    MANY_IN_PART = "many_in_part"
    MANY_OBJECT = "many_object"
    WHO_ENDORSE = "who_endorse"
    WHO_IN_PART = "who_in_part"
    WHO_OBJECT = "who_object"
    WHO_SILENT = "who_silent"
    POINTS_HERE = "points_here"
    ACCOMMODATED_HERE = "accommodated_here"
    WHO_SPOKE_HERE = "who_spoke_here"
    WHO_ENDORSE_HERE = "who_endorse_here"
    WHO_OBJECT_HERE = "who_object_here"


HERE: Final = frozenset(each for each in Placeholder if each.endswith("_here"))
"""Those of one section or question, which have no meaning in a text on the whole report."""

NAMES: Final[Mapping[str, Mapping[Placeholder, str]]] = {
    "sv": {
        Placeholder.INVITED: "inbjudna",
        Placeholder.ANSWERS: "svar",
        Placeholder.FINAL: "slutliga svar",
        Placeholder.PRELIMINARY: "preliminära svar",
        Placeholder.NO_COMMENTS: "utan synpunkter",
        Placeholder.ABSTAINED: "avstod",
        Placeholder.SILENT: "ej svar",
        Placeholder.UNASKED: "svar utan inbjudan",
        Placeholder.POINTS: "synpunkter",
        Placeholder.ACCOMMODATED: "tillgodosedda synpunkter",
        Placeholder.NOT_ACCOMMODATED: "ej tillgodosedda synpunkter",
        Placeholder.CHANGES: "ändringar",
        Placeholder.FIRST_DAY: "första dagen",
        Placeholder.LAST_DAY: "sista dagen",
        Placeholder.DAYS: "antal dagar",
        Placeholder.MANY_ENDORSE: "antal som tillstyrker",
        Placeholder.MANY_IN_PART: "antal som delvis tillstyrker",
        Placeholder.MANY_OBJECT: "antal som avstyrker",
        Placeholder.WHO_ENDORSE: "de som tillstyrker",
        Placeholder.WHO_IN_PART: "de som delvis tillstyrker",
        Placeholder.WHO_OBJECT: "de som avstyrker",
        Placeholder.WHO_SILENT: "de som inte svarade",
        Placeholder.POINTS_HERE: "synpunkter i avsnittet",
        Placeholder.ACCOMMODATED_HERE: "tillgodosedda synpunkter i avsnittet",
        Placeholder.WHO_SPOKE_HERE: "de som yttrat sig i avsnittet",
        Placeholder.WHO_ENDORSE_HERE: "de som tillstyrker avsnittet",
        Placeholder.WHO_OBJECT_HERE: "de som avstyrker avsnittet",
    },
    "en": {
        Placeholder.INVITED: "invited",
        Placeholder.ANSWERS: "answers",
        Placeholder.FINAL: "final answers",
        Placeholder.PRELIMINARY: "preliminary answers",
        Placeholder.NO_COMMENTS: "without comments",
        Placeholder.ABSTAINED: "abstained",
        Placeholder.SILENT: "did not answer",
        Placeholder.UNASKED: "answers without invitation",
        Placeholder.POINTS: "points",
        Placeholder.ACCOMMODATED: "accommodated points",
        Placeholder.NOT_ACCOMMODATED: "points not accommodated",
        Placeholder.CHANGES: "changes",
        Placeholder.FIRST_DAY: "first day",
        Placeholder.LAST_DAY: "last day",
        Placeholder.DAYS: "number of days",
        Placeholder.MANY_ENDORSE: "number who endorse",
        Placeholder.MANY_IN_PART: "number who endorse in part",
        Placeholder.MANY_OBJECT: "number who object",
        Placeholder.WHO_ENDORSE: "bodies who endorse",
        Placeholder.WHO_IN_PART: "bodies who endorse in part",
        Placeholder.WHO_OBJECT: "bodies who object",
        Placeholder.WHO_SILENT: "bodies who did not answer",
        Placeholder.POINTS_HERE: "points in this section",
        Placeholder.ACCOMMODATED_HERE: "accommodated points in this section",
        Placeholder.WHO_SPOKE_HERE: "bodies who commented on this section",
        Placeholder.WHO_ENDORSE_HERE: "bodies who endorse this section",
        Placeholder.WHO_OBJECT_HERE: "bodies who object to this section",
    },
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A name between brackets that cannot be filled in where it stands."""

    name: str
    meant: str = ""
    """The name that it is most like, if any."""
    misplaced: bool = False
    """Whether it is known, but only for sections and questions."""
    unclosed: bool = False
    """Whether no bracket closes it: the name is then what follows the one that opens it."""


def folded(name: str) -> str:
    """The name whatever its capitals and spaces."""
    return " ".join(name.split()).casefold()


_KNOWN: Final = {folded(name): each for names in NAMES.values() for each, name in names.items()}


def named(name: str) -> Placeholder | None:
    """What the name stands for in any language, whatever its capitals and spaces; or None."""
    return _KNOWN.get(folded(name))


def written(placeholder: Placeholder, language: str) -> str:
    """The placeholder as it is written in a text of the language, with its brackets."""
    return bracketed(NAMES, placeholder, language)


def bracketed(names: Mapping[str, Mapping[Name, str]], each: Name, language: str) -> str:
    """What is named in the language, or else in English, with its brackets."""
    return f"{{{names.get(language, names['en'])[each]}}}"


def offered(*, here: bool) -> tuple[Placeholder, ...]:
    """Those that a text may hold; those of one section only where it is on one (`here`)."""
    return tuple(each for each in Placeholder if here or each not in HERE)


def found(text: str) -> Iterator[str]:
    """The names that stand between brackets in the text, in order."""
    yield from (" ".join(match[1].split()) for match in BRACKETS.finditer(text))


def faults(text: str, *, here: bool, language: str) -> list[Fault]:
    """What is wrong with the names in the text, each told once."""
    wrong: dict[str, Fault] = {}
    for name in found(text):
        placeholder = named(name)
        if placeholder is None:
            wrong[name] = Fault(name, meant=_likely(name, here=here, language=language))
        elif placeholder in HERE and not here:
            wrong[name] = Fault(name, misplaced=True)
    offers = _named_in(language, here=here)
    wrong |= {fault.name: fault for fault in unended(text, offers)}
    return list(wrong.values())


def unended(text: str, offers: Sequence[str]) -> Iterator[Fault]:
    """Each bracket that is not closed, or only behind more than any name; `offers`: the names."""
    # What can be filled in ends a line, so that nothing behind it seems to be in the bracket.
    for match in _OPENED.finditer(BRACKETS.sub("\n", text)):
        yield _unended(match, offers)


def _unended(match: re.Match[str], offers: Sequence[str]) -> Fault:
    words = match[1].rstrip()
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    if match[2]:
        return Fault(shown)
    begun = [name for name in offers if folded(words).startswith(name)]
    return Fault(shown, meant=max(begun, key=len, default=""), unclosed=True)


def _likely(name: str, *, here: bool, language: str) -> str:
    return likely(name, _named_in(language, here=here))


def _named_in(language: str, *, here: bool) -> Sequence[str]:
    """The names that a text in the language may hold there."""
    names = NAMES.get(language, NAMES["en"])
    return [names[each] for each in offered(here=here)]


def likely(name: str, offers: Sequence[str]) -> str:
    """The one of `offers` that the name is most like, if any."""
    best = process.extractOne(folded(name), offers, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return best[0] if best else ""


def filled(text: str, value: Callable[[Placeholder], str | None]) -> str:
    """The text with each placeholder replaced; what `value` has nothing for stays as it stands.

    What is put in is not looked through again, so a name with brackets of its own does nothing.
    """

    def put(match: re.Match[str]) -> str:
        placeholder = named(match[1])
        said = value(placeholder) if placeholder else None
        return match[0] if said is None else said

    return BRACKETS.sub(put, text)
