"""When what stands in calendars of a meeting was last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UNTIL_NOW = "coalesce(cancelled_at, created_at + sequence * interval '1 second')"
"""What calendar files said until now: what they have of earlier meetings stays as it is."""


def upgrade() -> None:
    op.add_column("meeting", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(f"UPDATE meeting SET changed_at = {UNTIL_NOW}")  # noqa: S608 - our own words
    op.alter_column("meeting", "changed_at", nullable=False)


def downgrade() -> None:
    op.drop_column("meeting", "changed_at")
