"""Joint answers of several bodies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('leaving',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_by', sa.String(length=400), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_leaving_response_id_response')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaving')),
    sa.UniqueConstraint('response_id', name=op.f('uq_leaving_response_id'))
    )
    op.create_table('space_joint_body',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('link_number', sa.Integer(), nullable=False),
    sa.Column('said', sa.Enum('yes', 'no', name='said', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('said_by', sa.String(length=400), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['participant.id'], name=op.f('fk_space_joint_body_asked_by_id_participant')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_space_joint_body_invitation_id_invitation')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_joint_body_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_joint_body')),
    sa.UniqueConstraint('space_id', 'invitation_id', name=op.f('uq_space_joint_body_space_id_invitation_id'))
    )
    op.create_index(op.f('ix_space_joint_body_invitation_id'), 'space_joint_body', ['invitation_id'], unique=False)
    for table, column in (("invitation", "answered_with"), ("response", "jointly_with")):
        op.add_column(table, sa.Column(column, postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='[]'))
        op.alter_column(table, column, server_default=None)
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON leaving "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON leaving")
    op.drop_column('response', 'jointly_with')
    op.drop_column('invitation', 'answered_with')
    op.drop_index(op.f('ix_space_joint_body_invitation_id'), table_name='space_joint_body')
    op.drop_table('space_joint_body')
    op.drop_table('leaving')
