"""Whose points are, who opened them, and their words for finding them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('assignee_id', sa.Uuid(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('assigned_by', sa.Uuid(), nullable=False),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assigned_by'], ['user_account.id'], name=op.f('fk_assignment_assigned_by_user_account')),
    sa.ForeignKeyConstraint(['assignee_id'], ['user_account.id'], name=op.f('fk_assignment_assignee_id_user_account')),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_assignment_point_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment'))
    )
    op.create_index('ix_assignment_assignee', 'assignment', ['assignee_id', 'due'], unique=False)
    op.create_index('ix_assignment_untold', 'assignment', ['assignee_id'], unique=False, postgresql_where='told_at IS NULL')
    op.create_index('uq_assignment_point', 'assignment', ['point_id'], unique=True)
    op.create_table('point_opening',
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_point_opening_point_id_point'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_point_opening_user_id_user_account')),
    sa.PrimaryKeyConstraint('point_id', 'user_id', name=op.f('pk_point_opening'))
    )
    op.create_table('point_words',
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('vector', postgresql.TSVECTOR(), nullable=False),
    sa.ForeignKeyConstraint(['point_id'], ['point.id'], name=op.f('fk_point_words_point_id_point'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('point_id', name=op.f('pk_point_words'))
    )
    op.execute(
        """
        CREATE FUNCTION keep_point_words(made uuid) RETURNS void LANGUAGE sql AS $$
            INSERT INTO point_words (point_id, text, vector)
            SELECT made, said, to_tsvector('swedish', left(sought, 200000))
                || to_tsvector('english', left(sought, 200000))
            FROM (
                SELECT said, concat_ws(E'\\n', sender, said) AS sought
                FROM (
                    SELECT response.sender, concat_ws(
                        E'\\n',
                        nullif(coalesce(comment.text, excerpt.text, answer.text,
                            CASE WHEN point.origin = 'statement' THEN response.statement END), ''),
                        nullif(coalesce(comment.quote, excerpt.quote), ''),
                        nullif(coalesce(comment.proposed_wording, excerpt.proposed_wording), '')
                    ) AS said
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
    )
    op.execute(
        """
        CREATE FUNCTION keep_words_of_new_point() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM keep_point_words(NEW.id);
            RETURN NULL;
        END $$
        """
    )
    op.execute("SELECT keep_point_words(id) FROM point")
    op.create_index("ix_point_words_vector", "point_words", ["vector"], postgresql_using="gin")
    op.execute(
        "CREATE TRIGGER words_are_kept AFTER INSERT ON point "
        "FOR EACH ROW EXECUTE FUNCTION keep_words_of_new_point()"
    )
    # Who decided on a point had opened it.
    op.execute(
        "INSERT INTO point_opening (point_id, user_id, opened_at) SELECT id, decided_by, decided_at "
        "FROM point WHERE decided_by IS NOT NULL AND decided_at IS NOT NULL"
    )
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE ON point_opening "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER words_are_kept ON point")
    op.execute("DROP FUNCTION keep_words_of_new_point()")
    op.execute("DROP FUNCTION keep_point_words(uuid)")
    op.drop_index('ix_point_words_vector', table_name='point_words', postgresql_using='gin')
    op.drop_table('point_words')
    op.drop_table('point_opening')
    op.drop_index('uq_assignment_point', table_name='assignment')
    op.drop_index('ix_assignment_untold', table_name='assignment', postgresql_where='told_at IS NULL')
    op.drop_index('ix_assignment_assignee', table_name='assignment')
    op.drop_table('assignment')
