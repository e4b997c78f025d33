"""Guardians answer for a child."""

import sqlalchemy as sa
from alembic import op


revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("own_space", "response"):
        op.add_column(
            table,
            sa.Column("for_child", sa.Boolean(), server_default=sa.false(), nullable=False),
        )
        op.alter_column(table, "for_child", server_default=None)


def downgrade() -> None:
    for table in ("response", "own_space"):
        op.drop_column(table, "for_child")
