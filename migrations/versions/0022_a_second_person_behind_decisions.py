"""A second person behind decisions, where the round demands it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_demanded',
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('demanded_by', sa.Uuid(), nullable=False),
    sa.Column('demanded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['demanded_by'], ['user_account.id'], name=op.f('fk_second_demanded_demanded_by_user_account')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_second_demanded_round_id_round')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_second_demanded'))
    )
    op.create_table('decision_approval',
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('approved_by', sa.Uuid(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['approved_by'], ['user_account.id'], name=op.f('fk_decision_approval_approved_by_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_decision_approval_point_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('point_id', 'revision', name=op.f('pk_decision_approval'))
    )


def downgrade() -> None:
    op.drop_table('decision_approval')
    op.drop_table('second_demanded')
