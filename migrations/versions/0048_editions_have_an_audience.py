"""Editions have an audience."""

import sqlalchemy as sa
from alembic import op


revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until now every edition was made so that it could be published.
    op.add_column('edition', sa.Column('audience', sa.Enum('public', 'board', 'internal', name='audience', native_enum=False, create_constraint=True, length=40), server_default='public', nullable=False))
    op.alter_column('edition', 'audience', server_default=None)
    op.create_check_constraint(op.f('ck_edition_published_to_all'), 'edition', "published_at IS NULL OR audience = 'public'")


def downgrade() -> None:
    op.drop_constraint(op.f('ck_edition_published_to_all'), 'edition', type_='check')
    op.drop_column('edition', 'audience')
