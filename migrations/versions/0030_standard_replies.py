"""Standard replies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('standard_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(length=400), nullable=False),
    sa.Column('texts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_standard_reply_made_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard_reply'))
    )
    op.create_index('uq_standard_reply_name', 'standard_reply', [sa.literal_column('lower(name)')], unique=True)


def downgrade() -> None:
    op.drop_index('uq_standard_reply_name', table_name='standard_reply')
    op.drop_table('standard_reply')
