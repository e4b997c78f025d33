"""A Word file of any length, as an authority may have written it, of the demo's strategy's words.

Three hundred sections are some 60,000 words, which set in Word are about 150 pages.
"""

import random
import re
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Word

STRATEGY = Path(__file__).parents[2] / "demo" / "strategy.sv.md"
WORDS_EACH = 200
"""How many words a section has, about: two paragraphs, and by turns a list or a table."""
_LEVELS = (1, 2, 3, 3, 2, 3, 3, 3, 2, 2)


def manuscript(sections: int) -> bytes:
    """A Word file with so many sections."""
    chance = random.Random(11)  # noqa: S311 - the same words in each run, no secret
    made = docx.Document()
    for number in range(sections):
        level = _LEVELS[number % len(_LEVELS)]
        made.add_heading(" ".join(chance.choices(_words(), k=4)).capitalize(), level)
        for words in _paragraphs(chance, number):
            made.add_paragraph(words)
        if number % 5 == 2:
            _table(made, chance)
        elif number % 5 == 4:
            for _ in range(4):
                made.add_paragraph(chance.choice(_sentences()), style="List Bullet")
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def edited(text: str, number: int) -> str:
    """The Markdown of a section as it may read after a round: a sentence more, a word less."""
    words = text.split(" ")
    place = len(words) // 2
    return " ".join([*words[:place], "dessutom", *words[place + 1 :], _sentences()[number % 40]])


def _paragraphs(chance: random.Random, number: int) -> list[str]:
    wanted = WORDS_EACH - (60 if number % 5 in {2, 4} else 0)
    found: list[str] = []
    while sum(len(each.split()) for each in found) < wanted:
        found.append(" ".join(chance.choices(_sentences(), k=4)))
    return found


def _table(made: Word, chance: random.Random) -> None:
    table = made.add_table(rows=6, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = " ".join(chance.choices(_words(), k=3))


@cache
def _sentences() -> list[str]:
    text = re.sub(r"^(#|\||-|!|>|\d).*$", "", STRATEGY.read_text("utf-8"), flags=re.MULTILINE)
    found = re.split(r"(?<=[.!?])\s+", re.sub(r"[*\[\]\\_^`]|\(.*?\)", "", text))
    return [each.replace("\n", " ").strip() for each in found if len(each.split()) > 5]


@cache
def _words() -> list[str]:
    return [each for each in re.findall(r"\w{4,}", " ".join(_sentences())) if each.islower()]
