"""The text with every comment is a format of the report."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_FORMATS = ("docx", "pdf", "xlsx", "html", "csv", "json", "fragment")


def upgrade() -> None:
    _let_formats_be((*_FORMATS, "commented"))


def downgrade() -> None:
    op.execute("DELETE FROM edition_file WHERE format = 'commented'")
    _let_formats_be(_FORMATS)


def _let_formats_be(formats: tuple[str, ...]) -> None:
    op.drop_constraint("ck_edition_file_format", "edition_file")
    op.create_check_constraint("format", "edition_file", sa.column("format").in_(formats))
