"""What differs between the runs of two paragraphs, by word; another form counts as well. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from webapp.drafts import wording
from webapp.drafts.paper.content import Run
from webapp.drafts.paper.marks import Pieces, whole_runs
from webapp.drafts.wording import Fate

Letter = tuple[str, Run]
"""A character, or the sign of a note, and a run without text in its form."""

_SIGNS: Final = 0xF0000
"""Where the characters begin that nobody writes; they stand for notes."""


def compared(old: tuple[Run, ...], new: tuple[Run, ...]) -> Pieces:
    """The runs in order. Those that are not new make up `old`, those that are not gone `new`."""
    if old == new:
        return whole_runs(new, Fate.SAME)
    signs = _Signs()
    before, after = signs.letters(old), signs.letters(new)
    texts = ["".join(sign for sign, _ in letters) for letters in (before, after)]
    return tuple(_runs(_fates(wording.words(*texts), before, after)))


@dataclass
class _Signs:
    """One sign for each different note, so that a note is told apart as a word is."""

    known: dict[Run, str] = field(default_factory=dict)

    def letters(self, runs: Sequence[Run]) -> list[Letter]:
        """The runs character by character."""
        result: list[Letter] = []
        for run in runs:
            if run.note is not None:
                sign = self.known.setdefault(run, chr(_SIGNS + len(self.known)))
                result.append((sign, run))
            else:
                form = replace(run, text="")
                result += [(character, form) for character in run.text]
        return result


def _fates(
    pieces: Sequence[wording.Piece], before: Sequence[Letter], after: Sequence[Letter]
) -> Iterator[tuple[Fate, Letter]]:
    old, new = iter(before), iter(after)
    for piece in pieces:
        if piece.fate is Fate.SAME:
            same = [(next(old), next(new)) for _ in piece.text]
            yield from _same(same)
        else:
            letters = old if piece.fate is Fate.GONE else new
            yield from ((piece.fate, next(letters)) for _ in piece.text)


def _same(letters: Sequence[tuple[Letter, Letter]]) -> Iterator[tuple[Fate, Letter]]:
    """The same words; where they have another form, gone in the former and new in the later."""
    for is_same, group in groupby(letters, lambda pair: pair[0] == pair[1]):
        pairs = list(group)
        if is_same:
            yield from ((Fate.SAME, new) for _, new in pairs)
        else:
            yield from ((Fate.GONE, old) for old, _ in pairs)
            yield from ((Fate.NEW, new) for _, new in pairs)


def _runs(letters: Iterator[tuple[Fate, Letter]]) -> Iterator[tuple[Fate, Run]]:
    formed = ((fate, form, sign) for fate, (sign, form) in letters)
    for (fate, form), group in groupby(formed, itemgetter(0, 1)):
        signs = [sign for _, _, sign in group]
        if form.note is not None:
            yield from ((fate, form) for _ in signs)
        else:
            yield fate, replace(form, text="".join(signs))
