"""The points of a response have an index."""

from alembic import op


revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_point_response", "point", ["response_id", "number"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_point_response", table_name="point")
