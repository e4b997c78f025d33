"""Points know whether somebody opened them, and whether a second person stands behind them."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('point', sa.Column('is_opened', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('point', sa.Column('is_alone', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.execute(
        """
        UPDATE point SET
            is_opened = EXISTS (SELECT FROM point_opening WHERE point_id = point.id),
            is_alone = decision IS NOT NULL AND NOT EXISTS (
                SELECT FROM decision_approval AS approval
                WHERE approval.point_id = point.id AND approval.revision = point.revision
            )
        """
    )
    op.create_index('ix_point_unopened', 'point', ['round_id', 'number'], unique=False, postgresql_where='NOT is_opened')
    op.create_index('ix_point_alone', 'point', ['round_id', 'number'], unique=False, postgresql_where='is_alone')
    op.create_index('ix_point_unreasoned', 'point', ['round_id', 'number'], unique=False, postgresql_where="point.decision IN ('not_accommodated', 'partly') AND btrim(point.reply) = ''")
    op.create_index('ix_point_counted', 'point', ['round_id', 'origin', 'section_key', 'decision', 'is_opened', 'is_alone', 'response_id'], unique=False, postgresql_include=['id'])
    # Positions are counted without reading what is said.
    op.create_index('ix_comment_position', 'comment', ['id'], unique=False, postgresql_include=['position'], postgresql_where='position IS NOT NULL')
    _keep_opened()
    _keep_alone()


def _keep_opened() -> None:
    """An opening is never changed, and goes only with its point."""
    op.execute(
        """
        CREATE FUNCTION keep_opened() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE point SET is_opened = true FROM fresh
            WHERE point.id = fresh.point_id AND NOT point.is_opened;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER opened_is_kept AFTER INSERT ON point_opening "
        "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_opened()"
    )


def _keep_alone() -> None:
    """Whoever changes the decision or approves it holds the point, and so sees what the other did."""
    op.execute(
        """
        CREATE FUNCTION find_alone() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.is_alone := NEW.decision IS NOT NULL AND NOT EXISTS (
                SELECT FROM decision_approval AS approval
                WHERE approval.point_id = NEW.id AND approval.revision = NEW.revision
            );
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER alone_is_found BEFORE INSERT OR UPDATE OF decision, revision ON point "
        "FOR EACH ROW EXECUTE FUNCTION find_alone()"
    )
    op.execute(
        """
        CREATE FUNCTION keep_alone() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE point SET revision = point.revision FROM touched
            WHERE point.id = touched.point_id AND point.revision = touched.revision;
            RETURN NULL;
        END $$
        """
    )
    for done, table in (("INSERT", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER alone_is_kept_after_{done.lower()} AFTER {done} ON decision_approval "
            f"REFERENCING {table} TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_alone()"
        )
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE ON decision_approval "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON decision_approval")
    op.execute("DROP TRIGGER alone_is_kept_after_delete ON decision_approval")
    op.execute("DROP TRIGGER alone_is_kept_after_insert ON decision_approval")
    op.execute("DROP FUNCTION keep_alone()")
    op.execute("DROP TRIGGER alone_is_found ON point")
    op.execute("DROP FUNCTION find_alone()")
    op.execute("DROP TRIGGER opened_is_kept ON point_opening")
    op.execute("DROP FUNCTION keep_opened()")
    op.drop_index('ix_comment_position', table_name='comment', postgresql_include=['position'], postgresql_where='position IS NOT NULL')
    op.drop_index('ix_point_counted', table_name='point')
    op.drop_index('ix_point_unreasoned', table_name='point', postgresql_where="point.decision IN ('not_accommodated', 'partly') AND btrim(point.reply) = ''")
    op.drop_index('ix_point_alone', table_name='point', postgresql_where='is_alone')
    op.drop_index('ix_point_unopened', table_name='point', postgresql_where='NOT is_opened')
    op.drop_column('point', 'is_alone')
    op.drop_column('point', 'is_opened')
