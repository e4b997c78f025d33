"""Which rows of a list are probably one body, with each other or with a body in the register.

These are proposals: a person decides. Candidates are found by shared keys, never all against all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import prod

from webapp.organisations import addresses, names, numbers
from webapp.organisations.rows import Row


class DoubletReason(StrEnum):
    """In what two bodies are alike."""

    SAME_NUMBER = "same_number"
    SAME_NAME = "same_name"
    NAME_DIFFERS_IN_DOTS = "name_differs_in_dots"
    NAME_DIFFERS_IN_FORM = "name_differs_in_form"
    NAME_DIFFERS_IN_DOTS_AND_FORM = "name_differs_in_dots_and_form"
    SAME_ADDRESS = "same_address"


# A number or a mailbox may be shared by the units of one body, so neither alone is certain.
_CONFIDENCE = {
    DoubletReason.SAME_NUMBER: 0.8,
    DoubletReason.SAME_NAME: 0.95,
    DoubletReason.NAME_DIFFERS_IN_DOTS: 0.85,
    DoubletReason.NAME_DIFFERS_IN_FORM: 0.85,
    DoubletReason.NAME_DIFFERS_IN_DOTS_AND_FORM: 0.7,
    DoubletReason.SAME_ADDRESS: 0.5,
}
_OTHER_NUMBER = 0.3
"""Left of the confidence when both have a number and the numbers differ."""


@dataclass(frozen=True)
class Known:
    """A body already in the register; `key` is whatever the caller knows it by."""

    key: str
    name: str
    number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Doublet:
    """A proposal to merge the row at `line` with an earlier row, or else with a known body."""

    line: int
    with_line: int | None
    with_key: str | None
    reasons: tuple[DoubletReason, ...]
    confidence: float
    """From 0 to 1, two decimals."""


@dataclass(frozen=True)
class _Body:
    line: int | None
    key: str | None
    name: names.NameKey
    number: str
    address: str

    def blocks(self) -> Iterator[tuple[str, str]]:
        """The keys that this body may share with its doublets."""
        # The variant is kept beside the block, in which a distinct body may have come first.
        keys = {
            "name": self.name.block,
            "variant": self.name.variant,
            "number": self.number,
            "address": self.address,
        }
        return ((kind, key) for kind, key in keys.items() if key)


@dataclass
class _Seen:
    """The first body met with each key; one is enough, for all others are proposed to join it."""

    first: dict[tuple[str, str], _Body] = field(default_factory=dict)

    def like(self, body: _Body) -> list[_Body]:
        found = (self.first.get(block) for block in body.blocks())
        return list(dict.fromkeys(each for each in found if each is not None))

    def add(self, body: _Body) -> None:
        for block in body.blocks():
            self.first.setdefault(block, body)


def doublets(rows: Sequence[Row], existing: Sequence[Known] = ()) -> tuple[Doublet, ...]:
    """Propose mergers by line, the surest first; time and memory grow in step with the input."""
    register, earlier = _Seen(), _Seen()
    for known in existing:
        register.add(_of_known(known))
    found: list[Doublet] = []
    for row in rows:
        body = _of_row(row)
        matches = [*register.like(body), *earlier.like(body)]
        proposals = (proposal for match in matches for proposal in _proposal(body, match))
        found += sorted(proposals, key=lambda proposal: -proposal.confidence)
        earlier.add(body)
    return tuple(found)


def _of_row(row: Row) -> _Body:
    return _body(row.name, row.number, row.address, line=row.line)


def _of_known(known: Known) -> _Body:
    return _body(known.name, known.number, known.address, key=known.key)


def _body(
    name: str, number: str, address: str, *, line: int | None = None, key: str | None = None
) -> _Body:
    return _Body(
        line=line,
        key=key,
        name=names.name_key(name),
        number=numbers.normalised(number) if numbers.is_valid(number) else "",
        address=addresses.key(address),
    )


def _proposal(body: _Body, match: _Body) -> Iterator[Doublet]:
    reasons = tuple(_reasons(body, match))
    contradicted = body.number != match.number and "" not in (body.number, match.number)
    doubt = prod(1 - _CONFIDENCE[reason] for reason in reasons)
    # Mailbox alone, or a name that is only similar, is no ground against two different numbers.
    if reasons and not (contradicted and DoubletReason.SAME_NAME not in reasons):
        yield Doublet(
            line=body.line or 0,
            with_line=match.line,
            with_key=match.key,
            reasons=reasons,
            confidence=round((1 - doubt) * (_OTHER_NUMBER if contradicted else 1), 2),
        )


def _reasons(one: _Body, other: _Body) -> Iterator[DoubletReason]:
    if one.number and one.number == other.number:
        yield DoubletReason.SAME_NUMBER
    alike = names.likeness(one.name, other.name)
    if alike:
        yield _name_reason(alike)
    if one.address and one.address == other.address:
        yield DoubletReason.SAME_ADDRESS


def _name_reason(alike: names.Likeness) -> DoubletReason:
    return {
        (False, False): DoubletReason.SAME_NAME,
        (True, False): DoubletReason.NAME_DIFFERS_IN_DOTS,
        (False, True): DoubletReason.NAME_DIFFERS_IN_FORM,
        (True, True): DoubletReason.NAME_DIFFERS_IN_DOTS_AND_FORM,
    }[alike.in_dots, alike.in_form]
