"""What a comment would change in the text, as a reader sees it: word by word. Pure."""

from collections.abc import Sequence
from typing import Protocol

from webapp.drafts import wording
from webapp.drafts.wording import Fate, Piece


class AProposal(Protocol):
    """What a comment, or what staff took out of a letter, says of another wording."""

    quote: str
    proposed_wording: str


def pieces(remark: AProposal) -> Sequence[Piece]:
    """What the proposal takes away and puts in, in order; nothing where nothing is proposed.

    It is read against the words that it is on; a wording that is on none stands by itself.
    """
    change = getattr(remark, "change", None)
    if change == "remove":
        return [Piece(Fate.GONE, remark.quote)] if remark.quote else []
    if not remark.proposed_wording:
        return []
    if change == "add" or not remark.quote:
        return [Piece(Fate.NEW, remark.proposed_wording)]
    return wording.words(remark.quote, remark.proposed_wording)


def changes_words(remark: AProposal) -> bool:
    """Say whether the words that a comment is on are read in its proposal, too."""
    return bool(remark.quote) and getattr(remark, "change", None) in {"replace", "remove"}
