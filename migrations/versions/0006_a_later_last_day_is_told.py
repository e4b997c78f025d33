"""A later last day for all is told as corrections are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kinds("correction", "answer", "deadline")


def downgrade() -> None:
    op.execute("DELETE FROM notice WHERE kind = 'deadline'")
    _kinds("correction", "answer")


def _kinds(*values: str) -> None:
    op.drop_constraint("ck_notice_noticekind", "notice")
    op.create_check_constraint("noticekind", "notice", sa.column("kind").in_(values))
