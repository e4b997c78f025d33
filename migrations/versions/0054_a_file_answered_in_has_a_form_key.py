"""A file that was answered in has a form key."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('answer_file', sa.Column('form_key', sa.Uuid(), nullable=False, server_default=sa.text("gen_random_uuid()")))
    op.alter_column('answer_file', 'form_key', server_default=None)
    op.create_unique_constraint(op.f('uq_answer_file_form_key'), 'answer_file', ['form_key'])


def downgrade() -> None:
    op.drop_constraint(op.f('uq_answer_file_form_key'), 'answer_file', type_='unique')
    op.drop_column('answer_file', 'form_key')
