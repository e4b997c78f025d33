"""What is done with a list before it is applied: it is read, corrected and decided on.

The register does not change by any of it.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, update

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import plain_line
from webapp.organisations import contactcolumns, labels, listrows, policy, proposals, queries
from webapp.organisations.addresslist import (
    AddressList,
    Field,
    RefusedListError,
    corrected,
    has_errors,
    read,
)
from webapp.organisations.models import ListImport, ListRow, RowChoice
from webapp.organisations.queries import lists


@dataclass(frozen=True)
class Chosen:
    """What a person wants done with a row, and with which body or line."""

    choice: RowChoice
    organisation_id: uuid.UUID | None = None
    line: int | None = None


def start(data: bytes, filename: str, actor: User) -> ListImport:
    """Read a list, and propose what to do with each of its rows.

    Raises:
        DomainError: the file cannot be read as a list; the sentence says why and what to do.
    """
    try:
        found = read(data, filename=filename)
    except RefusedListError as refused:
        raise DomainError(labels.REFUSALS[refused.reason], field="file") from refused
    made = ListImport(
        filename=plain_line(filename)[:200] or "–",
        sha256=hashlib.sha256(data).hexdigest(),
        author=actor,
        encoding=found.encoding,
        delimiter=found.delimiter,
        sheet=plain_line(found.sheet)[:200],
        other_sheets=[plain_line(sheet)[:200] for sheet in found.other_sheets],
        headings={
            "written": [heading.replace("\x00", "") for heading in found.headings],
            "fields": {each.value: at for each, at in found.columns.items()},
            "contacts": contactcolumns.kept(found.contact_columns),
        },
    )
    session.add(made)
    session.flush()
    _add_rows(made, found)
    record("organisations.start_import", subject=made.id, actor=actor, rows=len(found.rows))
    return made


def correct(row: ListRow, changes: Mapping[Field, str], actor: User) -> None:
    """Change what a row says, and propose anew what to do with it.

    Raises:
        ConflictError: the row has had its effect on the register.
    """
    _alone(row)
    if not changes:
        return
    for name, value in listrows.said(corrected(listrows.as_read(row), changes)).items():
        setattr(row, name, value)
    _propose(row)
    for other in lists.merged_with(row):
        if not other.chosen:
            _propose(other)
    record("organisations.correct_row", subject=row.import_id, actor=actor, line=row.line)


def choose(row: ListRow, chosen: Chosen, actor: User) -> None:
    """Settle what is to be done with a row; `UNDECIDED` asks for a new proposal.

    Raises:
        ConflictError: the row has had its effect on the register.
        DomainError: the row must be corrected first, or there is no such body or line.
    """
    _alone(row)
    policy.require_usable(row, chosen.choice)
    if chosen.choice is RowChoice.UNDECIDED:
        _propose(row)
    else:
        _settle(row, chosen)
    record(
        "organisations.choose_row",
        subject=row.import_id,
        actor=actor,
        line=row.line,
        choice=chosen.choice.value,
    )


def _add_rows(made: ListImport, found: AddressList) -> None:
    sound = [row for row in found.rows if not has_errors(row)]
    proposed = proposals.propose(sound, queries.known())
    session.execute(
        insert(ListRow),
        [listrows.columns_of(made.id, row, proposed.get(row.line)) for row in found.rows],
    )


def _alone(row: ListRow) -> None:
    """Take the list for oneself, and make sure that the row can still change."""
    lists.get(row.import_id, lock=True)
    session.refresh(row)
    policy.require_open(row)


def _propose(row: ListRow) -> None:
    session.flush()
    made = proposals.Proposal()
    if not row.bad:
        made = proposals.propose_one(
            listrows.as_read(row), existing=queries.known(), lines=lists.mergeable(row)
        )
    place(row, made)


def place(row: ListRow, proposal: proposals.Proposal) -> None:
    """Let a row say what is proposed for it."""
    for name, value in listrows.placed(proposal).items():
        setattr(row, name, value)
    _follow(row)


def _settle(row: ListRow, chosen: Chosen) -> None:
    line = _target(row, chosen.line) if chosen.choice is RowChoice.MERGE else None
    body = _body(chosen) if chosen.choice is RowChoice.USE_EXISTING else None
    if chosen.choice is RowChoice.CREATE or (line, body) != (
        row.merge_with_line,
        row.candidate_id,
    ):
        row.doublet_reasons = []
    row.choice, row.chosen = chosen.choice, True
    row.merge_with_line, row.candidate_id = line, body
    _follow(row)


def _body(chosen: Chosen) -> uuid.UUID:
    if chosen.organisation_id is None:
        raise DomainError(_l("Choose which body in the register it is."))
    return queries.get(chosen.organisation_id).id


def _target(row: ListRow, line: int | None) -> int:
    """The line to merge with: the one chosen, or the one that it is itself merged with."""
    target = lists.by_line(row.import_id, {line}).get(line) if line else None
    if target is None:
        raise DomainError(_l("The list has no such line."), field="line")
    if target.choice is RowChoice.MERGE and target.merge_with_line is not None:
        target = lists.by_line(row.import_id, {target.merge_with_line})[target.merge_with_line]
    if target is row:
        raise DomainError(
            _l("That is this line, or one that is merged with it. Choose another line."),
            field="line",
        )
    return target.line


def _follow(row: ListRow) -> None:
    """Let what was merged with the row go with it to the line that it is now merged with."""
    if row.choice is not RowChoice.MERGE:
        return
    session.execute(
        update(ListRow)
        .where(
            ListRow.import_id == row.import_id,
            ListRow.merge_with_line == row.line,
            ListRow.line != row.merge_with_line,
            ListRow.organisation_id.is_(None),
        )
        .values(merge_with_line=row.merge_with_line)
    )
