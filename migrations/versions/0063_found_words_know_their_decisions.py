"""The words of points know what is decided on them; answers know how many points they have."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

COLUMNS = (("round_id", sa.Uuid()), ("decision", sa.String(length=40)), ("is_replaced", sa.Boolean()))


def upgrade() -> None:
    _know_decisions()
    _count_points()


def _know_decisions() -> None:
    op.drop_index("ix_point_words_vector", table_name="point_words", postgresql_using="gin")
    for name, kind in COLUMNS:
        op.add_column("point_words", sa.Column(name, kind, nullable=True))
    # Room for a decision on the page that the row is on, and texts beside the table.
    op.execute("ALTER TABLE point_words SET (toast_tuple_target = 128, fillfactor = 90)")
    # Vectors that are made anew are put there, as those of new points are.
    op.execute(
        "UPDATE point_words SET round_id = point.round_id, decision = point.decision, "
        "is_replaced = point.is_replaced, vector = vector || ''::tsvector "
        "FROM point WHERE point.id = point_words.point_id"
    )
    op.alter_column("point_words", "round_id", nullable=False)
    op.alter_column("point_words", "is_replaced", nullable=False)
    op.create_foreign_key(op.f("fk_point_words_round_id_round"), "point_words", "round", ["round_id"], ["id"])
    # Writes the table anew, without what the update left.
    op.execute("CLUSTER point_words USING pk_point_words")
    op.execute("ALTER TABLE point_words SET WITHOUT CLUSTER")
    _index_words()
    op.execute(_KEEP_WORDS.format(columns=", round_id, decision, is_replaced", values=", round_id, decision, is_replaced", known=", point.round_id, point.decision, point.is_replaced"))
    op.execute(
        """
        CREATE FUNCTION keep_words_decided() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE point_words SET decision = NEW.decision, is_replaced = NEW.is_replaced
            WHERE point_id = NEW.id;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER words_know_decision AFTER UPDATE OF decision, is_replaced ON point "
        "FOR EACH ROW WHEN ((OLD.decision, OLD.is_replaced) IS DISTINCT FROM (NEW.decision, NEW.is_replaced)) "
        "EXECUTE FUNCTION keep_words_decided()"
    )


def _index_words() -> None:
    op.create_index("ix_point_words_vector", "point_words", ["vector"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})


def _count_points() -> None:
    """Points come and go by statements, each of which counts its own.

    An answer that is replaced loses its row where its points are told so, who are all held then.
    """
    op.create_table(
        "point_count",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_point_count_response_id_response")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_point_count_round_id_round")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_point_count")),
    )
    op.create_index("ix_point_count_round", "point_count", ["round_id"], unique=False)
    op.execute(
        """
        CREATE FUNCTION count_made() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO point_count (response_id, round_id, points)
            SELECT response_id, round_id, count(*) FROM made WHERE NOT is_replaced
            GROUP BY response_id, round_id ORDER BY response_id
            ON CONFLICT (response_id) DO UPDATE SET points = point_count.points + EXCLUDED.points;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER made_are_counted AFTER INSERT ON point REFERENCING NEW TABLE AS made "
        "FOR EACH STATEMENT EXECUTE FUNCTION count_made()"
    )
    op.execute(
        """
        CREATE FUNCTION count_gone() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE point_count SET points = points - each.number FROM (
                SELECT response_id, count(*) AS number FROM gone WHERE NOT is_replaced
                GROUP BY response_id
            ) AS each
            WHERE each.response_id = point_count.response_id;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER gone_are_counted AFTER DELETE ON point REFERENCING OLD TABLE AS gone "
        "FOR EACH STATEMENT EXECUTE FUNCTION count_gone()"
    )
    op.execute(_KEEP_REPLACED.format(also="DELETE FROM point_count WHERE response_id = NEW.replaces_id;"))
    op.execute(
        "INSERT INTO point_count (response_id, round_id, points) "
        "SELECT response_id, round_id, count(*) FROM point WHERE NOT is_replaced "
        "GROUP BY response_id, round_id"
    )


_KEEP_REPLACED = """
    CREATE OR REPLACE FUNCTION keep_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- In the order in which officers hold many.
        PERFORM FROM point WHERE response_id = NEW.replaces_id
        ORDER BY number FOR NO KEY UPDATE;
        UPDATE point SET is_replaced = true WHERE response_id = NEW.replaces_id;
        {also}
        RETURN NULL;
    END $$
"""

_KEEP_WORDS = r"""
    CREATE OR REPLACE FUNCTION keep_point_words(made uuid) RETURNS void LANGUAGE sql AS $$
        INSERT INTO point_words (point_id, text, vector{columns})
        SELECT made, said, to_tsvector('swedish', left(sought, 200000))
            || to_tsvector('english', left(sought, 200000)){values}
        FROM (
            SELECT parts.*, concat_ws(E'\n', sender, said) AS sought
            FROM (
                SELECT response.sender, concat_ws(
                    E'\n',
                    nullif(coalesce(comment.text, excerpt.text, answer.text,
                        CASE WHEN point.origin = 'statement' THEN response.statement END), ''),
                    nullif(coalesce(comment.quote, excerpt.quote), ''),
                    nullif(coalesce(comment.proposed_wording, excerpt.proposed_wording), '')
                ) AS said{known}
                FROM point
                JOIN response ON response.id = point.response_id
                LEFT JOIN comment ON comment.id = point.comment_id
                LEFT JOIN excerpt ON excerpt.id = point.excerpt_id
                LEFT JOIN answer ON answer.id = point.answer_id
                WHERE point.id = made
            ) AS parts
        ) AS texts
    $$
"""


def downgrade() -> None:
    op.execute(_KEEP_REPLACED.format(also=""))
    for name in ("made", "gone"):
        op.execute(f"DROP TRIGGER {name}_are_counted ON point")
        op.execute(f"DROP FUNCTION count_{name}()")
    op.drop_index("ix_point_count_round", table_name="point_count")
    op.drop_table("point_count")
    op.execute("DROP TRIGGER words_know_decision ON point")
    op.execute("DROP FUNCTION keep_words_decided()")
    op.execute(_KEEP_WORDS.format(columns="", values="", known=""))
    for name, _kind in reversed(COLUMNS):
        op.drop_column("point_words", name)
    op.execute("ALTER TABLE point_words RESET (toast_tuple_target, fillfactor)")
