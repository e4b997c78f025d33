"""editions know the version of their data"""

import sqlalchemy as sa
from alembic import op


revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("data_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("edition", "data_version")
