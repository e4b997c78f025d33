"""The demo's strategy, and a heavy edit of it in which each block's origin is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind, BlockText

ROOT = Path(__file__).parents[3]
HEAVY_EDIT = Path(__file__).parent / "edits" / "strategy.sv.md"


@dataclass(frozen=True)
class Truth:
    """One block of an edited section. Its numbers are of blocks of the section as it was, from 0.

    `origin`: whose key it keeps. `others`: what else was put into it, or what it was cut out of.
    """

    text: str
    origin: int | None
    others: tuple[int, ...]
    untouched: bool


@cache
def sections(language: str = "sv") -> Mapping[str, Sequence[BlockText]]:
    """The blocks of the demo's strategy, by the title of their section."""
    text = (ROOT / "demo" / f"strategy.{language}.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {title: found for title, part in pairs if (found := blocks.split(part))}


@cache
def paragraphs(language: str = "sv") -> Sequence[str]:
    """Every paragraph of the strategy that is more than a line."""
    rows = sections(language).values()
    found = [each.text for row in rows for each in row if each.kind is BlockKind.PARAGRAPH]
    return [text for text in found if len(text.split()) >= 12]


def heavy_edit() -> Mapping[str, Sequence[Truth]]:
    """The sections that were edited, with the truth of each of their blocks."""
    _, *parts = re.split(r"^# (.*)$", HEAVY_EDIT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        title: [
            _truth(each, sections()[title])
            for each in re.split(r"^@", part, flags=re.MULTILINE)[1:]
        ]
        for title, part in zip(parts[::2], parts[1::2], strict=True)
    }


def _truth(entry: str, former: Sequence[BlockText]) -> Truth:
    label, _, text = entry.partition("\n")
    numbers = [int(number) - 1 for number in re.findall(r"\d+", label)]
    cut = label.startswith("<")
    return Truth(
        text=text.strip() or former[numbers[0]].text,
        origin=None if cut or not numbers else numbers[0],
        others=tuple(numbers if cut else numbers[1:]),
        untouched=not text.strip(),
    )
