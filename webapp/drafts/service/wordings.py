"""Writing one block of the version at hand, without anything else in its section being touched."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.core.database import Localised
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks
from webapp.drafts.models import Document, RevisionCause
from webapp.drafts.saving import Content
from webapp.drafts.service.sections import write_blocks
from webapp.drafts.weaving import Former, Woven


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is written: a section, and a block in it that is changed or followed.

    Without a block it is first in the section.
    """

    section_key: uuid.UUID
    block_key: uuid.UUID | None
    language: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a block said by language before and after. Empty: it was not there, or is gone.

    `after_key`: the block that it stands, or stood, behind; None where it is first.
    """

    key: uuid.UUID
    after_key: uuid.UUID | None
    before: Localised
    after: Localised


_Row = Callable[[Sequence[Former]], list[Woven]]
"""What makes the new blocks of the ones that stand in a section."""


def put_wording(
    document: Document, spot: Spot, text: str, *, seen: str, actor: User
) -> Sequence[Written]:
    """Let a block say `text`; what makes further blocks follows it. Without a text it goes.

    Raises:
        ConflictError: it no longer says what was `seen`.
        DomainError: the text has a figure that cannot be shown.
    """
    return _written(document, spot, lambda row: _with_text(row, spot, text, seen), actor=actor)


def put_after(
    document: Document, spot: Spot, texts: Sequence[str], *, actor: User
) -> Sequence[Written]:
    """Put new blocks after the one of the spot.

    Raises:
        ConflictError: it is gone.
    """
    new = [_woven(text, spot.language) for text in texts]

    def row(now: Sequence[Former]) -> list[Woven]:
        kept = [_kept(each) for each in now]
        place = _place(now, spot.block_key) + 1 if spot.block_key else 0
        return [*kept[:place], *new, *kept[place:]]

    return _written(document, spot, row, actor=actor)


def put_back(document: Document, section_key: uuid.UUID, written: Written, *, actor: User) -> None:
    """Let a block say again what it said before.

    Raises:
        ConflictError: somebody has changed it since.
    """

    def row(now: Sequence[Former]) -> list[Woven]:
        standing = {each.key: each for each in now}
        says = standing[written.key].texts if written.key in standing else {}
        if dict(says) != dict(written.after):
            raise _changed()
        return _without_change(now, written)

    spot = Spot(section_key, written.key, "")
    _written(document, spot, row, actor=actor)


def _written(document: Document, spot: Spot, row: _Row, *, actor: User) -> Sequence[Written]:
    before: dict[uuid.UUID, Localised] = {}
    order: list[uuid.UUID] = []

    def made(now: Content) -> list[Woven]:
        before.update({each.key: dict(each.texts) for each in now.blocks})
        order.extend(before)
        return row(now.blocks)

    cause = RevisionCause.ANSWERED
    section = write_blocks(document, spot.section_key, made, cause=cause, actor=actor)
    after = {block.key: dict(block.text) for block in section.blocks}
    return [
        Written(key, _behind(key, list(after) if key in after else order), was, says)
        for key in dict.fromkeys([*after, *before])
        if (was := before.get(key, {})) != (says := after.get(key, {}))
    ]


def _with_text(row: Sequence[Former], spot: Spot, text: str, seen: str) -> list[Woven]:
    place = _place(row, spot.block_key)
    former = row[place]
    if former.texts.get(spot.language, "") != seen:
        raise _changed()
    parts = blocks.split(text)
    made = [_woven(part.text, spot.language) for part in parts]
    if made:
        made[0].key = former.key
        made[0].texts = {**former.texts, **made[0].texts}
    kept = [_kept(each) for each in row]
    return [*kept[:place], *made, *kept[place + 1 :]]


def _without_change(row: Sequence[Former], written: Written) -> list[Woven]:
    kept = [_kept(each) for each in row if each.key != written.key]
    if not written.before:
        return kept
    keys = [each.key for each in row]
    place = keys.index(written.key) if written.key in keys else _after(kept, written.after_key)
    kind = blocks.split(next(iter(written.before.values())))[0].kind
    return [*kept[:place], Woven(written.key, kind, dict(written.before)), *kept[place:]]


def _after(row: Sequence[Woven], key: uuid.UUID | None) -> int:
    """The place behind a block; last where it is gone, first where there was none."""
    if key is None:
        return 0
    keys = [each.key for each in row]
    return keys.index(key) + 1 if key in keys else len(row)


def _place(row: Sequence[Former], key: uuid.UUID | None) -> int:
    keys = [each.key for each in row]
    if key not in keys:
        raise _changed()
    return keys.index(key)


def _behind(key: uuid.UUID, order: Sequence[uuid.UUID]) -> uuid.UUID | None:
    place = order.index(key)
    return order[place - 1] if place else None


def _kept(each: Former) -> Woven:
    return Woven(each.key, each.kind, dict(each.texts))


def _woven(text: str, language: str) -> Woven:
    return Woven(None, blocks.split(text)[0].kind, {language: text})


def _changed() -> ConflictError:
    return ConflictError(_l("The paragraph has been changed meanwhile. See what it says now."))
