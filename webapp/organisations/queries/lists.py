"""Reading lists on their way into the register, and what is to become of their rows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.addresslist import Known
from webapp.organisations.models import ListImport, ListRow, RowChoice
from webapp.organisations.queries.bodies import PAGE
from webapp.organisations.standing import TABS, RowState, state

_LOADED = (joinedload(ListRow.candidate), joinedload(ListRow.organisation))


@dataclass(frozen=True)
class Line:
    """One row of a list, its state, and the line that it is or may be merged with."""

    row: ListRow
    state: RowState
    root: ListRow | None


def get(import_id: uuid.UUID, *, lock: bool = False) -> ListImport:
    """The list; with `lock`, nobody else changes it until the transaction ends.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(ListImport, import_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFoundError(_l("There is no such list."))
    return found


def line(import_id: uuid.UUID, number: int) -> Line:
    """One line of a list.

    Raises:
        NotFoundError: the list has no row that begins on that line.
    """
    found = _with_roots(import_id, _rows_of(import_id).where(ListRow.line == number))
    if not found:
        raise NotFoundError(_l("The list has no such line."))
    return found[0]


def lines(
    import_id: uuid.UUID, *, tab: str = "", after: int = 0, limit: int = PAGE
) -> tuple[Sequence[Line], int | None]:
    """A page of a list's lines in the order of the file, and the line that the next comes after."""
    statement = _rows_of(import_id).where(ListRow.line > after)
    if tab:
        statement = statement.where(state().in_(TABS[tab]))
    found = _with_roots(import_id, statement.order_by(ListRow.line).limit(limit + 1))
    page = found[:limit]
    return page, page[-1].row.line if len(found) > limit else None


def counts(import_id: uuid.UUID) -> Mapping[RowState, int]:
    """How many of a list's rows are in each state. They add up to the number of rows."""
    each_row = select(state().label("state")).where(ListRow.import_id == import_id).subquery()
    found = session.execute(select(each_row.c.state, func.count()).group_by(each_row.c.state))
    by_state = {RowState(each): number for each, number in found}
    return {each: by_state.get(each, 0) for each in RowState}


def in_states(import_id: uuid.UUID, *states: RowState) -> Sequence[ListRow]:
    """All of a list's rows in the states, in the order of the file."""
    statement = select(ListRow).where(ListRow.import_id == import_id, state().in_(states))
    return session.scalars(statement.order_by(ListRow.line)).all()


def by_line(import_id: uuid.UUID, numbers: set[int]) -> Mapping[int, ListRow]:
    """The rows on some lines of a list."""
    statement = select(ListRow).where(ListRow.import_id == import_id, ListRow.line.in_(numbers))
    return {row.line: row for row in session.scalars(statement)}


def merged_with(row: ListRow) -> Sequence[ListRow]:
    """The rows not yet done that are, or may be, merged with `row`."""
    statement = select(ListRow).where(
        ListRow.import_id == row.import_id,
        ListRow.merge_with_line == row.line,
        ListRow.organisation_id.is_(None),
    )
    return session.scalars(statement).all()


def mergeable(row: ListRow) -> Sequence[Known]:
    """The lines that `row` may turn out to be a doublet of, as they are compared.

    The key is the line to merge with: that of the line itself, or the one it is merged with.
    """
    cells = (ListRow.cells[name].astext for name in ("name", "number", "address"))
    merged = ListRow.choice == RowChoice.MERGE
    target = case((merged, ListRow.merge_with_line), else_=ListRow.line)
    statement = select(target, *cells).where(
        ListRow.import_id == row.import_id,
        ListRow.line != row.line,
        ListRow.merge_with_line.is_distinct_from(row.line),
        ListRow.bad.is_(False),
        ListRow.choice != RowChoice.SKIP,
    )
    return [
        Known(key=str(number), name=name, number=written, address=address)
        for number, name, written, address in session.execute(statement.order_by(ListRow.line))
    ]


def latest(limit: int = 20) -> Sequence[tuple[ListImport, int, int]]:
    """The lists read last, each with how many rows it has and how many of them are done."""
    figures = (
        select(
            ListRow.import_id,
            func.count().label("rows"),
            func.count(ListRow.organisation_id).label("done"),
        )
        .group_by(ListRow.import_id)
        .subquery()
    )
    statement = (
        select(ListImport, figures.c.rows, figures.c.done)
        .join(figures, figures.c.import_id == ListImport.id)
        .options(joinedload(ListImport.author))
        .order_by(ListImport.id.desc())
        .limit(limit)
    )
    return [(found, rows, done) for found, rows, done in session.execute(statement)]


def _rows_of(import_id: uuid.UUID) -> Select[ListRow, str]:
    return select(ListRow, state()).where(ListRow.import_id == import_id).options(*_LOADED)


def _with_roots(import_id: uuid.UUID, statement: Select[ListRow, str]) -> Sequence[Line]:
    found = session.execute(statement).all()
    roots = by_line(import_id, {row.merge_with_line or 0 for row, _ in found})
    return [
        Line(row, RowState(of_state), roots.get(row.merge_with_line or 0))
        for row, of_state in found
    ]
