"""The authority's own Word templates for reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report_template',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=400), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('used', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_report_template_file_id_stored_file')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_report_template_round_id_round')),
    sa.ForeignKeyConstraint(['uploaded_by'], ['user_account.id'], name=op.f('fk_report_template_uploaded_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_template'))
    )
    op.create_index(op.f('ix_report_template_round_id'), 'report_template', ['round_id'], unique=False)
    op.add_column('edition', sa.Column('template_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_edition_template_id_report_template'), 'edition', 'report_template', ['template_id'], ['id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_edition_template_id_report_template'), 'edition', type_='foreignkey')
    op.drop_column('edition', 'template_id')
    op.drop_index(op.f('ix_report_template_round_id'), table_name='report_template')
    op.drop_table('report_template')
