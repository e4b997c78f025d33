"""Arguments: a view that several points share; and kinds of changes to many points, unchecked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('argument',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('view', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('summary', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=True),
    sa.Column('decision', sa.Enum('accommodated', 'partly', 'not_accommodated', 'noted', 'out_of_scope', name='decision', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('merged_into_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("decision IS DISTINCT FROM 'not_accommodated' OR length(trim(reply)) > 0", name=op.f('ck_argument_reason')),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_argument_decided_by_user_account')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_argument_made_by_user_account')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['argument.id'], name=op.f('fk_argument_merged_into_id_argument'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_argument_round_id_round')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_argument_theme_id_theme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_argument'))
    )
    op.create_index('uq_argument_number', 'argument', ['round_id', 'number'], unique=True)
    op.create_table('argument_section',
    sa.Column('argument_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['argument_id'], ['argument.id'], name=op.f('fk_argument_section_argument_id_argument'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('argument_id', 'section_key', name=op.f('pk_argument_section'))
    )
    op.create_table('argument_point',
    sa.Column('argument_id', sa.Uuid(), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('linked_by', sa.Uuid(), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['argument_id'], ['argument.id'], name=op.f('fk_argument_point_argument_id_argument'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['linked_by'], ['user_account.id'], name=op.f('fk_argument_point_linked_by_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_argument_point_point_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('argument_id', 'point_id', name=op.f('pk_argument_point'))
    )
    op.create_index('ix_argument_point_point', 'argument_point', ['point_id'], unique=False)
    op.drop_constraint("manykind", "many_change", type_="check")


def downgrade() -> None:
    op.drop_index('ix_argument_point_point', table_name='argument_point')
    op.drop_table('argument_point')
    op.drop_table('argument_section')
    op.drop_index('uq_argument_number', table_name='argument')
    op.drop_table('argument')
    # What was done with arguments is no kind that this version knows.
    op.execute("DELETE FROM many_change WHERE kind IN ('linked', 'unlinked')")
    kinds = "kind IN ('assigned', 'decided', 'themed', 'unthemed')"
    op.create_check_constraint("manykind", "many_change", kinds)
