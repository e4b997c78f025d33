"""Passages, proposed changes and importance of comments; what has been read; a plain summary."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = {
    "change": ("replace", "add", "remove"),
    "importance": ("important", "normal", "minor"),
}


def upgrade() -> None:
    op.create_table(
        "seen_section",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("section_key", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_seen_section_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["own_space.id"],
            name=op.f("fk_seen_section_space_id_own_space"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "space_id", "participant_id", "section_key", name=op.f("pk_seen_section")
        ),
    )
    for table in ("comment", "own_comment"):
        op.add_column(
            table, sa.Column("selector", postgresql.JSONB(none_as_null=True), nullable=True)
        )
        for name, values in STATES.items():
            kind = sa.Enum(
                *values, name=name, native_enum=False, create_constraint=True, length=40
            )
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.add_column(
        "round", sa.Column("summary", postgresql.JSONB(), server_default="{}", nullable=False)
    )
    op.alter_column("round", "summary", server_default=None)


def downgrade() -> None:
    op.drop_column("round", "summary")
    for table in ("own_comment", "comment"):
        for name in ("importance", "change", "selector"):
            op.drop_column(table, name)
    op.drop_table("seen_section")
