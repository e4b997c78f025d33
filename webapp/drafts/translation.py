"""How far a text is translated, and which wording of the source each translation renders. Pure.

The document's source language is written first. A translation of a block remembers the source text
that it was made from (its SHA-256), so that a later change of the source shows.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How far a section is written in one language."""

    WRITTEN = "written"
    OUTDATED = "outdated"
    """All of it, but the source has changed since."""
    PARTLY = "partly"
    MISSING = "missing"


class BlockState(StrEnum):
    """How far a block is translated."""

    DONE = "done"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many blocks a section has, and of these in each language how many are written.

    `outdated`: how many of the written ones render a source text that has changed since.
    """

    blocks: int
    written: Mapping[str, int]
    outdated: Mapping[str, int] = field(default_factory=dict)


NOTHING = Coverage(0, {})


def mark(text: str) -> str:
    """What a source text is remembered by: its SHA-256 (FIPS 180-4), in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def state(title: Mapping[str, str], covered: Coverage, tag: str) -> State:
    """How far a section with this title is written in the language `tag`."""
    written = covered.written.get(tag, 0)
    if title.get(tag) and written == covered.blocks:
        return State.OUTDATED if covered.outdated.get(tag) else State.WRITTEN
    return State.PARTLY if title.get(tag) or written else State.MISSING


def block_state(
    texts: Mapping[str, str], based_on: Mapping[str, str], *, source: str, tag: str
) -> BlockState:
    """How far a block is translated from the language `source` into `tag`."""
    if not texts.get(tag):
        return BlockState.MISSING
    original = texts.get(source)
    is_outdated = bool(original) and based_on.get(tag) != mark(original or "")
    return BlockState.OUTDATED if is_outdated else BlockState.DONE


def based_on(
    former: Mapping[str, str],
    remembered: Mapping[str, str],
    new: Mapping[str, str],
    *,
    source: str,
) -> dict[str, str]:
    """What each translation in `new` renders, given the block's former texts and memory.

    A translation that is new or was changed renders the source as it is now. One that was left
    alone renders what it did; if it stood there before there was a source, it goes with the first.
    """
    original = new.get(source)
    if not original:
        return {tag: each for tag, each in remembered.items() if new.get(tag)}
    found: dict[str, str] = {}
    for tag, text in new.items():
        if tag == source or not text:
            continue
        is_left = former.get(tag) == text and tag in remembered and bool(former.get(source))
        found[tag] = remembered[tag] if is_left else mark(original)
    return found
