"""A file that is a copy of the text, with what people did in it. Pure.

The file is read twice. As it was before its tracked changes it says what each comment is about;
as it is with them carried out it says what the text should be.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from webapp.drafts.word.draft import Bag, Remark, RemarkKind, WordDraft
from webapp.responses.filled.finds import ShownSection
from webapp.responses.filled.placing import Placing, flat, pieces, place

SHARE_OF_A_COPY: Final = 0.3
"""A file is a copy of the text where so much of what it says is the text's."""


@dataclass(frozen=True)
class Copy:
    """A file, read before and after its tracked changes, beside the text that it is a copy of."""

    row: Sequence[ShownSection]
    before: WordDraft
    after: WordDraft
    ours: Sequence[str]
    """The titles and other lines that the file had before its text when it was fetched."""

    @cached_property
    def placed_before(self) -> Placing:
        """Where the pieces of the file belong that stood there before its changes."""
        return place(self.row, self.before)

    @cached_property
    def placed_after(self) -> Placing:
        """Where the pieces of the file belong that stand there after its changes."""
        return place(self.row, self.after)

    @cached_property
    def homes(self) -> Mapping[uuid.UUID, ShownSection]:
        """The section of each block of the text."""
        return {block.key: section for section in self.row for block in section.blocks}

    @property
    def is_one(self) -> bool:
        """Whether the file is a copy of the text, and not something else."""
        words = [(spot, len(flat(b.text))) for spot, b in pieces(self.before)]
        ours = sum(length for spot, length in words if spot in self.placed_before.keys)
        return bool(ours) and ours >= SHARE_OF_A_COPY * sum(length for _, length in words)


def changes(bag: Bag) -> list[Remark]:
    """The tracked changes in a bag, without its comments."""
    return [each for each in bag.remarks if each.kind is not RemarkKind.COMMENT]


def all_changes(draft: WordDraft) -> Iterator[Remark]:
    """Every tracked change in the file."""
    for section in draft.sections:
        yield from changes(section.bag)
        for block in section.blocks:
            yield from changes(block.bag)


def authors(made: Sequence[Remark]) -> str:
    """Who made the changes, each named once."""
    return ", ".join(dict.fromkeys(each.author for each in made if each.author))[:200]


def moment(made: Sequence[Remark]) -> datetime | None:
    """When the last of the changes was made."""
    return max((each.moment for each in made if each.moment), default=None)
