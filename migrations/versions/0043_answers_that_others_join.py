"""Answers that others join."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('answer_share',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('link_number', sa.Integer(), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['participant.id'], name=op.f('fk_answer_share_made_by_id_participant')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_answer_share_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_answer_share_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_share')),
    sa.UniqueConstraint('round_id', 'organisation_id', name=op.f('uq_answer_share_round_id_organisation_id'))
    )
    op.add_column('own_space', sa.Column('endorses_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_own_space_endorses_id_response'), 'own_space', 'response', ['endorses_id'], ['id'])
    op.add_column('response', sa.Column('endorses_id', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_response_endorses_id'), 'response', ['endorses_id'], unique=False)
    op.create_foreign_key(op.f('fk_response_endorses_id_response'), 'response', 'response', ['endorses_id'], ['id'])



def downgrade() -> None:

    op.drop_constraint(op.f('fk_response_endorses_id_response'), 'response', type_='foreignkey')
    op.drop_index(op.f('ix_response_endorses_id'), table_name='response')
    op.drop_column('response', 'endorses_id')
    op.drop_constraint(op.f('fk_own_space_endorses_id_response'), 'own_space', type_='foreignkey')
    op.drop_column('own_space', 'endorses_id')
    op.drop_table('answer_share')

