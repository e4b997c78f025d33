"""Drafting: history, review, files of versions, locks, and what a translation is based on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

TRACKED_CHANGES = sa.Enum(
    "accept", "reject", "show",
    name="trackedchanges", native_enum=False, create_constraint=True, length=40,
)
OCCASIONS = (
    "rounds/emails/invitation", "rounds/emails/undelivered", "accounts/emails/sign_in",
    "responses/emails/receipt", "responses/emails/new_response", "reports/emails/published",
)
NEW_OCCASIONS = (
    "drafts/emails/approval_asked", "drafts/emails/approval_decided", "drafts/emails/note_assigned",
)


def upgrade() -> None:
    op.create_table('internal_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=False),
    sa.Column('block_key', sa.Uuid(), nullable=True),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('origin', sa.Enum('here', 'word', name='noteorigin', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('author_name', sa.String(length=400), nullable=False),
    sa.Column('reply_to', sa.Uuid(), nullable=True),
    sa.Column('assigned_to', sa.Uuid(), nullable=True),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sa.Uuid(), nullable=True),
    sa.Column('source_mark', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['assigned_to'], ['user_account.id'], name=op.f('fk_internal_note_assigned_to_user_account')),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_internal_note_author_id_user_account')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_internal_note_document_id_document')),
    sa.ForeignKeyConstraint(['reply_to'], ['internal_note.id'], name=op.f('fk_internal_note_reply_to_internal_note')),
    sa.ForeignKeyConstraint(['resolved_by'], ['user_account.id'], name=op.f('fk_internal_note_resolved_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_internal_note'))
    )
    op.create_index(op.f('ix_internal_note_assigned_to'), 'internal_note', ['assigned_to'], unique=False)
    op.create_index('ix_internal_note_place', 'internal_note', ['document_id', 'section_key'], unique=False)
    op.create_index(op.f('ix_internal_note_reply_to'), 'internal_note', ['reply_to'], unique=False)
    op.create_table('preview_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('recipient', sa.String(length=400), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('last_opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_preview_link_document_id_document')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_preview_link_made_by_user_account')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['user_account.id'], name=op.f('fk_preview_link_withdrawn_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preview_link'))
    )
    op.create_index(op.f('ix_preview_link_document_id'), 'preview_link', ['document_id'], unique=False)
    op.create_table('approval',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('content_sha256', sa.String(length=400), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('approver_id', sa.Uuid(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('approved', 'returned', name='approvaloutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_name', sa.String(length=400), nullable=False),
    sa.Column('delegation', sa.String(length=400), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['approver_id'], ['user_account.id'], name=op.f('fk_approval_approver_id_user_account')),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_approval_asked_by_user_account')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_approval_document_id_document')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_approval_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval'))
    )
    op.create_index(op.f('ix_approval_document_id'), 'approval', ['document_id'], unique=False)
    op.create_table('presence',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_writing', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_presence_user_id_user_account')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_presence_version_id_version')),
    sa.PrimaryKeyConstraint('version_id', 'section_key', 'user_id', name=op.f('pk_presence'))
    )
    op.create_table('removed_branch',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('after_key', sa.Uuid(), nullable=True),
    sa.Column('sections', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('removed_by', sa.Uuid(), nullable=False),
    sa.Column('restored_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_removed_branch_document_id_document')),
    sa.ForeignKeyConstraint(['removed_by'], ['user_account.id'], name=op.f('fk_removed_branch_removed_by_user_account')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_removed_branch_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_removed_branch'))
    )
    op.create_index(op.f('ix_removed_branch_document_id'), 'removed_branch', ['document_id'], unique=False)
    op.create_table('section_revision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('kind', sa.Enum('plain', 'vision', 'goal', 'measure', 'strength_area', 'indicator', name='sectionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('blocks', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('cause', sa.Enum('written', 'imported', 'restored', 'split', 'joined', 'copied', name='revisioncause', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_section_revision_document_id_document')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_section_revision_made_by_user_account')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_section_revision_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section_revision')),
    sa.UniqueConstraint('version_id', 'section_key', 'number', name=op.f('uq_section_revision_version_id_section_key_number'))
    )
    op.create_index('ix_section_revision_section', 'section_revision', ['document_id', 'section_key', 'created_at'], unique=False)
    op.create_table('version_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('former_id', sa.Uuid(), nullable=True),
    sa.Column('form', sa.Enum('docx', 'pdf', 'changes_docx', name='fileform', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=400), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'done', 'failed', name='filestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_version_file_document_id_document')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_version_file_file_id_stored_file')),
    sa.ForeignKeyConstraint(['former_id'], ['version.id'], name=op.f('fk_version_file_former_id_version')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_version_file_made_by_user_account')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_version_file_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_file'))
    )
    op.create_index(op.f('ix_version_file_document_id'), 'version_file', ['document_id'], unique=False)
    # A default fills the rows there are, frozen ones too, and is then the models' matter alone.
    _add("block", sa.Column("based_on", postgresql.JSONB(), nullable=False), "'{}'::jsonb")
    _add("document", sa.Column("source_language", sa.String(400), nullable=False), "'sv'")
    _add("document", sa.Column("needs_approval", sa.Boolean(), nullable=False), "false")
    _add("round", sa.Column("languages", postgresql.JSONB(), nullable=False), "'[]'::jsonb")
    _add("section", sa.Column("lock_reason", postgresql.JSONB(), nullable=False), "'{}'::jsonb")
    _add("word_import", sa.Column("tracked_changes", TRACKED_CHANGES, nullable=False), "'accept'")
    op.execute("UPDATE document SET source_language = languages ->> 0 WHERE NOT languages ? 'sv'")
    _base_translations()
    _occasions(*OCCASIONS, *NEW_OCCASIONS)


def _add(table: str, column: sa.Column, default: str) -> None:
    column.server_default = sa.DefaultClause(sa.text(default))
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)


def _base_translations() -> None:
    """What is translated already counts as a translation of the source as it stands."""
    op.execute("ALTER TABLE block DISABLE TRIGGER frozen_never_changed")
    op.execute(
        """
        UPDATE block SET based_on = (
            SELECT jsonb_object_agg(
                tag, encode(sha256(convert_to(text ->> document.source_language, 'UTF8')), 'hex')
            )
            FROM jsonb_object_keys(text) AS tag
            WHERE tag <> document.source_language AND text ->> tag <> ''
        )
        FROM section, version, document
        WHERE section.id = block.section_id AND version.id = section.version_id
            AND document.id = version.document_id
            AND text ->> document.source_language <> ''
            AND EXISTS (
                SELECT FROM jsonb_object_keys(text) AS tag
                WHERE tag <> document.source_language AND text ->> tag <> ''
            )
        """
    )
    op.execute("ALTER TABLE block ENABLE TRIGGER frozen_never_changed")


def _occasions(*values: str) -> None:
    # Named as the metadata's convention has it: ck_<table>_<name of the enum>.
    op.execute("ALTER TABLE email DROP CONSTRAINT ck_email_occasion")
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE email ADD CONSTRAINT ck_email_occasion CHECK (occasion IN ({listed}))")


def downgrade() -> None:
    op.execute(f"DELETE FROM email WHERE occasion IN {NEW_OCCASIONS}")
    _occasions(*OCCASIONS)
    op.drop_column('word_import', 'tracked_changes')
    op.drop_column('section', 'lock_reason')
    op.drop_column('round', 'languages')
    op.drop_column('document', 'needs_approval')
    op.drop_column('document', 'source_language')
    op.drop_column('block', 'based_on')
    op.drop_index(op.f('ix_version_file_document_id'), table_name='version_file')
    op.drop_table('version_file')
    op.drop_index('ix_section_revision_section', table_name='section_revision')
    op.drop_table('section_revision')
    op.drop_index(op.f('ix_removed_branch_document_id'), table_name='removed_branch')
    op.drop_table('removed_branch')
    op.drop_table('presence')
    op.drop_index(op.f('ix_approval_document_id'), table_name='approval')
    op.drop_table('approval')
    op.drop_index(op.f('ix_preview_link_document_id'), table_name='preview_link')
    op.drop_table('preview_link')
    op.drop_index(op.f('ix_internal_note_reply_to'), table_name='internal_note')
    op.drop_index('ix_internal_note_place', table_name='internal_note')
    op.drop_index(op.f('ix_internal_note_assigned_to'), table_name='internal_note')
    op.drop_table('internal_note')
