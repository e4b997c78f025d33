"""What became of words quoted from a block, where the block's own text changed. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from webapp.drafts import passages
from webapp.drafts.passages import Certainty, Passage
from webapp.drafts.tracing import Doubt, Spot, Trace, Tracer, even

_SENTENCE_END: Final = re.compile(r"[.!?]\W*\s")
_CLOSING: Final = ".!?”»)"
_NEAR: Final = 12
"""Characters beside words that stood several times which tell the one from the other."""
_TELLING: Final = 5
"""Words that a passage must have to be looked for without the block that it stood in."""


def still_says(was: Spot, now: Spot, quote: str, passage: Passage | None = None) -> bool:
    """Say whether the sentences that the quoted words are in stand as they were.

    Only where words of the block were quoted, and not all of it.
    """
    quoted, text = words(quote), was.text.text
    start = _start(text, quoted, passage)
    if not quoted or quoted == text or start < 0 or was.picture:
        return False
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    first = max(end for end in ends if end <= start)
    last = min(end for end in ends if end >= start + len(quoted))
    reach = text[first:last].strip()
    if passage and _is_another(text, now.text.text, passages.of(text, first, last)):
        return False
    before, found, after = now.text.text.partition(reach)
    starts = not before or before.rstrip()[-1:] in _CLOSING
    return bool(found) and starts and (not after or reach[-1:] in _CLOSING)


def _is_another(text: str, now: str, reach: Passage | None) -> bool:
    """Say whether words that stood several times, and now fewer, are those that are not left."""
    if reach is None or text.count(reach.exact) <= now.count(reach.exact):
        return False
    found = passages.find(now, reach)
    there = passages.of(now, found.start, found.end) if found else None
    return there is None or (
        there.prefix[-_NEAR:] != reach.prefix[-_NEAR:]
        or there.suffix[:_NEAR] != reach.suffix[:_NEAR]
    )


def narrowed(trace: Trace, passage: Passage, tracer: Tracer) -> Trace:
    """Where the passage itself stands, of all places that its block's text went to.

    A passage whose block is gone is looked for by its own words, if they stood in one place alone
    and do so now; a person should look at that.
    """
    holder = _holder(trace.spots, passage)
    if holder:
        return replace(trace, spots=(holder,)) if len(trace.spots) > 1 else trace
    if trace.spots or len(passage.exact.split()) < _TELLING:
        return trace
    stood, stands = (_saying(side.values(), passage) for side in (tracer.before, tracer.after))
    return Trace((stands[0],), Doubt.FAINT) if len(stood) == len(stands) == 1 else trace


def words(text: str) -> str:
    """The text as it is compared: without what a reader does not see, one space for several."""
    return " ".join(even(text).split())


def _start(text: str, quoted: str, passage: Passage | None) -> int:
    """Where the quoted words stand; of several places, the one that the passage tells of."""
    if passage is None or not quoted:
        return text.find(quoted)
    looked_for = Passage(
        quoted, passage.start, passage.end, words(passage.prefix), words(passage.suffix)
    )
    found = passages.find(text, looked_for)
    return found.start if found and found.certainty >= Certainty.SAME_WORDS else -1


def _holder(spots: Iterable[Spot], passage: Passage) -> Spot | None:
    """The spot in which the very words of the passage stand, if there is one."""
    return next(iter(_saying(spots, passage)), None)


def _saying(spots: Iterable[Spot], passage: Passage) -> list[Spot]:
    said = words(passage.exact)
    return [spot for spot in spots if said in spot.text.text]
