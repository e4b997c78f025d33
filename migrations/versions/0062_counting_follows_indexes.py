"""Links to themes and to people know their round; points are counted in the order of an index."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

TABLES = ("point_theme", "assignment")
COUNTED = ['round_id', 'decision', 'origin', 'section_key', 'is_opened', 'is_alone']
BEFORE = ['round_id', 'origin', 'section_key', 'decision', 'is_opened', 'is_alone']


def upgrade() -> None:
    # A point is in one round for ever, so nothing else is to be kept.
    op.execute(
        """
        CREATE FUNCTION find_round() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.round_id := (SELECT round_id FROM point WHERE id = NEW.point_id);
            RETURN NEW;
        END $$
        """
    )
    for table in TABLES:
        op.add_column(table, sa.Column('round_id', sa.Uuid(), nullable=True))
        op.execute(
            f"CREATE TRIGGER round_is_found BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION find_round()"
        )
        op.execute(
            f"UPDATE {table} SET round_id = point.round_id "  # noqa: S608 - our own names
            f"FROM point WHERE point.id = {table}.point_id"
        )
        op.alter_column(table, 'round_id', nullable=False)
        op.create_foreign_key(op.f(f'fk_{table}_round_id_round'), table, 'round', ['round_id'], ['id'])
    op.create_index('ix_point_theme_round', 'point_theme', ['round_id', 'point_id', 'theme_id'], unique=False)
    op.create_index('ix_assignment_round', 'assignment', ['round_id', 'assignee_id'], unique=False)
    _counted_by(COUNTED)
    _joined_by('response_id', include=['id', 'decision'])


def _joined_by(column: str, include: list[str]) -> None:
    op.drop_index('ix_point_joined', table_name='point')
    op.create_index('ix_point_joined', 'point', ['round_id', column], unique=False, postgresql_include=include, postgresql_where='NOT is_replaced')


def _counted_by(columns: list[str]) -> None:
    op.drop_index('ix_point_counted', table_name='point')
    op.create_index('ix_point_counted', 'point', columns, unique=False, postgresql_where='NOT is_replaced')


def downgrade() -> None:
    _joined_by('id', include=['response_id', 'decision'])
    _counted_by(BEFORE)
    op.drop_index('ix_assignment_round', table_name='assignment')
    op.drop_index('ix_point_theme_round', table_name='point_theme')
    for table in TABLES:
        op.execute(f"DROP TRIGGER round_is_found ON {table}")
        op.drop_column(table, 'round_id')
    op.execute("DROP FUNCTION find_round()")
