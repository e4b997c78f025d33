"""Putting what a page saves together with what others have saved since it was opened."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock
from webapp.core.database import session
from webapp.responses import policy, twowriters
from webapp.responses.models import Deed, OwnSave, OwnSpace
from webapp.responses.service import past
from webapp.responses.twowriters import Merged

KEPT_FOR: Final = timedelta(days=8)
"""A browser keeps words that it could not send for a week, and then asks by their key."""

_NOTE: Final = insert(OwnSave).on_conflict_do_nothing().returning(OwnSave.key)


@dataclass(frozen=True, slots=True)
class Began:
    """What a page began from: what its fields held when it was opened, or last saved.

    A page that saves by itself gives each saving a key. `unsure` is one whose answer never came,
    with what it held: it may have arrived.
    """

    values: Any
    key: uuid.UUID | None = None
    unsure: tuple[uuid.UUID, Any] | None = None


def hold(space: OwnSpace, *columns: str) -> None:
    """Let nobody else write in the space until this is kept; `columns` are as they stand now.

    Raises:
        ConflictError: nothing may be changed in it at this time.
    """
    if not space.is_held:
        session.refresh(
            space, ["revision", "released_at", *columns], with_for_update={"key_share": True}
        )
    policy.check_writable(space.round, clock.now())
    policy.check_may_write(space)


def base(space: OwnSpace, typed: Any, began: Began | None) -> Any:
    """What the page's changes are read against; None: against whatever stands there.

    The key of the saving is noted with it, so that the same words sent again are the same.
    """
    if began is None:
        return None
    if began.key is not None and not _note(space, began.key):
        return typed
    if began.unsure is not None and session.get(OwnSave, began.unsure[0]) is not None:
        return began.unsure[1]
    return began.values


def meet(
    space: OwnSpace,
    sides: tuple[Mapping[str, Any] | None, Mapping[str, Any], Mapping[str, Any]],
    texts: Collection[str],
) -> Merged:
    """The fields of a row after a saving. `sides`: what it began from, what stands, what is typed.

    Where the two were in each other's way, the history keeps what each of them had written.
    """
    began, stands, typed = sides
    if began is None:
        return Merged(typed)
    merged = twowriters.fields(began, stands, typed, texts=texts)
    for clash in merged.clashes:
        if isinstance(clash.mine, str) and clash.field in texts:
            both = {"words": clash.mine, "text": clash.theirs}
            past.tell_once(space, Deed.MERGED, None, both)
    return merged


def forget_old() -> None:
    """Forget the keys of savings that no browser can ask for any more."""
    session.execute(delete(OwnSave).where(OwnSave.saved_at < clock.now() - KEPT_FOR))


def _note(space: OwnSpace, key: uuid.UUID) -> bool:
    """Note that a saving has arrived; False where it had already."""
    row = {"key": key, "space_id": space.id, "saved_at": clock.now()}
    if session.execute(_NOTE, row).one_or_none() is not None:
        return True
    theirs = select(OwnSave.key).where(OwnSave.key == key, OwnSave.space_id == space.id)
    return session.scalars(theirs).one_or_none() is None
