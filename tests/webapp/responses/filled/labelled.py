"""The demo's strategy as many people worked on it in Word, and what each of them meant.

`python -m tests.webapp.responses.filled.labelled` prints how much of it is read right.
"""

import random
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from tests.webapp.drafts.paper import pages
from tests.webapp.responses.filled.word_user import WordUser
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper import docx
from webapp.drafts.word import reader
from webapp.responses.filled import reading
from webapp.responses.filled.copies import Copy
from webapp.responses.filled.finds import Find, ShownBlock, ShownSection
from webapp.responses.filled.placing import flat
from webapp.responses.models.kinds import Certainty, Shape

NEW = "Vi saknar en mening om besöksnäringen och dess betydelse för inlandet."


@dataclass
class Answered:
    """A file, and what was meant by it."""

    data: bytes
    row: Sequence[ShownSection]
    comments: dict[str, uuid.UUID] = field(default_factory=dict)
    """By what the comment says the key of the paragraph that it is about."""
    wordings: dict[uuid.UUID, str] = field(default_factory=dict)
    removed: set[uuid.UUID] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    ours: Sequence[str] = (
        "Region Exempel", "Innovationsstrategi", "Utkast · 26 november 2026",
        "Det här är ett utkast.",
    )  # fmt: skip


@cache
def demo(language: str = "sv") -> tuple[list[pages.Section], bytes]:
    """The demo's strategy, and the file that whoever answers gets."""
    row, pictures = pages.demo(language)
    return row, docx.compile_document(pages.manuscript(row, language, pictures))


def shown(row: Sequence[pages.Section], language: str = "sv") -> list[ShownSection]:
    """The text as whoever answers is shown it."""
    return [
        ShownSection(
            section.key,
            section.number,
            section.title[language],
            (),
            tuple(ShownBlock(each.key, each.kind, each.text[language]) for each in section.blocks),
        )
        for section in row
    ]


def read(answered: Answered) -> list[Find]:
    """What is found in the file."""
    before = reader.read(answered.data, reject_changes=True)
    copy = Copy(answered.row, before, reader.read(answered.data), answered.ours)
    assert copy.is_one
    return reading.in_copy(copy)


class _Work:
    def __init__(self, seed: int, language: str = "sv") -> None:
        self.random = random.Random(seed)  # noqa: S311 - tests
        row, data = demo(language)
        self.language = language
        self.user = WordUser(data)
        self.made = Answered(b"", shown(row, language))
        self.free = [
            block
            for section in row
            for block in section.blocks
            if block.kind is BlockKind.PARAGRAPH and len(blocks.plain(block.text[language])) > 80
        ]
        self.random.shuffle(self.free)

    def take(self):
        """A paragraph that nothing was done to yet."""
        block = self.free.pop()
        return block, self.user.paragraph(block.key)

    def words(self, paragraph, least: int = 3) -> str:
        """Some words that stand in one run of the paragraph."""
        run = max(self.user.runs(paragraph), key=lambda each: len(each.findtext(_T) or ""))
        row = (run.findtext(_T) or "").split(" ")
        length = min(len(row), self.random.randint(least, least + 6))
        start = self.random.randint(0, len(row) - length)
        return " ".join(row[start : start + length])

    def comment(self, block, paragraph) -> None:
        """A comment on some words of the paragraph."""
        text = f"Synpunkt {len(self.made.comments) + 1}: det här behöver bli tydligare."
        self.user.comment(paragraph, self.words(paragraph), text)
        self.made.comments[text] = block.key


_T = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def _comment(work: _Work) -> None:
    work.comment(*work.take())


def _replace(work: _Work) -> None:
    block, paragraph = work.take()
    _worded(work, block, paragraph, tracked=True)


def _replace_untracked(work: _Work) -> None:
    block, paragraph = work.take()
    _worded(work, block, paragraph, tracked=False)


