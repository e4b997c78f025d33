"""The authority's own texts in a report, and what an edition is put together of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report_text',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.String(length=400), nullable=False),
    sa.Column('language', sa.String(length=400), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_report_text_round_id_round')),
    sa.ForeignKeyConstraint(['written_by'], ['user_account.id'], name=op.f('fk_report_text_written_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_text')),
    sa.UniqueConstraint('round_id', 'place', 'language', name=op.f('uq_report_text_round_id_place_language'))
    )
    op.create_table('report_text_revision',
    sa.Column('text_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['text_id'], ['report_text.id'], name=op.f('fk_report_text_revision_text_id_report_text')),
    sa.ForeignKeyConstraint(['written_by'], ['user_account.id'], name=op.f('fk_report_text_revision_written_by_user_account')),
    sa.PrimaryKeyConstraint('text_id', 'number', name=op.f('pk_report_text_revision'))
    )
    op.add_column('edition', sa.Column('parts', postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='[]'))
    op.add_column('edition', sa.Column('texts', postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='{}'))
    op.alter_column('edition', 'parts', server_default=None)
    op.alter_column('edition', 'texts', server_default=None)
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON report_text_revision "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON report_text_revision")
    op.drop_column('edition', 'texts')
    op.drop_column('edition', 'parts')
    op.drop_table('report_text_revision')
    op.drop_table('report_text')
