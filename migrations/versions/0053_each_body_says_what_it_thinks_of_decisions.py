"""Each body of a joint answer says what it thinks of the decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('reaction', sa.Column('part_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_reaction_part_id_response'), 'reaction', 'response', ['part_id'], ['id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_reaction_part_id_response'), 'reaction', type_='foreignkey')
    op.drop_column('reaction', 'part_id')
