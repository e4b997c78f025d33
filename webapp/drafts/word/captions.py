"""Which picture a caption belongs to: the one right above it, else the one right below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word import prose
from webapp.drafts.word.body import Para
from webapp.drafts.word.draft import NOTHING, Bag, Finding, WordBlock
from webapp.drafts.word.prose import Run

_OF_TABLE: Final = re.compile(r"(?:tabell|table)\b", re.IGNORECASE)


class Captions:
    """The captions of one section."""

    def __init__(self, tally: Counter[Finding]) -> None:
        self._tally = tally
        self._waiting: Para | None = None

    def below(self, block: WordBlock | None, runs: Sequence[Run]) -> WordBlock | None:
        """The block before a caption with that caption; None where it is no picture's."""
        if block is None or block.image is None or not _is_plain(runs):
            return None
        parts = blocks.figure_parts(block.text)
        if parts is None or parts.caption or _OF_TABLE.match(prose.words(runs)):
            return None
        self._tally[Finding.CAPTIONS] += 1
        image = block.image
        text = blocks.figure(
            image.key, image.alt, caption=prose.words(runs), decorative=image.decorative
        )
        return replace(block, kind=BlockKind.FIGURE, text=text)

    def wait(self, para: Para) -> None:
        """Keep a caption for a picture that may come after it."""
        self._waiting = para

    def above(self) -> tuple[str, Bag]:
        """The caption that stands right above a picture, if any, and what comes along with it."""
        para = self._waiting
        if para is None or not _is_plain(para.flow.runs):
            return "", NOTHING
        words = prose.words(para.flow.runs)
        if _OF_TABLE.match(words):
            return "", NOTHING
        self._waiting = None
        self._tally[Finding.CAPTIONS] += 1
        return words, para.flow.bag("b")

    def left(self) -> Para | None:
        """The caption that no picture came after, if any."""
        left, self._waiting = self._waiting, None
        return left


def _is_plain(runs: Sequence[Run]) -> bool:
    """Whether it can be a caption, which has no links and no notes."""
    return not any(run.href or run.note for run in runs)
