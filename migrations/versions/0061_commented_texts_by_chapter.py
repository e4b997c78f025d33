"""commented texts by chapter"""

import sqlalchemy as sa
from alembic import op


revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None

_FORMATS = (
    "docx", "commented", "pdf", "xlsx", "html", "csv", "json", "fragment", "figures",
)


def upgrade() -> None:
    _let_formats_be((*_FORMATS, "chapters"))


def downgrade() -> None:
    op.execute("DELETE FROM edition_file WHERE format = 'chapters'")
    _let_formats_be(_FORMATS)


def _let_formats_be(formats: tuple[str, ...]) -> None:
    op.drop_constraint("ck_edition_file_format", "edition_file")
    op.create_check_constraint("format", "edition_file", sa.column("format").in_(formats))
