"""Receipts are looked up by checksum."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_response_sha256", "response", ["sha256"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_response_sha256", table_name="response")
