"""Points that staff take out of the running text of a response."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = ("general", "technical", "editorial")
POSITIONS = (
    "endorse",
    "endorse_in_part",
    "neither",
    "oppose",
    "no_comments",
    "abstain",
    "not_stated",
)


def _states(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "excerpt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("section_key", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("kind", _states("commentkind", KINDS), nullable=False),
        sa.Column("position", _states("position", POSITIONS), nullable=True),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_excerpt_made_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_excerpt_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excerpt")),
    )
    op.create_index(op.f("ix_excerpt_response_id"), "excerpt", ["response_id"])
    op.add_column("point", sa.Column("excerpt_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_point_excerpt_id_excerpt"), "point", "excerpt", ["excerpt_id"], ["id"]
    )
    op.create_index("uq_point_excerpt", "point", ["excerpt_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_point_excerpt", table_name="point")
    op.drop_constraint(op.f("fk_point_excerpt_id_excerpt"), "point", type_="foreignkey")
    op.drop_column("point", "excerpt_id")
    op.drop_table("excerpt")
