"""Questions to senders with their answers, which never change, and notes of staff on points."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('clarification',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_clarification_asked_by_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_clarification_point_id_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clarification'))
    )
    op.create_index(op.f('ix_clarification_point_id'), 'clarification', ['point_id'], unique=False)
    op.create_table('point_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('discussion', 'opinion', name='notekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_point_note_author_id_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_point_note_point_id_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_point_note'))
    )
    op.create_index('ix_point_note_point', 'point_note', ['point_id', 'id'], unique=False)
    op.create_table('clarification_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clarification_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('name', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['clarification_id'], ['clarification.id'], name=op.f('fk_clarification_answer_clarification_id_clarification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clarification_answer'))
    )
    op.create_index(op.f('ix_clarification_answer_clarification_id'), 'clarification_answer', ['clarification_id'], unique=False)

    for table in ("clarification", "clarification_answer"):
        op.execute(
            f"CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("clarification", "clarification_answer"):
        op.execute(f"DROP TRIGGER never_changed ON {table}")
    op.drop_index(op.f('ix_clarification_answer_clarification_id'), table_name='clarification_answer')
    op.drop_table('clarification_answer')
    op.drop_index('ix_point_note_point', table_name='point_note')
    op.drop_table('point_note')
    op.drop_index(op.f('ix_clarification_point_id'), table_name='clarification')
    op.drop_table('clarification')
