"""The words by which a point is found follow the passage that it was taken out as."""

from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION keep_words_of_changed_excerpt() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM point_words USING point
            WHERE point.excerpt_id = NEW.id AND point_words.point_id = point.id;
            PERFORM keep_point_words(id) FROM point WHERE excerpt_id = NEW.id;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER words_are_kept AFTER UPDATE OF text, quote, proposed_wording ON excerpt "
        "FOR EACH ROW EXECUTE FUNCTION keep_words_of_changed_excerpt()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER words_are_kept ON excerpt")
    op.execute("DROP FUNCTION keep_words_of_changed_excerpt()")
