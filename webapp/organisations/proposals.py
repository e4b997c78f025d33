"""What is proposed for each sound row of a list: a new body, one in the register, or a merger.

Pure: bodies are looked at, and never fetched or changed.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from webapp.organisations.addresslist import Doublet, DoubletReason, Field, Known, Row, doublets
from webapp.organisations.models import RowChoice

CERTAIN = 0.9
"""From this confidence on, a doublet is proposed as settled; below it, a person decides.

The same name is enough, and so is a name that differs in dots or form with the same address; an
address or a number alone is not, for units of one body share them.
"""


@dataclass(frozen=True)
class Proposal:
    """What to do with one row, the body or the line that it resembles, and in what."""

    choice: RowChoice = RowChoice.CREATE
    key: str | None = None
    line: int | None = None
    reasons: tuple[DoubletReason, ...] = ()


def propose(rows: Sequence[Row], existing: Sequence[Known]) -> Mapping[int, Proposal]:
    """A proposal for each row, by line. A merger is always with a line that is not merged itself.

    `existing` are the bodies in the register.
    """
    alike: dict[int, list[Doublet]] = defaultdict(list)
    for each in doublets(rows, existing):
        alike[each.line].append(each)
    made: dict[int, Proposal] = {}
    for row in rows:
        made[row.line] = _rooted(proposal_of(alike[row.line]), made)
    return made


def propose_again(rows: Sequence[Row], grown: Sequence[Known]) -> Mapping[int, Proposal]:
    """A new proposal, by line, for each of the rows that resembles a body which has come since."""
    alike: dict[int, list[Doublet]] = defaultdict(list)
    for each in doublets(rows, grown):
        if each.with_key is not None:
            alike[each.line].append(each)
    return {line: proposal_of(found) for line, found in alike.items()}


def resembling(one: Known, existing: Sequence[Known]) -> uuid.UUID | None:
    """Which body in the register `one` certainly seems to be, or None."""
    made = proposal_of(doublets((_row_of(1, one),), existing))
    return uuid.UUID(made.key) if made.choice is RowChoice.USE_EXISTING and made.key else None


def pairs(existing: Sequence[Known]) -> list[tuple[uuid.UUID, uuid.UUID, Doublet]]:
    """Bodies of the register that seem to be one, each with an earlier one; the surest first."""
    rows = tuple(_row_of(line, one) for line, one in enumerate(existing))
    found = [
        (existing[each.with_line], existing[each.line], each)
        for each in doublets(rows)
        if each.with_line is not None
    ]
    found.sort(key=lambda pair: -pair[2].confidence)
    return [(uuid.UUID(one.key), uuid.UUID(other.key), each) for one, other, each in found]


def propose_one(row: Row, *, existing: Sequence[Known], lines: Sequence[Known]) -> Proposal:
    """A proposal for one row, against the register and the other lines, whose keys are numbers."""
    by_line = (
        replace(each, with_line=int(each.with_key or 0), with_key=None)
        for each in doublets((row,), lines)
    )
    return proposal_of([*doublets((row,), existing), *by_line])


def proposal_of(alike: Iterable[Doublet]) -> Proposal:
    """The proposal for a row that is `alike` to these; a body in the register comes first."""
    surest = sorted(alike, key=lambda each: -each.confidence)
    certain = [each for each in surest if each.confidence >= CERTAIN]
    known = next((each for each in certain if each.with_key), None)
    if known:
        return Proposal(RowChoice.USE_EXISTING, key=known.with_key, reasons=known.reasons)
    if certain:
        return Proposal(RowChoice.MERGE, line=certain[0].with_line, reasons=certain[0].reasons)
    if not surest:
        return Proposal()
    return Proposal(
        RowChoice.UNDECIDED,
        key=next((each.with_key for each in surest if each.with_key), None),
        line=next((each.with_line for each in surest if each.with_line), None),
        reasons=surest[0].reasons,
    )


def _row_of(line: int, one: Known) -> Row:
    said = {Field.NAME: one.name, Field.NUMBER: one.number, Field.ADDRESS: one.address}
    return Row(line=line, cells=dict.fromkeys(Field, "") | said, extra={}, raw=())


def _rooted(proposal: Proposal, made: Mapping[int, Proposal]) -> Proposal:
    """The proposal, but with the line that its line is merged with, where it is."""
    target = made.get(proposal.line or 0)
    if target and target.choice is RowChoice.MERGE:
        return replace(proposal, line=target.line)
    return proposal
