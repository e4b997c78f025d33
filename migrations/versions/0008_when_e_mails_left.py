"""When e-mails left: how many did so in the last second is asked before each batch."""

from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_email_claimed_at', 'email', ['claimed_at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_email_claimed_at', table_name='email')
