"""What of a letter may be points of their own: what its headings and references say. Pure."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.responses.filled import letters, references
from webapp.responses.filled.finds import ShownSection
from webapp.responses.filled.letters import Paragraph
from webapp.responses.models import Certainty
from webapp.responses.plaintext import paragraphs

_FEW: Final = 12
"""Characters of a passage that may stand by chance amid other words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may be a point of its own. A person makes it one, or does not."""

    text: str
    """The sender's words, as they stand in the letter."""
    section_key: uuid.UUID | None
    """The section that it seems to be about; None where the letter names none that there is."""
    heading: str
    """The heading that says so; empty where the passage itself refers to the section."""

    def is_in(self, text: str, section_key: uuid.UUID | None) -> bool:
        """Say whether it is taken out already: all of it, or a part on the same section."""
        is_part = section_key == self.section_key and _stands_whole_in(text, self.text)
        return is_part or _stands_whole_in(self.text, text)


def proposals(statement: str, row: Sequence[ShownSection]) -> list[Proposal]:
    """What in a letter is about a section, or stands under a heading of its own, in order."""
    found = letters.parts(_lines(statement, row), row)
    return [
        Proposal(
            text="\n\n".join(part.lines),
            section_key=part.section.key if part.section else None,
            heading=part.heading,
        )
        for part in found
        if part.lines and part.lines != [part.heading] and _is_about_something(part)
    ]


def stands_in(words: str, text: str) -> bool:
    """Say whether the words stand in the text, however its lines are broken."""
    wanted = " ".join(words.split())
    return bool(wanted) and wanted in " ".join(text.split())


def overlap(one: str, other: str) -> bool:
    """Say whether one of two passages of a letter stands in the other."""
    return _stands_whole_in(one, other) or _stands_whole_in(other, one)


def _stands_whole_in(words: str, text: str) -> bool:
    """Say whether the words stand in the text, those that are few not only amid other words.

    A letter that is a point of its own, such as “i”, stands amid nearly every paragraph.
    """
    wanted = " ".join(words.split())
    if not wanted or len(wanted) > _FEW:
        return stands_in(words, text)
    found = rf"(?<!\w){re.escape(wanted)}(?!\w)"
    return re.search(found, " ".join(text.split())) is not None


def _is_about_something(part: letters.Part) -> bool:
    return part.section is not None or part.certainty is Certainty.UNPLACED


def _lines(statement: str, row: Sequence[ShownSection]) -> Iterator[Paragraph]:
    """The paragraphs of a letter, where a line that names a section is a heading of its own."""
    for paragraph in paragraphs(statement):
        first, _, rest = paragraph.partition("\n")
        named = references.find(first, row) if rest else None
        if named and named.is_heading:
            yield Paragraph(first, is_heading=True)
            yield Paragraph(rest)
        else:
            yield Paragraph(paragraph, letters.looks_like_heading(paragraph))
