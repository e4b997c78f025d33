"""Editions that are cancelled and gone on with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

JOB = ("queued", "running", "done", "refused", "failed", "cancelled", "expired")
EDITION = ("queued", "running", "done", "failed")
PACKAGE = ("queued", "running", "done", "failed", "cancelled", "expired")
FAULTS = ("file", "room", "hidden", "other")


def upgrade() -> None:
    _let_be("edition", "status", "editionstatus", "jobstatus", JOB)
    _let_be("package", "status", "packagestatus", "jobstatus", JOB)
    _let_be("package", "fault", "fault", "fault", (*FAULTS, "size", "template"))
    op.alter_column("edition", "claimed_at", new_column_name="heard_at")
    op.add_column("edition", sa.Column("chapter", sa.Text(), nullable=False, server_default=""))
    op.alter_column("edition", "chapter", server_default=None)
    faults = sa.Column("faults", postgresql.JSONB(), nullable=False, server_default="{}")
    op.add_column("edition", faults)
    op.alter_column("edition", "faults", server_default=None)
    op.add_column("edition", sa.Column("began_at", sa.DateTime(timezone=True)))
    op.add_column("edition", sa.Column("expires_at", sa.DateTime(timezone=True)))
    for table in ("edition", "package"):
        op.add_column(table, sa.Column("cancelled_by", sa.Uuid()))
        name = op.f(f"fk_{table}_cancelled_by_user_account")
        op.create_foreign_key(name, table, "user_account", ["cancelled_by"], ["id"])
    # What is there already can be had for as long as what is made from now on.
    op.execute(
        "UPDATE edition SET expires_at = now() + interval '30 days' "
        "WHERE published_at IS NULL AND status IN ('done', 'failed')"
    )


def downgrade() -> None:
    for table in ("package", "edition"):
        name = op.f(f"fk_{table}_cancelled_by_user_account")
        op.drop_constraint(name, table, type_="foreignkey")
        op.drop_column(table, "cancelled_by")
    for column in ("expires_at", "began_at", "faults", "chapter"):
        op.drop_column("edition", column)
    op.alter_column("edition", "heard_at", new_column_name="claimed_at")
    op.execute("UPDATE edition SET status = 'failed' WHERE status IN ('cancelled', 'expired')")
    op.execute("UPDATE package SET fault = 'other' WHERE fault IN ('size', 'template')")
    _let_be("package", "fault", "fault", "fault", FAULTS)
    _let_be("package", "status", "jobstatus", "packagestatus", PACKAGE)
    _let_be("edition", "status", "jobstatus", "editionstatus", EDITION)


def _let_be(table: str, column: str, former: str, name: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{former}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, sa.column(column).in_(values))
