"""Invitations that another one counts in place of, and what contacts are turned to for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PURPOSES = sa.Enum(
    "answers",
    "reminders",
    "information",
    name="contactpurpose",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    # Until now everyone in the register was someone to turn to when the mailbox is silent.
    op.add_column(
        "contact", sa.Column("purpose", PURPOSES, nullable=False, server_default="reminders")
    )
    op.alter_column("contact", "purpose", server_default=None)
    op.add_column("invitation", sa.Column("counted_as_id", sa.Uuid(), nullable=True))
    op.create_index("ix_invitation_counted_as_id", "invitation", ["counted_as_id"])
    op.create_foreign_key(
        "fk_invitation_counted_as_id_invitation",
        "invitation",
        "invitation",
        ["counted_as_id"],
        ["id"],
    )
    op.create_check_constraint(
        "ck_invitation_counted_as_another", "invitation", "counted_as_id <> id"
    )


def downgrade() -> None:
    op.drop_constraint("ck_invitation_counted_as_another", "invitation", type_="check")
    op.drop_constraint("fk_invitation_counted_as_id_invitation", "invitation", type_="foreignkey")
    op.drop_index("ix_invitation_counted_as_id", table_name="invitation")
    op.drop_column("invitation", "counted_as_id")
    op.drop_column("contact", "purpose")
