"""The list of changes: what differs between two versions, and the points that led to it. Pure."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from webapp.drafts import comparing
from webapp.drafts.comparing import ASection, BlockChange, SectionChange

Cause = TypeVar("Cause")
"""What a change came of."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[Cause]):
    """One changed block, and what it came of."""

    block: BlockChange
    causes: Sequence[Cause]


@dataclass(frozen=True, slots=True)
class ListedSection(Generic[Cause]):
    """A section in which something differs, in one language."""

    section: SectionChange
    language: str
    blocks: Sequence[Listed[Cause]]

    @property
    def names(self) -> str:
        """Its number and title."""
        return f"{self.section.heading.number} {self.section.heading.title}".strip()


def listed(
    former: Sequence[ASection],
    later: Sequence[ASection],
    languages: Sequence[str],
    causes: Mapping[uuid.UUID, Sequence[Cause]],
) -> Iterator[ListedSection[Cause]]:
    """The changed sections in order; a block is shown in the first language in which it differs."""
    found = [comparing.compare(former, later, tag).sections for tag in languages]
    for row in zip(*found, strict=True):
        told: set[uuid.UUID] = set()
        for change, tag in zip(row, languages, strict=True):
            blocks = [each for each in change.blocks if _tells(each) and each.key not in told]
            told.update(each.key for each in blocks)
            is_first = tag == languages[0]
            if blocks or (is_first and not change.is_same):
                yield ListedSection(
                    change, tag, [Listed(each, causes.get(each.key, ())) for each in blocks]
                )


def _tells(change: BlockChange) -> bool:
    """Say whether it is a change to be listed; what left a section is listed where it came."""
    left = change.elsewhere is not None and change.standing is comparing.Standing.REMOVED
    return not change.is_same and not left
