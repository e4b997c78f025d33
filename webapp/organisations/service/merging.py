"""Two bodies in the register that turn out to be one: merging them, and parting them again.

The one that goes stays as a signpost, so that what it was asked and answered keeps its place: its
invitations, answers and history are not touched. What it knew is brought over to the other.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import queries
from webapp.organisations.models import Contact, Member, Organisation
from webapp.organisations.service import history
from webapp.organisations.service.bodies import lock_register

CHOSEN = ("name", "number", "category", "sector", "email", "language", "note")
"""What one chooses from either of the two."""


def merge(kept: Organisation, gone: Organisation, taken: Collection[str], actor: User) -> None:
    """Let `gone` be one with `kept`, which takes over what is named in `taken`.

    Members may answer for both, and the contacts of `gone` are added to those of `kept`.

    Raises:
        ConflictError: they are the same, or one of them is merged already.
    """
    lock_register()
    for body in (kept, gone):
        session.refresh(body)
    if kept.id == gone.id or kept.merged_into_id or gone.merged_into_id:
        raise ConflictError(_l("These cannot be merged: one of them is merged already."))
    before_kept, before_gone = history.snapshot(kept), history.snapshot(gone)
    former = kept.email
    values = {name: getattr(gone, name) for name in CHOSEN if name in taken}
    gone.number = None  # A number is one body's; the history keeps what it was.
    session.flush()
    for name, value in values.items():
        setattr(kept, name, value)
    _bring_contacts(kept, gone, former)
    _bring_members(kept, gone)
    gone.merged_into_id, gone.merged_at = kept.id, clock.now()
    session.flush()
    _note(kept, before_kept, gone, actor)
    _note(gone, before_gone, kept, actor)
    record("organisations.merge", subject=kept.id, actor=actor, name=gone.name, gone=str(gone.id))


def part(gone: Organisation, actor: User) -> None:
    """Part a body from the one that it was merged into.

    It gets its own number back, unless another body has it by now. What the other one took over
    and nobody has changed since is as it was before; contacts and members that were brought over
    stay with both.

    Raises:
        ConflictError: it is not merged with any.
    """
    lock_register()
    session.refresh(gone)
    if gone.merged_into_id is None or gone.merged_at is None:
        raise ConflictError(_l("This body is not merged with another."))
    kept = queries.get(gone.merged_into_id)
    before_kept, before_gone = history.snapshot(kept), history.snapshot(gone)
    _undo(kept, gone)
    gone.merged_into_id = gone.merged_at = None
    session.flush()
    history.keep(kept, before_kept, cause="unmerge", by=actor)
    history.keep(gone, before_gone, cause="unmerge", by=actor)
    record("organisations.part", subject=kept.id, actor=actor, name=gone.name, gone=str(gone.id))


def _note(body: Organisation, before: Mapping[str, Any], other: Organisation, actor: User) -> None:
    note = {queries.MERGED_WITH: str(other.id)}
    history.keep(body, before, cause="merge", by=actor, note=note)


def _undo(kept: Organisation, gone: Organisation) -> None:
    for body, other in ((kept, gone), (gone, kept)):
        change = queries.merge_of(body.id, other.id)
        before = change.before if change else {}
        for name, value in before.items():
            changed = change and name in CHOSEN and getattr(body, name) == change.after[name]
            if changed and not (name == "number" and value and queries.find_by_number(value)):
                setattr(body, name, value)
        session.flush()  # First the number that was taken over is let go of, then given back.


def _bring_contacts(kept: Organisation, gone: Organisation, former: str) -> None:
    for each in queries.contacts_lacking(kept, gone):
        said = {name: getattr(each, name) for name in history.CONTACT}
        kept.contacts.append(Contact(ordinal=len(kept.contacts), **said))
    for name, email in ((gone.name, gone.email), (kept.name, former)):
        if email and email not in {kept.email, *(each.email for each in kept.contacts)}:
            kept.contacts.append(Contact(ordinal=len(kept.contacts), name=name, email=email))


def _bring_members(kept: Organisation, gone: Organisation) -> None:
    members = session.scalars(select(Member).where(Member.organisation_id == gone.id))
    rows = [
        {
            "id": uuid7(),
            "created_at": clock.now(),
            "organisation_id": kept.id,
            "participant_id": each.participant_id,
            "role": each.role,
        }
        for each in members
    ]
    if rows:
        session.execute(insert(Member).values(rows).on_conflict_do_nothing())
