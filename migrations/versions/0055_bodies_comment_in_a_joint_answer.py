"""Bodies comment in a joint answer that another writes."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('own_comment', sa.Column('joint_body_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_own_comment_joint_body_id_space_joint_body'), 'own_comment', 'space_joint_body', ['joint_body_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    op.drop_constraint(op.f('fk_own_comment_joint_body_id_space_joint_body'), 'own_comment', type_='foreignkey')
    op.drop_column('own_comment', 'joint_body_id')
