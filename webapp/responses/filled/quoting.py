"""Which paragraph the words that a comment is about stand in. Pure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from webapp.responses.filled.finds import ShownSection
from webapp.responses.filled.placing import flat, holds
from webapp.responses.models.kinds import Certainty

_TELLING: Final = 20
"""So many letters are not in two paragraphs by chance."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a comment is about, and where it stands in the file."""

    quote: str
    section_key: uuid.UUID | None
    keys: Sequence[uuid.UUID]
    """The blocks that it may be about, the likeliest first."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a comment belongs."""

    certainty: Certainty
    section_key: uuid.UUID | None = None
    block_key: uuid.UUID | None = None


def find_quote(row: Sequence[ShownSection], quoted: Quoted) -> At:
    """Where a comment belongs.

    It is about the block that it stands in, unless its words are another's: then about that one,
    which is in the same section if it can be.
    """
    homes = {block.key: section.key for section in row for block in section.blocks}
    words = {block.key: flat(block.text) for section in row for block in section.blocks}
    own = [key for key in quoted.keys if key in words]
    first = own[0] if own else None
    quote = quoted.quote
    for key in own:
        if not quote or quote in words[key]:
            return At(Certainty.SURE, homes[key], key)
    title = next((each for each in row if each.key == quoted.section_key), None)
    if title is not None and quote and quote in f"{title.number} {title.title}":
        return At(Certainty.SURE, title.key)
    if len(quote) >= _TELLING:
        near = [key for key, text in words.items() if quote in text]
        here = [key for key in near if homes[key] == quoted.section_key]
        if len(here or near) == 1:
            key = (here or near)[0]
            return At(Certainty.SURE, homes[key], key)
    if first is not None:
        is_sure = len(own) == 1 or holds(words[first], quote) or not quote
        return At(Certainty.SURE if is_sure else Certainty.LIKELY, homes[first], first)
    if quoted.section_key is not None:
        return At(Certainty.LIKELY if quote else Certainty.SURE, quoted.section_key)
    return At(Certainty.UNPLACED)
