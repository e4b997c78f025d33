"""What senders say of the decisions on their points."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reaction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('stance', sa.Enum('satisfied', 'still_objects', name='stance', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_reaction_point_id_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reaction'))
    )
    op.create_index(op.f('ix_reaction_point_id'), 'reaction', ['point_id'], unique=False)
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON reaction "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON reaction")
    op.drop_index(op.f('ix_reaction_point_id'), table_name='reaction')
    op.drop_table('reaction')
