"""Related points."""

import sqlalchemy as sa
from alembic import op


revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('related_points',
    sa.Column('one_id', sa.Uuid(), nullable=False),
    sa.Column('other_id', sa.Uuid(), nullable=False),
    sa.Column('relation', sa.Enum('related', 'unrelated', name='relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_related_points_order')),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_related_points_decided_by_user_account')),
    sa.ForeignKeyConstraint(['one_id'], ['point.id'], name=op.f('fk_related_points_one_id_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['point.id'], name=op.f('fk_related_points_other_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_related_points'))
    )
    op.create_index(op.f('ix_related_points_other_id'), 'related_points', ['other_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_related_points_other_id'), table_name='related_points')
    op.drop_table('related_points')
