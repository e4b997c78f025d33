"""How well keys and comments survive: `python -m tests.webapp.drafts.figures` prints it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.webapp.drafts.labelled import Verdict, by_hand, scripted
from tests.webapp.drafts.strategy import Truth, heavy_edit, sections
from webapp.drafts import blocks


@dataclass(frozen=True)
class Keys:
    """What became of the keys of the blocks of an edited text.

    `right`: those with the key that they should have, or none where they are new. `wrong`: those
    with another block's key. `lost`: those that should have a key and are taken for new.
    """

    blocks: int
    right: int
    wrong: int
    lost: int


@dataclass(frozen=True)
class Comments:
    """How many comments were followed right to a later version.

    `doubtful`: those of which a person is told that it is uncertain, right or wrong.
    """

    cases: int
    right: int
    silently_wrong: int
    doubtful: int


HELD_OUT = 100
"""From this seed on, rounds that nothing was tuned on."""


def comments(verdicts: Iterable[Verdict]) -> Comments:
    """The figures over verdicts on labelled cases."""
    found = list(verdicts)
    return Comments(
        cases=len(found),
        right=sum(verdict.right for verdict in found),
        silently_wrong=sum(verdict.silently_wrong for verdict in found),
        doubtful=sum(verdict.said.doubt is not None for verdict in found),
    )


def keys_over_the_heavy_edit(*, whole: bool) -> Keys:
    """The figures over the labelled edit: section by section, or all of the text as one."""
    rows = [
        ([block.text for block in former], _truths(title, former))
        for title, former in sections().items()
        if whole or title in heavy_edit()
    ]
    pairs: list[tuple[int | None, int | None]] = []
    if whole:
        rows = [_joined(rows)]
    for before, truths in rows:
        found = blocks.match(list(enumerate(before)), [truth.text for truth in truths])
        pairs += [(truth.origin, key) for truth, key in zip(truths, found, strict=True)]
    return Keys(
        blocks=len(pairs),
        right=sum(origin == key for origin, key in pairs),
        wrong=sum(key is not None and origin != key for origin, key in pairs),
        lost=sum(key is None and origin is not None for origin, key in pairs),
    )


def _truths(title: str, former: Sequence[blocks.BlockText]) -> Sequence[Truth]:
    return heavy_edit().get(title) or [
        Truth(block.text, place, (), untouched=True) for place, block in enumerate(former)
    ]


def _joined(
    rows: Sequence[tuple[list[str], Sequence[Truth]]],
) -> tuple[list[str], Sequence[Truth]]:
    before: list[str] = []
    truths: list[Truth] = []
    for texts, parts in rows:
        shift = len(before)
        before += texts
        truths += [
            Truth(
                part.text,
                None if part.origin is None else part.origin + shift,
                tuple(other + shift for other in part.others),
                part.untouched,
            )
            for part in parts
        ]
    return before, truths


def main() -> None:
    """Print the figures."""
    for name, verdicts in (
        ("by hand", by_hand()),
        ("by script", scripted()),
        ("by script, held out", scripted(HELD_OUT, 40)),
    ):
        print(f"Comments over edits {name}: {comments(verdicts)}")  # noqa: T201 what it is for
    for name, whole in (("section by section", False), ("all of the text as one", True)):
        print(f"Keys over the heavy edit, {name}: {keys_over_the_heavy_edit(whole=whole)}")  # noqa: T201 what it is for


if __name__ == "__main__":
    main()
