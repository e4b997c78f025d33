"""Points are found sooner: by their words, and those that are left."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_point_undecided", "point", ["round_id", "number"], postgresql_where="decision IS NULL"
    )
    op.execute("ALTER INDEX ix_point_words_vector SET (fastupdate = off)")
    # What was put in before waits in a list, which is sorted in now.
    op.execute("SELECT gin_clean_pending_list('ix_point_words_vector')")


def downgrade() -> None:
    op.execute("ALTER INDEX ix_point_words_vector RESET (fastupdate)")
    op.drop_index("ix_point_undecided", table_name="point")
