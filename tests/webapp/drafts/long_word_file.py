"""A Word file of any number of pages, with what a real one holds beside its text."""

import random
import re
from pathlib import Path

from tests.webapp.drafts.word_files import cell, docx, item, p, picture, png, r, root, table

STRATEGY = Path(__file__).parents[3] / "demo" / "strategy.sv.md"
WORDS_A_PAGE = 400
_LEVELS = ("Rubrik1", "Rubrik2", "Rubrik3", "Rubrik3", "Rubrik2")
_LINKS = {
    "f": ("footnotes", "footnotes.xml"),
    "c": ("comments", "comments.xml"),
    "i": ("image", "media/1.png"),
}


def long_word_file(pages: int = 150) -> bytes:
    """The file: on each page a heading, text, a note and a table; here and there the rest."""
    chance = random.Random(7)  # noqa: S311 the same file each time, no secret
    words = re.findall(r"\w+", STRATEGY.read_text())
    body = [part for number in range(1, pages + 1) for part in _page(number, chance, words)]
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(_said(chance, words, 15))}</w:footnote>'
        for number in range(1, pages + 1)
    )
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="Åsa Öberg" w:date="2026-03-02T09:30:00Z">'
        f"{p(f'Fråga {number}?')}</w:comment>"
        for number in range(5, pages + 1, 5)
    )
    more = {
        "word/footnotes.xml": root("footnotes", notes),
        "word/comments.xml": root("comments", comments),
        "word/media/1.png": png(),
    }
    return docx(*body, more=more, links=_LINKS)


def _page(number: int, chance: random.Random, words: list[str]) -> list[str]:
    note = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
    texts = [_said(chance, words, 100) for _ in range(3)]
    title = f"{_said(chance, words, 3)} {number}"
    parts = [p(title, style=_LEVELS[number % len(_LEVELS)])]
    parts += [p(texts[0], note), p(texts[1], r("fet text", "<w:b/>")), p(texts[2])]
    parts += [item(_said(chance, words, 8), 1, depth) for depth in (0, 1, 0)]
    wide = cell(p(_said(chance, words, 4)), '<w:gridSpan w:val="2"/>')
    row = [_said(chance, words, 4) for _ in range(3)]
    parts.append(table(["A", "B", "C"], row, [wide, row[0]]))
    if number % 3 == 0:
        parts.append(p(picture("i", alt=f"Bild {number}")))
    if number % 5 == 0:
        start = f'<w:commentRangeStart w:id="{number}"/>'
        end = f'<w:commentRangeEnd w:id="{number}"/>'
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        parts.append(p(start, _said(chance, words, 20), end, reference))
    return parts


def _said(chance: random.Random, words: list[str], count: int) -> str:
    return " ".join(chance.choices(words, k=count)).capitalize() + ("." if count > 4 else "")
