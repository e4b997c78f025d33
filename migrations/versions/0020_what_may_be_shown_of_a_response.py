"""What may be shown of a response: the checks for secrecy, which never change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATES = ("open", "masked", "withheld")


def upgrade() -> None:
    said = sa.Enum(
        *STATES, name="secrecy", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "secrecy_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("state", said, nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("law", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by"],
            ["user_account.id"],
            name=op.f("fk_secrecy_check_checked_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_secrecy_check_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_check")),
    )
    op.create_index(
        op.f("ix_secrecy_check_response_id"), "secrecy_check", ["response_id"], unique=False
    )
    op.execute(
        "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON secrecy_check "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_changed ON secrecy_check")
    op.drop_index(op.f("ix_secrecy_check_response_id"), table_name="secrecy_check")
    op.drop_table("secrecy_check")
