"""An answered request for approval stands, of a text too."""

from alembic import op


revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change_of_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.outcome IS NOT NULL OR OLD.{withdrawn} IS NOT NULL THEN
        RAISE EXCEPTION 'an answered request for approval is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    op.alter_column('edition_approval', 'taken_back_at', new_column_name='withdrawn_at')
    op.execute(_REFUSE.format(withdrawn="withdrawn_at"))
    op.execute(
        "CREATE TRIGGER answered_never_changed BEFORE UPDATE OR DELETE ON approval "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_answered()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER answered_never_changed ON approval")
    op.alter_column('edition_approval', 'withdrawn_at', new_column_name='taken_back_at')
    op.execute(_REFUSE.format(withdrawn="taken_back_at"))
