"""Files support parts of an answer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("own_attachment", "attachment"):
        op.add_column(table, sa.Column('supports', postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='[]'))
        op.alter_column(table, 'supports', server_default=None)


def downgrade() -> None:
    for table in ("own_attachment", "attachment"):
        op.drop_column(table, 'supports')
