"""Arguments know the responses behind them without their points."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('argument_point', sa.Column('response_id', sa.Uuid(), nullable=True))
    # A point is in one response for ever, so nothing else is to be kept.
    op.execute(
        """
        CREATE FUNCTION find_response() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.response_id := (SELECT response_id FROM point WHERE id = NEW.point_id);
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER response_is_found BEFORE INSERT ON argument_point "
        "FOR EACH ROW EXECUTE FUNCTION find_response()"
    )
    op.execute(
        "UPDATE argument_point SET response_id = point.response_id "
        "FROM point WHERE point.id = argument_point.point_id"
    )
    op.alter_column('argument_point', 'response_id', nullable=False)
    op.create_foreign_key(op.f('fk_argument_point_response_id_response'), 'argument_point', 'response', ['response_id'], ['id'])
    op.create_index('ix_argument_point_response', 'argument_point', ['argument_id', 'response_id'], unique=False)


def downgrade() -> None:
    op.execute("DROP TRIGGER response_is_found ON argument_point")
    op.execute("DROP FUNCTION find_response()")
    op.drop_index('ix_argument_point_response', table_name='argument_point')
    op.drop_column('argument_point', 'response_id')
