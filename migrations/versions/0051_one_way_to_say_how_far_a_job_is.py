"""One way to say how far a job is."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

JOB = ("queued", "running", "done", "refused", "failed", "cancelled", "expired")
FORMER = {
    "word_import": ("importstatus", ("queued", "running", "done", "refused", "failed")),
    "version_file": ("filestatus", ("queued", "running", "done", "failed")),
    "answer_file": ("readingstatus", ("queued", "running", "done", "refused", "failed")),
}


def upgrade() -> None:
    for table, (name, _values) in FORMER.items():
        _let_be(table, name, "jobstatus", JOB)
        op.alter_column(table, "claimed_at", new_column_name="heard_at")


def downgrade() -> None:
    for table, (name, values) in FORMER.items():
        op.alter_column(table, "heard_at", new_column_name="claimed_at")
        _let_be(table, "jobstatus", name, values)


def _let_be(table: str, former: str, name: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{former}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, sa.column("status").in_(values))
