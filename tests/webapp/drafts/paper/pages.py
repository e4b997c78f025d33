"""What the tests of paper share: a text with everything in it, and the demo's texts."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from webapp.drafts import blocks, numbering
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper import docx
from webapp.drafts.paper.manuscript import Front, Manuscript, chapters, order_of_languages
from webapp.drafts.word import reader

DEMO = Path(__file__).parents[4] / "demo"
DRAFTS = {"sv": DEMO / "strategi-sv.docx", "en": DEMO / "strategy-en.docx"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

RICH = """Text med not^[En *viktig* not med [länk](https://example.org/a?b=1&c=2).] och **fet
*och kursiv* text** samt [en länk](https://example.org/sida).

Rad ett\\
rad två

1. Ett
2. Två
   - Nästlad
     1. Djupare
     2. Djupt

   Fortsatt stycke i punkten.
3. Tre

- Punkt

7. Sju
8. Åtta

| Rubrik | << | C |
|---|---|---|
| a | b^[not i tabell] | c |
| ^^ | d | e |
| f | << | g |

| Annan | tabell |
|---|---|
| x | y |

> Citat ett
>
> Citat två"""


@dataclass
class Block:
    """A block as the paper knows it."""

    kind: BlockKind
    text: dict[str, str]
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass
class Section:
    """A section as the paper knows it."""

    title: dict[str, str]
    blocks: list[Block]
    level: int = 1
    number: str = ""
    parent_key: uuid.UUID | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def section(title: str, text: str, *, level: int = 1, language: str = "sv") -> Section:
    """A section with a text in one language."""
    parts = [Block(part.kind, {language: part.text}) for part in blocks.split(text)]
    return Section({language: title}, parts, level=level)


def numbered(row: list[Section]) -> list[Section]:
    """The sections with their numbers."""
    for each, number in zip(row, numbering.numbers(s.level for s in row), strict=True):
        each.number = number
    return row


def demo(language: str) -> tuple[list[Section], dict[str, bytes]]:
    """The demo's strategy and its pictures."""
    draft = reader.read(DRAFTS[language].read_bytes())
    row = [
        Section(
            {language: each.title or "Inledning"},
            [Block(block.kind, {language: block.text}) for block in each.blocks],
            level=each.level,
        )
        for each in draft.sections
    ]
    images = [block.image for each in draft.sections for block in each.blocks if block.image]
    return numbered(row), {image.key: image.data for image in images}


def manuscript(row, language="sv", pictures=None, *, notes=("Det här är ett utkast.",)):
    """The sections as a manuscript."""
    tags = order_of_languages(language, "sv", ["sv", "en"])
    front = Front("Innovationsstrategi", "Region Exempel", "Utkast", "26 november 2026", notes)
    moment = datetime(2026, 11, 26, tzinfo=UTC)
    return Manuscript(language, front, moment, chapters(row, tags), pictures or {})


def docx_of(made: Manuscript) -> bytes:
    """The manuscript as a Word file."""
    return docx.compile_document(made)


def part(data: bytes, name: str):
    """A part of a package, parsed."""
    with ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def texts(row, language="sv") -> list[list[str]]:
    """Each section's title and the words of its blocks."""
    return [
        [each.title[language], *(blocks.plain(block.text[language]) for block in each.blocks)]
        for each in row
    ]
