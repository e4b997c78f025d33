"""Points know whether a later answer took the place of the one that they are in."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('point', sa.Column('is_replaced', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    _keep_replaced()
    # Behind the triggers: making them waits for whoever is submitting.
    op.execute(
        "UPDATE point SET is_replaced = true FROM response AS later "
        "WHERE later.replaces_id = point.response_id"
    )
    _index_what_counts()


_STATUSES = (("undecided", "decision IS NULL"), ("unopened", "NOT is_opened"), ("alone", "is_alone"))


def _index_what_counts() -> None:
    op.drop_index('ix_point_counted', table_name='point')
    op.create_index('ix_point_counted', 'point', ['round_id', 'origin', 'section_key', 'decision', 'is_opened', 'is_alone'], unique=False, postgresql_where='NOT is_replaced')
    op.create_index('ix_point_joined', 'point', ['round_id', 'id'], unique=False, postgresql_include=['response_id', 'decision'], postgresql_where='NOT is_replaced')
    for name, where in _STATUSES:
        op.drop_index(f'ix_point_{name}', table_name='point', postgresql_where=where)
        op.create_index(f'ix_point_{name}', 'point', ['round_id', 'number'], unique=False, postgresql_include=['id'], postgresql_where=f'{where} AND NOT is_replaced')


def _keep_replaced() -> None:
    """A later answer holds the one that it replaces, and so do points that are taken out of it.

    Neither is in the way of what only refers to that answer. An answer is never deleted.
    """
    op.execute(
        """
        CREATE FUNCTION hold_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM response WHERE id = NEW.replaces_id FOR NO KEY UPDATE;
            RETURN NEW;
        END $$
        """
    )
    # Before the row refers to anything: the round is held by whoever gives points their numbers.
    op.execute(
        "CREATE TRIGGER replaced_is_held BEFORE INSERT ON response "
        "FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION hold_replaced()"
    )
    op.execute(
        """
        CREATE FUNCTION keep_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- In the order in which officers hold many.
            PERFORM FROM point WHERE response_id = NEW.replaces_id
            ORDER BY number FOR NO KEY UPDATE;
            UPDATE point SET is_replaced = true WHERE response_id = NEW.replaces_id;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER replaced_is_kept AFTER INSERT ON response "
        "FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION keep_replaced()"
    )
    op.execute(
        """
        CREATE FUNCTION find_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM response WHERE id = NEW.response_id FOR SHARE;
            NEW.is_replaced := EXISTS (
                SELECT FROM response AS later WHERE later.replaces_id = NEW.response_id
            );
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER replaced_is_found BEFORE INSERT ON point "
        "FOR EACH ROW EXECUTE FUNCTION find_replaced()"
    )


def downgrade() -> None:
    for name, where in _STATUSES:
        op.drop_index(f'ix_point_{name}', table_name='point', postgresql_include=['id'], postgresql_where=f'{where} AND NOT is_replaced')
        op.create_index(f'ix_point_{name}', 'point', ['round_id', 'number'], unique=False, postgresql_where=where)
    op.drop_index('ix_point_joined', table_name='point', postgresql_include=['response_id', 'decision'], postgresql_where='NOT is_replaced')
    op.drop_index('ix_point_counted', table_name='point', postgresql_where='NOT is_replaced')
    op.create_index('ix_point_counted', 'point', ['round_id', 'origin', 'section_key', 'decision', 'is_opened', 'is_alone', 'response_id'], unique=False, postgresql_include=['id'])
    op.execute("DROP TRIGGER replaced_is_found ON point")
    op.execute("DROP FUNCTION find_replaced()")
    op.execute("DROP TRIGGER replaced_is_kept ON response")
    op.execute("DROP FUNCTION keep_replaced()")
    op.execute("DROP TRIGGER replaced_is_held ON response")
    op.execute("DROP FUNCTION hold_replaced()")
    op.drop_column('point', 'is_replaced')
