"""Whether a file that goes with an answer has text, and when a given part is ready."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STATES = ("unasked", "waiting", "looking", "text", "pictures", "unreadable")


def upgrade() -> None:
    op.add_column(
        "own_attachment",
        sa.Column(
            "legibility",
            sa.Enum(*STATES, name="legibility", native_enum=False, create_constraint=True, length=40),
            nullable=False,
            server_default="unasked",
        ),
    )
    op.alter_column("own_attachment", "legibility", server_default=None)
    op.add_column("own_attachment", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    # What is attached already is looked into as well: a sweep finds it.
    op.execute(
        "UPDATE own_attachment SET legibility = 'waiting' FROM stored_file "
        "WHERE stored_file.id = own_attachment.file_id "
        "AND stored_file.content_type = 'application/pdf'"
    )
    op.add_column("space_assignment", sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("space_assignment", "ready_at")
    op.drop_column("own_attachment", "claimed_at")
    op.drop_column("own_attachment", "legibility")
