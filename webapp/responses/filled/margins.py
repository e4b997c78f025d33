"""Comments in the margin of a file, with the answers that each got, and what it is about. Pure."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Final

from webapp.drafts.word.draft import Bag, Remark, RemarkKind, WordDraft
from webapp.responses.filled.copies import Copy
from webapp.responses.filled.finds import Find
from webapp.responses.filled.placing import Placing
from webapp.responses.filled.quoting import Quoted, Quotes
from webapp.responses.models.kinds import Shape

LONGEST_QUOTE: Final = 600

Standing = tuple[Remark, uuid.UUID | None, list[uuid.UUID]]
"""A comment, the section that it stands in, and the blocks that it may be about."""


def comments(copy: Copy) -> list[Find]:
    """The comments in the margin, each with the answers that it got."""
    threads = _Threads(copy)
    return [threads.find(first) for first in threads.firsts]


class _Threads:
    """Comments with their answers, and where each stands before and after the changes."""

    def __init__(self, copy: Copy) -> None:
        self._quotes = Quotes(copy.row)
        self._after = dict(_standing(copy.after, copy.placed_after))
        before = dict(_standing(copy.before, copy.placed_before))
        self._spots = self._after | {
            name: spot for name, spot in before.items() if spot[0].quote.strip()
        }
        remarks = {name: remark for name, (remark, _, _) in self._spots.items()}
        roots = {name: _root(name, remarks) for name in remarks}
        self.firsts = [remarks[name] for name in remarks if roots[name] == name]
        self._answers: dict[str, list[Remark]] = {}
        for name, root in roots.items():
            if name != root:
                self._answers.setdefault(root, []).append(remarks[name])

    def find(self, first: Remark) -> Find:
        """The comment, its answers below it, at what it is about."""
        quote = " ".join(first.quote.split())
        _, section_key, keys = self._spots[first.name]
        at = self._quotes.find(Quoted(quote, section_key, keys))
        if at.section_key is None and first.name in self._after:
            _, section_key, keys = self._after[first.name]
            at = self._quotes.find(Quoted(quote, section_key, keys))
        return Find(
            Shape.COMMENT,
            at.certainty,
            at.section_key,
            at.block_key,
            text="\n\n".join([first.text, *map(_answer, self._answers.get(first.name, ()))]),
            quote=quote[:LONGEST_QUOTE],
            author=first.author,
            moment=first.moment,
            is_resolved=first.is_resolved,
        )


def _answer(remark: Remark) -> str:
    return f"{remark.author}: {remark.text}" if remark.author else remark.text


def _root(name: str, remarks: Mapping[str, Remark]) -> str:
    seen = {name}
    while (above := remarks[name].reply_to) in remarks and above not in seen:
        seen.add(above)
        name = above
    return name


def _standing(draft: WordDraft, placing: Placing) -> Iterator[tuple[str, Standing]]:
    for each in draft.front:
        for remark in _comments(each.bag):
            yield remark.name, (remark, None, [])
    before: list[uuid.UUID] = []
    for number, section in enumerate(draft.sections):
        key = placing.sections.get(number)
        for remark in _comments(section.bag):
            yield remark.name, (remark, key, [])
        for index, block in enumerate(section.blocks):
            keys = placing.keys.get((number, index), [])
            for remark in _comments(block.bag):
                yield remark.name, (remark, key, [*keys, *before])
            before = keys or before
    for remark in draft.remarks:
        if remark.kind is RemarkKind.COMMENT:
            yield remark.name, (remark, None, [])


def _comments(bag: Bag) -> list[Remark]:
    return [each for each in bag.remarks if each.kind is RemarkKind.COMMENT]
