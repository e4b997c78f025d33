"""What was written before the text in a copy of it, and what its title was changed to. Pure.

What stood there when the file was fetched is known by its words: programs keep the styles of it,
and seldom more.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from webapp.responses.filled.copies import Copy, authors, changes, moment
from webapp.responses.filled.finds import Find
from webapp.responses.models.kinds import Certainty, Shape

_RETITLED: Final = 60.0
"""So alike are a title and what it was changed to; what is less alike is another text's title."""


def finds(copy: Copy) -> Iterator[Find]:
    """What belongs to the general statement: words before the text, and another title."""
    ours = [_flat(each) for each in copy.ours]
    said = [(rest, each) for each in copy.after.front if (rest := _beside(_flat(each.text), ours))]
    if said:
        made = [change for _, each in said for change in changes(each.bag)]
        yield Find(
            Shape.STATEMENT,
            Certainty.LIKELY,
            text="\n\n".join(rest for rest, _ in said),
            author=authors(made),
            moment=moment(made),
        )
    title = _flat(copy.after.title or "")
    if title not in ours and any(fuzz.ratio(title, each) >= _RETITLED for each in ours):
        former = max(ours, key=lambda each: fuzz.ratio(title, each))
        yield Find(Shape.STATEMENT, Certainty.LIKELY, proposed_wording=title, quote=former)


def _beside(words: str, ours: Sequence[str]) -> str:
    """What a paragraph says besides what it said before: nothing, if that is all it says."""
    if words in ours:
        return ""
    for sentence in (each for each in ours if each.endswith(".")):
        words = words.removeprefix(sentence).removesuffix(sentence).strip()
    return words


def _flat(words: str) -> str:
    return " ".join(words.split())
