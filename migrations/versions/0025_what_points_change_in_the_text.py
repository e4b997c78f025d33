"""What points change in the text that is being written."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_CAUSES = ("written", "imported", "restored", "split", "joined", "copied")


def upgrade() -> None:
    op.create_table('point_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=False),
    sa.Column('block_key', sa.Uuid(), nullable=False),
    sa.Column('after_key', sa.Uuid(), nullable=True),
    sa.Column('language', sa.String(length=400), nullable=False),
    sa.Column('before', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('after', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('way', sa.Enum('accepted', 'edited', 'linked', name='way', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_revision', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_point_change_made_by_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_point_change_point_id_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undone_by'], ['user_account.id'], name=op.f('fk_point_change_undone_by_user_account')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_point_change_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_point_change'))
    )
    op.create_index('ix_point_change_block', 'point_change', ['version_id', 'block_key'], unique=False)
    op.create_index(op.f('ix_point_change_point_id'), 'point_change', ['point_id'], unique=False)
    _let_causes_be((*_CAUSES, "answered"))


def downgrade() -> None:
    op.execute("UPDATE section_revision SET cause = 'written' WHERE cause = 'answered'")
    _let_causes_be(_CAUSES)
    op.drop_index(op.f('ix_point_change_point_id'), table_name='point_change')
    op.drop_index('ix_point_change_block', table_name='point_change')
    op.drop_table('point_change')


def _let_causes_be(causes: tuple[str, ...]) -> None:
    op.drop_constraint("ck_section_revision_revisioncause", "section_revision")
    op.create_check_constraint("revisioncause", "section_revision", sa.column("cause").in_(causes))
