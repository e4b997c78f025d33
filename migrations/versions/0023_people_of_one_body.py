"""What the people of one body do together in its own space."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('space_assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=True),
    sa.Column('question_id', sa.Uuid(), nullable=True),
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.CheckConstraint('num_nonnulls(section_key, question_id) = 1', name=op.f('ck_space_assignment_one_place')),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_space_assignment_participant_id_participant')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_space_assignment_question_id_question'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_assignment_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_assignment')),
    sa.UniqueConstraint('space_id', 'question_id', name=op.f('uq_space_assignment_space_id_question_id')),
    sa.UniqueConstraint('space_id', 'section_key', name=op.f('uq_space_assignment_space_id_section_key'))
    )
    op.create_table('space_colleague',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=400), nullable=False),
    sa.Column('role', sa.Enum('coordinator', 'writer', 'approver', name='memberrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('link_number', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['participant.id'], name=op.f('fk_space_colleague_asked_by_id_participant')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_colleague_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_colleague')),
    sa.UniqueConstraint('space_id', 'email', name=op.f('uq_space_colleague_space_id_email'))
    )
    op.create_table('space_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('deed', sa.String(40), nullable=False),
    sa.Column('about', sa.Uuid(), nullable=True),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['participant.id'], name=op.f('fk_space_event_person_id_participant')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_event_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_event'))
    )
    op.create_index('ix_space_event_space_id', 'space_event', ['space_id', 'id'], unique=False)
    op.create_table('space_presence',
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_space_presence_participant_id_participant')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_presence_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('space_id', 'participant_id', name=op.f('pk_space_presence'))
    )
    op.create_table('space_release',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('approver_id', sa.Uuid(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.String(length=400), nullable=False),
    sa.Column('outcome', sa.Enum('approved', 'returned', 'taken_back', name='releaseoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['approver_id'], ['participant.id'], name=op.f('fk_space_release_approver_id_participant')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['participant.id'], name=op.f('fk_space_release_asked_by_id_participant')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['participant.id'], name=op.f('fk_space_release_ended_by_id_participant')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_release_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_release'))
    )
    op.create_index(op.f('ix_space_release_space_id'), 'space_release', ['space_id'], unique=False)
    op.create_index('uq_space_release_waiting', 'space_release', ['space_id'], unique=True, postgresql_where='outcome IS NULL')
    op.create_table('space_remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('space_id', sa.Uuid(), nullable=False),
    sa.Column('section_key', sa.Uuid(), nullable=True),
    sa.Column('comment_id', sa.Uuid(), nullable=True),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('form_key', sa.Uuid(), nullable=False),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['participant.id'], name=op.f('fk_space_remark_author_id_participant')),
    sa.ForeignKeyConstraint(['comment_id'], ['own_comment.id'], name=op.f('fk_space_remark_comment_id_own_comment'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['resolved_by_id'], ['participant.id'], name=op.f('fk_space_remark_resolved_by_id_participant')),
    sa.ForeignKeyConstraint(['space_id'], ['own_space.id'], name=op.f('fk_space_remark_space_id_own_space'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_space_remark')),
    sa.UniqueConstraint('form_key', name=op.f('uq_space_remark_form_key'))
    )
    op.create_index(op.f('ix_space_remark_comment_id'), 'space_remark', ['comment_id'], unique=False)
    op.create_index(op.f('ix_space_remark_space_id'), 'space_remark', ['space_id'], unique=False)
    op.create_table('space_mention',
    sa.Column('comment_id', sa.Uuid(), nullable=False),
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['space_remark.id'], name=op.f('fk_space_mention_comment_id_space_remark'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_space_mention_participant_id_participant')),
    sa.PrimaryKeyConstraint('comment_id', 'participant_id', name=op.f('pk_space_mention'))
    )
    op.add_column('own_comment', sa.Column('author_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_own_comment_author_id_participant'), 'own_comment', 'participant', ['author_id'], ['id'])
    op.add_column('own_space', sa.Column('written_by_id', sa.Uuid(), nullable=True))
    op.add_column('own_space', sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('own_space', sa.Column('four_eyes', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column('own_space', 'four_eyes', server_default=None)
    op.create_foreign_key(op.f('fk_own_space_written_by_id_participant'), 'own_space', 'participant', ['written_by_id'], ['id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_own_space_written_by_id_participant'), 'own_space', type_='foreignkey')
    op.drop_column('own_space', 'four_eyes')
    op.drop_column('own_space', 'released_at')
    op.drop_column('own_space', 'written_by_id')
    op.drop_constraint(op.f('fk_own_comment_author_id_participant'), 'own_comment', type_='foreignkey')
    op.drop_column('own_comment', 'author_id')
    op.drop_table('space_mention')
    op.drop_index(op.f('ix_space_remark_space_id'), table_name='space_remark')
    op.drop_index(op.f('ix_space_remark_comment_id'), table_name='space_remark')
    op.drop_table('space_remark')
    op.drop_index('uq_space_release_waiting', table_name='space_release', postgresql_where='outcome IS NULL')
    op.drop_index(op.f('ix_space_release_space_id'), table_name='space_release')
    op.drop_table('space_release')
    op.drop_table('space_presence')
    op.drop_index('ix_space_event_space_id', table_name='space_event')
    op.drop_table('space_event')
    op.drop_table('space_colleague')
    op.drop_table('space_assignment')
