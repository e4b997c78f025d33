"""Themes, filters under a name, and changes of many points that can be undone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('theme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consultation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_theme_consultation_id_consultation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme'))
    )
    op.create_index('uq_theme_name', 'theme', ['consultation_id', sa.literal_column('lower(name)')], unique=True)
    op.create_table('many_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('assigned', 'decided', 'themed', 'unthemed', name='manykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('before', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_many_change_made_by_user_account')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_many_change_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_many_change'))
    )
    op.create_index('ix_many_change_latest', 'many_change', ['round_id', 'made_by', 'id'], unique=False)
    op.create_table('saved_filter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=400), nullable=False),
    sa.Column('asked', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_saved_filter_round_id_round')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_saved_filter_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter'))
    )
    op.create_index('uq_saved_filter_name', 'saved_filter', ['round_id', 'user_id', 'name'], unique=True)
    op.create_table('point_theme',
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('theme_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_point_theme_point_id_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_point_theme_theme_id_theme')),
    sa.PrimaryKeyConstraint('point_id', 'theme_id', name=op.f('pk_point_theme'))
    )
    op.create_index(op.f('ix_point_theme_theme_id'), 'point_theme', ['theme_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_point_theme_theme_id'), table_name='point_theme')
    op.drop_table('point_theme')
    op.drop_index('uq_saved_filter_name', table_name='saved_filter')
    op.drop_table('saved_filter')
    op.drop_index('ix_many_change_latest', table_name='many_change')
    op.drop_table('many_change')
    op.drop_index('uq_theme_name', table_name='theme')
    op.drop_table('theme')
