"""Packages of a report, its text and its answers, and what each is put together of."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('package',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('edition_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('decision', name='packagekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('internal', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=400), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'done', 'failed', 'cancelled', 'expired', name='packagestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('chapter', sa.Enum('report', 'points', 'text', 'answers', 'seal', name='chapter', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fault', sa.Enum('file', 'room', 'hidden', 'other', name='fault', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('at_fault', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_package_edition_id_edition')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_package_file_id_stored_file')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_package_made_by_user_account')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_package_round_id_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_package'))
    )
    op.create_index('ix_package_round', 'package', ['round_id', 'id'], unique=False)
    op.create_table('package_entry',
    sa.Column('package_id', sa.Uuid(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('chapter', sa.Enum('report', 'points', 'text', 'answers', 'seal', name='chapter', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_package_entry_file_id_stored_file')),
    sa.ForeignKeyConstraint(['package_id'], ['package.id'], name=op.f('fk_package_entry_package_id_package')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_package_entry_response_id_response')),
    sa.PrimaryKeyConstraint('package_id', 'ordinal', name=op.f('pk_package_entry')),
    sa.UniqueConstraint('package_id', 'path', name=op.f('uq_package_entry_package_id_path'))
    )


def downgrade() -> None:
    op.drop_table('package_entry')
    op.drop_index('ix_package_round', table_name='package')
    op.drop_table('package')
