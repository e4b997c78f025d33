"""Texts that are alike."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('alike_search',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'done', 'failed', name='searchstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('compared', sa.Integer(), nullable=False),
    sa.Column('latest_number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_alike_search_asked_by_user_account')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_alike_search_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alike_search'))
    )
    op.create_index('ix_alike_search_round', 'alike_search', ['round_id', 'id'], unique=False)
    op.create_index('uq_alike_search_under_way', 'alike_search', ['round_id'], unique=True, postgresql_where="status IN ('queued', 'running')")
    op.create_table('alike_group',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('lead_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'confirmed', 'rejected', name='groupstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_alike_group_decided_by_user_account')),
    sa.ForeignKeyConstraint(['lead_id'], ['point.id'], name=op.f('fk_alike_group_lead_id_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_alike_group_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alike_group'))
    )
    op.create_index('ix_alike_group_round', 'alike_group', ['round_id', 'state', 'size', 'id'], unique=False)
    op.create_table('alike_member',
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'confirmed', 'left_out', name='memberstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_same', sa.Boolean(), nullable=False),
    sa.Column('likeness', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['alike_group.id'], name=op.f('fk_alike_member_group_id_alike_group'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_alike_member_point_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'point_id', name=op.f('pk_alike_member'))
    )
    op.create_index(op.f('ix_alike_member_point_id'), 'alike_member', ['point_id'], unique=False)
    op.create_index('uq_alike_member_confirmed', 'alike_member', ['point_id'], unique=True, postgresql_where="state = 'confirmed'")


def downgrade() -> None:
    op.drop_index('uq_alike_member_confirmed', table_name='alike_member', postgresql_where="state = 'confirmed'")
    op.drop_index(op.f('ix_alike_member_point_id'), table_name='alike_member')
    op.drop_table('alike_member')
    op.drop_index('ix_alike_group_round', table_name='alike_group')
    op.drop_table('alike_group')
    op.drop_index('uq_alike_search_under_way', table_name='alike_search', postgresql_where="status IN ('queued', 'running')")
    op.drop_index('ix_alike_search_round', table_name='alike_search')
    op.drop_table('alike_search')
