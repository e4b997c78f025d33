"""Packages for the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _let_kinds_be(("decision", "archive"))


def downgrade() -> None:
    op.execute(
        "DELETE FROM package_entry USING package "
        "WHERE package.id = package_entry.package_id AND package.kind = 'archive'"
    )
    op.execute("DELETE FROM package WHERE kind = 'archive'")
    _let_kinds_be(("decision",))


def _let_kinds_be(kinds: tuple[str, ...]) -> None:
    op.drop_constraint("ck_package_packagekind", "package")
    op.create_check_constraint("packagekind", "package", sa.column("kind").in_(kinds))
