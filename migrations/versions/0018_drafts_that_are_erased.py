"""Drafts that are erased, and people that are forgotten."""

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erasure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('erase_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'erased', 'kept', name='erasurestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_erasure_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    op.create_index('ix_erasure_due', 'erasure', ['erase_on'], unique=False, postgresql_where="status = 'waiting'")
    op.create_index(op.f('ix_erasure_round_id'), 'erasure', ['round_id'], unique=False)
    op.create_index(op.f('ix_erasure_space_id'), 'erasure', ['space_id'], unique=False)
    op.create_index('uq_erasure_waiting', 'erasure', ['space_id'], unique=True, postgresql_where="status = 'waiting'")
    op.add_column('participant', sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('participant', 'erased_at')
    op.drop_index('uq_erasure_waiting', table_name='erasure', postgresql_where="status = 'waiting'")
    op.drop_index(op.f('ix_erasure_space_id'), table_name='erasure')
    op.drop_index(op.f('ix_erasure_round_id'), table_name='erasure')
    op.drop_index('ix_erasure_due', table_name='erasure', postgresql_where="status = 'waiting'")
    op.drop_table('erasure')
