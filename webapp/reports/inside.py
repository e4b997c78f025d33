"""What staff know of a point among themselves, as a report for internal use has it. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

Hide = Callable[[str], str]
"""Takes out of a text what may be in no report."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that somebody on the staff said of a point."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Whose a point is and by when, who decided and who stands behind it, and what staff said."""

    assignee: str = ""
    due: date | None = None
    decided_by: str = ""
    confirmed_by: str = ""
    themes: tuple[str, ...] = ()
    opinions: tuple[Note, ...] = ()
    discussion: tuple[Note, ...] = ()


def hidden(said: Inside, hide: Hide) -> Inside:
    """The same without what may be in no report."""
    return replace(
        said,
        themes=tuple(map(hide, said.themes)),
        opinions=_without(said.opinions, hide),
        discussion=_without(said.discussion, hide),
    )


def nearby(words: Collection[str], text: str) -> list[str]:
    """Those of the words that may stand in the text, found quickly: their first word does."""
    within = text.casefold()
    return [each for each in words if (start := each.casefold().split()) and start[0] in within]


def _without(notes: Collection[Note], hide: Hide) -> tuple[Note, ...]:
    return tuple(replace(each, text=hide(each.text)) for each in notes)
