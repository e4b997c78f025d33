"""Editions are put up for approval, and can be withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('edition_approval',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('content_sha256', sa.String(length=400), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('approver_id', sa.Uuid(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('approved', 'returned', name='approvaloutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_name', sa.String(length=400), nullable=False),
    sa.Column('delegation', sa.String(length=400), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['approver_id'], ['user_account.id'], name=op.f('fk_edition_approval_approver_id_user_account')),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_edition_approval_asked_by_user_account')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_edition_approval_edition_id_edition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition_approval'))
    )
    op.create_index(op.f('ix_edition_approval_edition_id'), 'edition_approval', ['edition_id'], unique=False)
    op.add_column('edition', sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('edition', sa.Column('withdrawn_by', sa.Uuid(), nullable=True))
    op.add_column('edition', sa.Column('withdrawn_reason', sa.Text(), nullable=False, server_default=''))
    op.create_foreign_key(op.f('fk_edition_withdrawn_by_user_account'), 'edition', 'user_account', ['withdrawn_by'], ['id'])
    op.add_column('round', sa.Column('report_needs_approval', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column('edition', 'withdrawn_reason', server_default=None)
    op.alter_column('round', 'report_needs_approval', server_default=None)
    # What an approver answered stands for ever, as does that a request was taken back.
    op.execute(
        """
        CREATE FUNCTION refuse_change_of_answered() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.outcome IS NOT NULL OR OLD.taken_back_at IS NOT NULL THEN
                RAISE EXCEPTION 'an answered request for approval is never changed'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER answered_never_changed BEFORE UPDATE OR DELETE ON edition_approval "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_answered()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER answered_never_changed ON edition_approval")
    op.execute("DROP FUNCTION refuse_change_of_answered()")
    op.drop_column('round', 'report_needs_approval')
    op.drop_constraint(op.f('fk_edition_withdrawn_by_user_account'), 'edition', type_='foreignkey')
    op.drop_column('edition', 'withdrawn_reason')
    op.drop_column('edition', 'withdrawn_by')
    op.drop_column('edition', 'withdrawn_at')
    op.drop_index(op.f('ix_edition_approval_edition_id'), table_name='edition_approval')
    op.drop_table('edition_approval')
