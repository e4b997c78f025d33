"""An answer written as a letter, divided by its headings and by the sections it refers to. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from webapp.responses.filled import references
from webapp.responses.filled.finds import Find, ShownSection
from webapp.responses.models.kinds import Certainty, Shape

_GENERAL: Final = re.compile(
    r"^(?:allmän|generell|övergripande|sammanfattning|inledning|bakgrund|general|summary"
    r"|introduction|overall|background|(?:remiss)?(?:yttrande|svar)\b|(?:consultation )?response\b"
    r")",
    re.IGNORECASE,
)
_LONGEST_HEADING: Final = 120
_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4
"""Words that follow each other; more of them would seldom be on one line of a PDF."""
_LEAST_RUNS: Final = 40
_SHARE_OF_A_COPY: Final = 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the letter, and whether it is set as a heading."""

    text: str
    is_heading: bool = False


@dataclass(slots=True)
class Part:
    """What stands under one heading, or one paragraph that refers to another section than it."""

    section: ShownSection | None
    certainty: Certainty
    shape: Shape
    lines: list[str]
    heading: str = ""


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text without styles; a short line without a full stop is a heading."""
    found = (" ".join(each.split()) for each in re.split(r"\n\s*\n", text))
    return [Paragraph(each, looks_like_heading(each)) for each in found if each]


def is_the_text(letter: Iterable[Paragraph], text: Sequence[ShownSection]) -> bool:
    """Say whether a letter is the text itself, saved so that its comments cannot be read.

    It is where most of its runs of words are the text's: quoting much of it makes no copy.
    """
    ours = {run for section in text for block in section.blocks for run in _runs(block.text)}
    theirs = [run for paragraph in letter for run in _runs(paragraph.text)]
    return len(theirs) >= _LEAST_RUNS and sum(run in ours for run in theirs) > (
        _SHARE_OF_A_COPY * len(theirs)
    )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def finds(letter: Iterable[Paragraph], text: Sequence[ShownSection]) -> list[Find]:
    """What the letter says, part by part. Every paragraph is in one of them."""
    return list(_finds(parts(letter, text)))


def parts(letter: Iterable[Paragraph], text: Sequence[ShownSection]) -> list[Part]:
    """The letter divided by its headings and by the sections that its paragraphs refer to.

    What stands before the first heading that is about a section is on the whole document. A
    paragraph that refers to another section than its heading is a part of its own.
    """
    divided = [Part(None, Certainty.SURE, Shape.STATEMENT, [])]
    for paragraph in letter:
        found = references.find(paragraph.text, text)
        if paragraph.is_heading or (found and found.is_heading):
            divided.append(_begun(paragraph, found))
        elif found and found.section is not divided[-1].section:
            around = divided[-1]
            divided.append(Part(found.section, Certainty.LIKELY, Shape.COMMENT, [paragraph.text]))
            divided.append(replace(around, lines=[]))
        else:
            divided[-1].lines.append(paragraph.text)
    return divided


def _begun(paragraph: Paragraph, found: references.Reference | None) -> Part:
    if found is not None:
        certainty = Certainty.SURE if found.is_heading else Certainty.LIKELY
        lines = [] if found.is_bare else [paragraph.text]
        return Part(found.section, certainty, Shape.COMMENT, lines, paragraph.text)
    if _GENERAL.match(paragraph.text):
        return Part(None, Certainty.SURE, Shape.STATEMENT, [paragraph.text], paragraph.text)
    return Part(None, Certainty.UNPLACED, Shape.COMMENT, [paragraph.text], paragraph.text)


def _finds(divided: Iterable[Part]) -> Iterator[Find]:
    for part in divided:
        said = "\n\n".join(part.lines)
        if said:
            yield Find(
                part.shape,
                part.certainty,
                part.section.key if part.section else None,
                text=said,
            )


def looks_like_heading(line: str) -> bool:
    """Say whether a line is short, is no row of a table, and does not end as a sentence does."""
    if len(line) > _LONGEST_HEADING or "\t" in line:
        return False
    return not line.endswith((".", ":", ";", ",", "!", "?"))
