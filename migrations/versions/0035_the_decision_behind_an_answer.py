"""The decision behind an answer."""

import sqlalchemy as sa
from alembic import op


revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

DECIDERS = sa.Enum(
    "board", "committee", "delegated",
    name="decider", native_enum=False, create_constraint=True, length=40,
)
WORDS = ("decided_body", "decided_paragraph", "decided_number", "decided_rapporteur")


def upgrade() -> None:
    for table in ("own_space", "response"):
        op.add_column(table, sa.Column("decided_by", DECIDERS, nullable=True))
        op.add_column(table, sa.Column("decided_on", sa.Date(), nullable=True))
        for column in WORDS:
            _add(table, sa.Column(column, sa.String(length=400), nullable=False, server_default=""))
    for table in ("own_attachment", "attachment"):
        _add(
            table,
            sa.Column("is_minutes", sa.Boolean(), nullable=False, server_default=sa.false()),
        )
    op.add_column("response", sa.Column("decides_on", sa.Date(), nullable=True))


def _add(table: str, column: sa.Column) -> None:
    """Add a column that the rows there are get a value in, and new ones from the product."""
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)


def downgrade() -> None:
    op.drop_column("response", "decides_on")
    for table in ("own_attachment", "attachment"):
        op.drop_column(table, "is_minutes")
    for table in ("own_space", "response"):
        for column in (*WORDS, "decided_on", "decided_by"):
            op.drop_column(table, column)
