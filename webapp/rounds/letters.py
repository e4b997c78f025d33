"""A cover letter as readers see it: a block's small CommonMark, and headings.

Pure: text in, text out.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from webapp.drafts import blocks

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
"""An ATX heading (CommonMark 0.31, 4.2)."""

DEEPEST = 6


def html(letter: str, *, top: int = 2) -> str:
    """The letter as sanitised HTML, its highest headings being of the level `top`."""
    lines = blocks.clean(letter).split("\n")
    highest = min((len(found[1]) for found in map(_HEADING.fullmatch, lines) if found), default=1)
    parts = groupby(lines, key=lambda line: _HEADING.fullmatch(line) is not None)
    return "\n".join(
        _headings(part, top - highest) if are_headings else blocks.render("\n".join(part)).strip()
        for are_headings, part in parts
    ).strip()


def plain(letter: str) -> str:
    """The letter as plain text that keeps its structure, for the text part of an e-mail."""
    lines = blocks.clean(letter).split("\n")
    return "\n".join(found[2] if (found := _HEADING.fullmatch(line)) else line for line in lines)


def _headings(lines: Iterable[str], deeper: int) -> str:
    found = filter(None, map(_HEADING.fullmatch, lines))
    return "\n".join(_heading(len(each[1]) + deeper, each[2]) for each in found if each[2])


def _heading(level: int, words: str) -> str:
    level = min(level, DEEPEST)
    inner = blocks.render(blocks.escape_line_starts(words)).strip()
    return f"<h{level}>{inner.removeprefix('<p>').removesuffix('</p>')}</h{level}>"
