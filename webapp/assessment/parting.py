"""What of a paragraph's difference one point led to. Pure.

A paragraph differs for many reasons between the text that was sent out and the next: several
points, and what colleagues wrote. What each point made of the words that it found is kept with it;
here that is put into the text that was sent out, alone. It is told only while all of it stands in
the later text: so nothing is shown that is in neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.drafts import rewording
from webapp.drafts.blocks import BlockKind
from webapp.drafts.comparing import readable


class Made(Protocol):
    """What a point made of a block's words, by language."""

    language: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, slots=True)
class Own:
    """The paragraph as it was sent out, and with what one point changed alone."""

    before: str
    after: str
    language: str


def own(
    made: Sequence[Made], kind: BlockKind, former: Mapping[str, str], later: Mapping[str, str]
) -> Own | None:
    """What the changes that one point made to a block come to, the earliest first.

    `former` and `later` are the block's texts by language. None where the point's part cannot be
    told apart from the rest, or is not all there any more.
    """
    language = made[0].language
    was, says = (readable(kind, text.get(language, "")) for text in (former, later))
    now = was
    try:
        for each in made:
            before = readable(kind, each.before.get(language, ""))
            after = readable(kind, each.after.get(language, ""))
            now = rewording.carried(before, after, now)
    except rewording.ClashError:
        return None
    return Own(was, now, language) if now != was and _stands(was, now, says) else None


def _stands(was: str, now: str, says: str) -> bool:
    """Say whether all that makes `now` of `was` is a part of what makes `says` of it."""
    whole = list(rewording.edits(was, says))
    return all(
        any(
            wide.start <= edit.start and edit.end <= wide.end and edit.text.strip() in wide.text
            for wide in whole
        )
        for edit in rewording.edits(was, now)
    )
