"""Erasing what was never submitted, and contact data, on the schedule (`responses.erasure`).

It is asked for by the clock. It can be broken off, be late or run twice: each space is locked
and looked at anew before it goes, and nobody's draft goes who was not told in time.
"""

import uuid
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete

from webapp.accounts import service as accounts
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.notifications import service as notifications
from webapp.responses import emails, erasure, queries
from webapp.responses.erasure import Terms
from webapp.responses.models import Erasure, ErasureStatus, OwnSpace
from webapp.responses.queries.erasing import Cutoffs
from webapp.responses.service import saving, uploads
from webapp.rounds.policy import accepts_answers

SPACES_A_SWEEP = 200


def sweep_erasing(terms: Terms) -> None:
    """Erase what is due, tell those whose drafts will be, and forget whom nothing needs."""
    at = clock.now()
    erase_due(terms, at)
    plan_erasing(terms, at)
    forget_people(terms, at)
    saving.forget_old()
    uploads.forget_old()


def plan_erasing(terms: Terms, at: datetime) -> int:
    """Plan the erasing of spaces, and tell their people; returns how many were planned."""
    today = clock.local(at).date()
    ahead = timedelta(days=terms.drafts) - erasure.NOTICE
    cutoffs = Cutoffs(over=today - ahead, written=at - (erasure.QUIET - erasure.NOTICE))
    found = queries.spaces_to_plan(cutoffs, limit=SPACES_A_SWEEP)
    for space in found:
        _plan(space, terms, at)
    session.flush()
    return len(found)


def erase_due(terms: Terms, at: datetime) -> int:
    """Erase the spaces whose day has come and whose people were told in time; says how many."""
    today = clock.local(at).date()
    gone: Counter[uuid.UUID] = Counter()
    for row in queries.erasures_due(today, limit=SPACES_A_SWEEP):
        if _settle(row, terms, at):
            gone[row.round_id] += 1
    for round_id, count in gone.items():
        audit.record("responses.erase_drafts", subject=round_id, count=count)
    session.flush()
    return gone.total()


def forget_people(terms: Terms, at: datetime) -> int:
    """Erase the contact data of those whom no round needs any more; returns how many."""
    before = at - timedelta(days=terms.contacts)
    found = queries.people_to_forget(before, limit=SPACES_A_SWEEP)
    for person in found:
        for space_id in queries.submitted_spaces_of(person):
            erase(space_id)
        accounts.forget(person)
    return len(found)


def _plan(space: OwnSpace, terms: Terms, at: datetime) -> None:
    day = erasure.draft_day(space, terms, at)
    if day is None:
        return
    today = clock.local(at).date()
    people = (
        []
        if erasure.is_empty(space, has_files=queries.has_files(space))
        else (queries.people_of(space))
    )
    earliest = today + erasure.NOTICE if people else today
    row = Erasure(space_id=space.id, round_id=space.round_id, erase_on=max(day, earliest))
    session.add(row)
    session.flush()
    is_open = accepts_answers(space.round, at)
    letters = [emails.draft_erased_soon(row, space, each, is_open=is_open) for each in people]
    row.told = notifications.queue(*letters)


def _settle(row: Erasure, terms: Terms, at: datetime) -> bool:
    """Erase the space, or say why it stays; False where it is not erased, now or at all."""
    space = queries.space_to_erase(row.space_id)
    if space is None:
        row.status, row.settled_at = ErasureStatus.ERASED, at
        return False
    if not _is_due(row, space, terms, at):
        row.status, row.settled_at = ErasureStatus.KEPT, at
        return False
    if not _were_told_in_time(row, at):
        return False
    erase(space.id)
    row.status, row.settled_at = ErasureStatus.ERASED, at
    return True


def _is_due(row: Erasure, space: OwnSpace, terms: Terms, at: datetime) -> bool:
    if queries.latest_of(space) is not None:
        return False
    day = erasure.draft_day(space, terms, at)
    if day is None or day > row.erase_on:
        return False
    return row.told > 0 or erasure.is_empty(space, has_files=queries.has_files(space))


def _were_told_in_time(row: Erasure, at: datetime) -> bool:
    """Whether the e-mails left long enough ago; puts the day off where they did not."""
    letters = queries.letters_about(row)
    if any(not each.status.is_settled for each in letters):
        return False
    left = [each.sent_at for each in letters if each.sent_at is not None]
    if not left:
        return True
    row.erase_on = max(row.erase_on, clock.local(max(left)).date() + erasure.NOTICE)
    return row.erase_on <= clock.local(at).date()


def erase(space_id: uuid.UUID) -> None:
    """Erase a space and all in it, the files too that are in no submitted answer."""
    files = queries.files_in(space_id)
    # What hangs on the space goes with it, by the database's own rules.
    session.execute(delete(OwnSpace).where(OwnSpace.id == space_id))
    for file in files:
        storage.remove(file)
