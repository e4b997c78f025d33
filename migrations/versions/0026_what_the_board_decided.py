"""What the board decided on a reported round, and what was corrected of that afterwards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('paragraph', sa.String(length=400), nullable=False),
    sa.Column('body', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('decided', sa.Enum('adopted', 'adopted_changed', 'returned', 'not_adopted', name='decided', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('minutes_id', sa.Uuid(), nullable=True),
    sa.Column('version_id', sa.Uuid(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_board_decision_made_by_user_account')),
    sa.ForeignKeyConstraint(['minutes_id'], ['stored_file.id'], name=op.f('fk_board_decision_minutes_id_stored_file')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_board_decision_round_id_round')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_board_decision_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_decision')),
    sa.UniqueConstraint('round_id', name=op.f('uq_board_decision_round_id'))
    )
    op.create_index(op.f('ix_board_decision_version_id'), 'board_decision', ['version_id'], unique=False)
    op.create_table('board_decision_correction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('text', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('before', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['board_decision.id'], name=op.f('fk_board_decision_correction_decision_id_board_decision')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_board_decision_correction_made_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_decision_correction'))
    )
    op.create_index(op.f('ix_board_decision_correction_decision_id'), 'board_decision_correction', ['decision_id'], unique=False)
    # What was said to be corrected, and what stood there before, is never changed or deleted.
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON board_decision_correction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON board_decision_correction")
    op.drop_index(op.f('ix_board_decision_correction_decision_id'), table_name='board_decision_correction')
    op.drop_table('board_decision_correction')
    op.drop_index(op.f('ix_board_decision_version_id'), table_name='board_decision')
    op.drop_table('board_decision')