def _worded(work: _Work, block, paragraph, *, tracked: bool) -> None:
    text = flat(block.text[work.language])
    old = work.words(paragraph, 2)
    while text.count(old) != 1 or old != old.strip():
        old = work.words(paragraph, 3)
    if work.random.random() < 0.5:
        work.comment(block, paragraph)
        if not any((r.findtext(_T) or "").count(old) for r in work.user.runs(paragraph)):
            return
    work.user.replace(paragraph, old, "några helt andra ord", tracked=tracked)
    work.made.wordings[block.key] = text.replace(old, "några helt andra ord")


def _move(work: _Work) -> None:
    block, paragraph = work.take()
    work.comment(block, paragraph)
    work.user.move_after(paragraph, work.take()[1])


def _split(work: _Work) -> None:
    block, paragraph = work.take()
    words = work.words(paragraph)
    second = work.user.split(paragraph, words)
    work.comment(block, second)


def _join(work: _Work) -> None:
    block, paragraph = work.take()
    beside = paragraph.getnext()
    other = next((each for each in work.free if work.user.paragraph(each.key) is beside), None)
    work.comment(block, paragraph)
    if other is not None:
        work.free.remove(other)
        work.comment(other, beside)
        work.user.join(paragraph, beside)


def _retype(work: _Work) -> None:
    block, paragraph = work.take()
    text = flat(block.text[work.language]).split(" ")
    at = work.random.randrange(len(text))
    text[at : at + 1] = ["omskrivet", "här"]
    work.user.retype(paragraph, " ".join(text))
    work.comment(block, paragraph)
    work.made.wordings[block.key] = " ".join(text)


def _delete(work: _Work) -> None:
    block, paragraph = work.take()
    if work.random.random() < 0.5:
        work.comment(block, paragraph)
    work.user.delete(paragraph)
    work.made.removed.add(block.key)


def _insert(work: _Work) -> None:
    _block, paragraph = work.take()
    text = f"{NEW} ({len(work.made.added)})"
    work.user.insert_after(paragraph, text, tracked=work.random.random() < 0.7)
    work.made.added.add(text)


ACTS: Sequence[Callable[[_Work], None]] = (
    _comment, _comment, _comment, _replace, _replace_untracked, _move, _split, _join, _retype,
    _delete, _insert,
)  # fmt: skip


def answered(
    seed: int, *, acts: int = 20, accepted: bool = False, language: str = "sv"
) -> Answered:
    """A file that so many things were done to; `accepted`: whose tracked changes are accepted."""
    work = _Work(seed, language)
    for _ in range(acts):
        if len(work.free) < 3:
            break
        work.random.choice(ACTS)(work)
    if accepted:
        work.user.accept_all()
        # Word takes a comment away with the paragraph that it stood on.
        gone = work.made.removed
        work.made.comments = {t: key for t, key in work.made.comments.items() if key not in gone}
    work.made.data = work.user.saved()
    return work.made


def judged(made: Answered, found: Sequence[Find]) -> Counter[str]:
    """How many of the things meant were found, and how sure; wrong ones by what was wrong."""
    result: Counter[str] = Counter()
    by_text = {each.text: each for each in found if each.shape is Shape.COMMENT}
    for text, key in made.comments.items():
        find = by_text.get(text)
        if find is None:
            result["comment lost"] += 1
        elif find.block_key == key:
            result["comment right"] += 1
        else:
            sure = find.certainty is Certainty.SURE
            result["comment wrong" if sure else "comment unsure"] += 1
    by_key = {each.block_key: each for each in found if each.shape is Shape.WORDING}
    for key, words in made.wordings.items():
        find = by_key.get(key)
        said = " ".join(find.proposed_wording.split()) if find else ""
        result["wording right" if said == words else "wording wrong"] += 1
    gone = {each.block_key for each in found if each.shape is Shape.REMOVED}
    for key in made.removed:
        result["removed right" if key in gone else "removed wrong"] += 1
    new = {each.proposed_wording for each in found if each.shape is Shape.ADDED}
    for words in made.added:
        result["added right" if words in new else "added wrong"] += 1
    return result


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        made = answered(
            number, accepted=number % 3 == 2, language="en" if number % 4 == 3 else "sv"
        )
        total += judged(made, read(made))
    for what, count in sorted(total.items()):
        print(f"{count:6} {what}")  # noqa: T201
