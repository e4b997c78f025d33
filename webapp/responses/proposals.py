"""What a comment would change in the text, as a reader sees it: word by word. Pure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol

from rapidfuzz import fuzz

from webapp.drafts import passages, wording
from webapp.drafts.wording import Fate, Piece

_SHORT: Final = 3_000
"""Characters of a text that is compared by word as it is; a longer one sentence by sentence."""

_ALIKE: Final = 40.0
"""Below this a wording takes the place of another one, and nothing is gained by comparing them."""


class AProposal(Protocol):
    """What a comment, or what staff took out of a letter, says of another wording."""

    @property
    def quote(self) -> str:
        """The words that it is on."""

    @property
    def proposed_wording(self) -> str:
        """The words that it would have."""


class AStand(AProposal, Protocol):
    """What a comment says of a section as a whole."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def position(self) -> str | None:
        """Where its sender stands."""


def pieces(remark: AProposal) -> Sequence[Piece]:
    """What the proposal takes away and puts in, in order; nothing where nothing is proposed.

    It is read against the words that it is on; a wording that is on none stands by itself.
    """
    change = getattr(remark, "change", None)
    if change == "remove":
        return (Piece(Fate.GONE, remark.quote),) if remark.quote else ()
    if not remark.proposed_wording:
        return ()
    if change == "add" or not remark.quote:
        return (Piece(Fate.NEW, remark.proposed_wording),)
    return between(remark.quote, remark.proposed_wording)


def changes_words(remark: AProposal) -> bool:
    """Say whether the words that a comment is on are read in its proposal, too."""
    return bool(remark.quote) and getattr(remark, "change", None) in {"replace", "remove"}


def is_bare(remark: AStand) -> bool:
    """Say whether a comment is a position on a section and nothing more."""
    says = remark.text or remark.proposed_wording or getattr(remark, "change", None)
    return bool(remark.position) and not says


def in_line(found: Sequence[Piece], gone: str, new: str) -> str:
    """The pieces as one text without colours: `gone` and `new` are what brackets them, with %s."""
    forms = {Fate.GONE: gone, Fate.NEW: new, Fate.SAME: "%s"}
    return "".join(forms[piece.fate] % piece.text for piece in found)


@lru_cache(maxsize=1024)
def between(old: str, new: str) -> tuple[Piece, ...]:
    """What differs between two wordings, word by word; long ones sentence by sentence first."""
    if len(old) <= _SHORT and len(new) <= _SHORT:
        return tuple(_by_word(old, new))
    return tuple(_joined(_by_sentence(_sentences(old), _sentences(new))))


def _by_word(old: str, new: str) -> Sequence[Piece]:
    long = len(old) > _SHORT or len(new) > _SHORT
    if long or fuzz.ratio(old, new) < _ALIKE:
        return [Piece(fate, text) for fate, text in ((Fate.GONE, old), (Fate.NEW, new)) if text]
    return wording.words(old, new)


def _by_sentence(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            yield Piece(Fate.SAME, was)
        else:
            yield from _by_word(was, now)


def _sentences(text: str) -> list[str]:
    """The text cut before each sentence, with nothing left out."""
    starts = [0, *(each.start for each in passages.sentences(text)[1:]), len(text)]
    return [text[a:b] for a, b in pairwise(starts)]


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, those of one fate that follow each other as one."""
    last: Piece | None = None
    for piece in found:
        if last is not None and last.fate is piece.fate:
            last = Piece(last.fate, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
