"""Where each row of a list stands, as the database works it out for many rows at once.

Every row has exactly one state, so the counts always add up to the number of rows.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import aliased

from webapp.organisations.models import ListRow, RowChoice


class RowState(StrEnum):
    """What applying the list would do with a row, or why it would do nothing."""

    CREATE = "create"
    USE_EXISTING = "use_existing"
    MERGE = "merge"
    UNDECIDED = "undecided"
    BAD = "bad"
    SKIP = "skip"
    DONE = "done"


READY = (RowState.CREATE, RowState.USE_EXISTING, RowState.MERGE)
"""The states in which applying the list does something."""

TABS: Mapping[str, tuple[RowState, ...]] = {
    "": tuple(RowState),
    "undecided": (RowState.UNDECIDED,),
    "bad": (RowState.BAD,),
    "ready": READY,
    "skip": (RowState.SKIP,),
    "done": (RowState.DONE,),
}
"""The parts of a list that can be shown alone, and the states in each."""


def state() -> ColumnElement[str]:
    """The state of each row.

    A row merged with a line that itself waits for a person waits too: it is undecided.
    """
    return case(
        (ListRow.organisation_id.is_not(None), RowState.DONE.value),
        (ListRow.choice == RowChoice.SKIP, RowState.SKIP.value),
        (ListRow.bad, RowState.BAD.value),
        (ListRow.choice == RowChoice.CREATE, RowState.CREATE.value),
        (ListRow.choice == RowChoice.USE_EXISTING, RowState.USE_EXISTING.value),
        (and_(ListRow.choice == RowChoice.MERGE, _root_is_ready()), RowState.MERGE.value),
        else_=RowState.UNDECIDED.value,
    )


def _root_is_ready() -> ColumnElement[bool]:
    # Not a join: of a list just read there are no statistics, and the planner would then compare
    # every row with every other. The line merged with is never itself merged with another.
    root = aliased(ListRow)
    is_root = and_(root.import_id == ListRow.import_id, root.line == ListRow.merge_with_line)
    decided = root.choice.in_((RowChoice.CREATE, RowChoice.USE_EXISTING))
    ready = or_(root.organisation_id.is_not(None), and_(root.bad.is_(False), decided))
    return select(root.id).where(is_root, ready).correlate(ListRow).exists()
