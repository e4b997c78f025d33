"""What is found in a file that an answer was written in, and the text that it is about. Pure."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from webapp.drafts.blocks import BlockKind
from webapp.responses.models.kinds import Certainty, CommentKind, Shape


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the text, as whoever answers was shown it."""

    key: uuid.UUID
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the text, as whoever answers was shown it."""

    key: uuid.UUID
    number: str
    title: str
    names: tuple[str, ...]
    """What it is called besides its number: Goal 1, Strength area 4."""
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """One thing in the file that someone wants to say."""

    shape: Shape
    certainty: Certainty
    section_key: uuid.UUID | None = None
    block_key: uuid.UUID | None = None
    text: str = ""
    proposed_wording: str = ""
    quote: str = ""
    """The words of the text that it is about."""
    after: str = ""
    """The words after which something is to stand."""
    kind: CommentKind = CommentKind.GENERAL
    author: str = ""
    """As the file says."""
    moment: datetime | None = None
    is_resolved: bool = False
    """Whether a colleague ticked it off in Word."""


def marks(found: Iterable[Find]) -> list[str]:
    """A digest for each find, the same when the file comes again; of those alike each its own."""
    seen: Counter[Sequence[str]] = Counter()
    result = []
    for find in found:
        said = (
            find.shape.value,
            find.author,
            find.moment.isoformat() if find.moment else "",
            find.text,
            find.proposed_wording,
            str(find.block_key or find.section_key or ""),
        )
        seen[said] += 1
        result.append(sha256("\x1f".join([*said, str(seen[said])]).encode()).hexdigest())
    return result
