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


class Quotes:
    """Finds what the comments of one file are about. What the text says is made out once."""

    def __init__(self, row: Sequence[ShownSection]) -> None:
        self._sections = {section.key: section for section in row}
        self._homes = {block.key: section.key for section in row for block in section.blocks}
        self._words = {block.key: flat(block.text) for section in row for block in section.blocks}

    def find(self, quoted: Quoted) -> At:
        """Where a comment belongs.

        It is about the block that it stands in, unless its words are another's: then about that
        one, which is in the same section if it can be.
        """
        own = [key for key in quoted.keys if key in self._words]
        for key in own:
            if not quoted.quote or quoted.quote in self._words[key]:
                return At(Certainty.SURE, self._homes[key], key)
        return self._elsewhere(quoted) or self._around(quoted, own)

    def _elsewhere(self, quoted: Quoted) -> At | None:
        """The title, or the one other block, that has the very words."""
        quote = quoted.quote
        title = self._sections.get(quoted.section_key) if quoted.section_key else None
        if title is not None and quote and quote in f"{title.number} {title.title}":
            return At(Certainty.SURE, title.key)
        if len(quote) < _TELLING:
            return None
        near = [key for key, text in self._words.items() if quote in text]
        found = [key for key in near if self._homes[key] == quoted.section_key] or near
        return At(Certainty.SURE, self._homes[found[0]], found[0]) if len(found) == 1 else None

    def _around(self, quoted: Quoted, own: Sequence[uuid.UUID]) -> At:
        """What it stands in, or else nothing."""
        quote = quoted.quote
        if own:
            is_sure = len(own) == 1 or not quote or holds(self._words[own[0]], quote)
            certainty = Certainty.SURE if is_sure else Certainty.LIKELY
            return At(certainty, self._homes[own[0]], own[0])
        if quoted.section_key is not None:
            return At(Certainty.LIKELY if quote else Certainty.SURE, quoted.section_key)
        return At(Certainty.UNPLACED)
