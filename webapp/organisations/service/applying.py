"""Letting a list have its effect on the register: its rows become, or turn out to be, bodies."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.organisations import listrows, proposals, queries
from webapp.organisations.addresslist import entry
from webapp.organisations.models import ListImport, ListRow, Organisation, RowChoice
from webapp.organisations.queries import lists
from webapp.organisations.service import history, importing
from webapp.organisations.service.bodies import lock_register
from webapp.organisations.standing import READY, RowState


@dataclass(frozen=True)
class Outcome:
    """How many rows became bodies, were found in the register, and were merged with others.

    `reopened` is how many a body that came to the register meanwhile left for a person to decide.
    """

    created: int
    used: int
    merged: int
    reopened: int

    @property
    def did_something(self) -> bool:
        """Whether any row had an effect."""
        return bool(self.created or self.used or self.merged)


def apply(import_id: uuid.UUID, actor: User) -> Outcome:
    """Let every row that is ready have its effect; the others wait, and can be applied later.

    Doing it again does nothing more.
    """
    found = lists.get(import_id, lock=True)
    lock_register()
    reopened = _look_again(found)
    rows = lists.in_states(import_id, *READY)
    done = Counter(row.choice for row in rows)
    if rows:
        _Register.around(found, rows).take(rows)
        found.applied_at = clock.now()
        session.flush()
    outcome = Outcome(
        done[RowChoice.CREATE], done[RowChoice.USE_EXISTING], done[RowChoice.MERGE], reopened
    )
    record(
        "organisations.apply_import",
        subject=import_id,
        actor=actor,
        created=outcome.created,
        used=outcome.used,
        merged=outcome.merged,
    )
    return outcome


def _look_again(found: ListImport) -> int:
    """Propose anew for rows that would be new bodies, where the register has grown since.

    Returns how many of them a person now has to decide on.
    """
    grown = queries.known(made_after=found.created_at)
    if not grown:
        return 0
    rows = [row for row in lists.in_states(found.id, RowState.CREATE) if not row.chosen]
    again = proposals.propose_again([listrows.as_read(row) for row in rows], grown)
    for row in rows:
        if row.line in again:
            importing.place(row, again[row.line])
    session.flush()
    return sum(each.choice is RowChoice.UNDECIDED for each in again.values())


@dataclass(frozen=True)
class _Register:
    """The part of the register that some rows of a list touch."""

    source: str
    """The name of the list's file."""
    bodies: dict[uuid.UUID, Organisation]
    settled: dict[int, uuid.UUID]
    """What each line became, of those that rows are merged with."""
    taken: set[str]
    """Organisation numbers that some body has."""

    @classmethod
    def around(cls, found: ListImport, rows: Sequence[ListRow]) -> "_Register":
        targets = {row.merge_with_line for row in rows if row.merge_with_line is not None}
        roots = lists.by_line(found.id, targets)
        settled = {line: row.organisation_id for line, row in roots.items() if row.organisation_id}
        wanted = {row.candidate_id for row in rows} | set(settled.values())
        found_bodies = select(Organisation).where(Organisation.id.in_(wanted))
        bodies = session.scalars(found_bodies.options(selectinload(Organisation.contacts)))
        numbers = {entry(listrows.as_read(row)).number for row in rows}
        return cls(
            source=found.filename,
            bodies={body.id: body for body in bodies},
            settled=settled,
            taken=queries.numbers_taken(numbers),
        )

    def take(self, rows: Sequence[ListRow]) -> None:
        """Let the rows have their effect, those that others are merged with first."""
        for row in sorted(rows, key=lambda each: (each.choice is RowChoice.MERGE, each.line)):
            body = self._made(row) if row.choice is RowChoice.CREATE else self._found(row)
            row.organisation_id = self.settled[row.line] = body.id
            self.taken.update({body.number} if body.number else ())

    def _made(self, row: ListRow) -> Organisation:
        body = listrows.new_body(row, taken=self.taken)
        session.add(body)
        self.bodies[body.id] = body
        return body

    def _found(self, row: ListRow) -> Organisation:
        merged = row.choice is RowChoice.MERGE and row.merge_with_line is not None
        known = self.settled[row.merge_with_line or 0] if merged else row.candidate_id
        body = queries.standing(self.bodies[known or uuid.UUID(int=0)])
        before = history.snapshot(body)
        listrows.fill_in(body, row, source=self.source, taken=self.taken)
        history.keep(body, before, cause="import", by_name=self.source)
        return body
