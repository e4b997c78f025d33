"""What never changes, the database itself refuses to change."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import UserFactory
from tests.factories.drafts import BlockFactory, SectionFactory, VersionFactory
from tests.factories.responses import CommentFactory
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts.models import Version


def refused(statement: str) -> None:
    session.commit()
    with pytest.raises(IntegrityError, match="never changed"):
        session.execute(text(statement))
    session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE response SET statement = 'annat'",
        "DELETE FROM comment",
        "UPDATE comment SET text = 'annat'",
        "DELETE FROM response",
        "TRUNCATE comment CASCADE",
    ],
)
def test_a_submitted_response(database, statement):
    CommentFactory()
    refused(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET action = ''", "DELETE FROM audit_entry"]
)
def test_the_trail(database, statement):
    user = UserFactory()
    audit.record("tests.do", subject=user.id, actor=user)
    refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE section SET number = '9'",
        "UPDATE section SET title = '{}'",
        """UPDATE section SET lock_reason = '{"sv": "Nej"}'""",
        "UPDATE section SET parent_key = NULL",
        "DELETE FROM section",
        "DELETE FROM block",
        "UPDATE block SET text = '{}'",
        "UPDATE block SET based_on = '{}'",
        "UPDATE block SET images = '{}'",
        "UPDATE block SET ordinal = 9",
        "UPDATE version SET frozen_at = NULL",
        "UPDATE version SET name = 'En annan'",
        "UPDATE version SET note = 'En annan'",
        "DELETE FROM version",
    ],
)
def test_a_frozen_version(database, statement):
    VersionFactory()
    session.flush()
    refused(statement)


def test_nothing_is_added_to_a_frozen_version(database):
    version = VersionFactory()
    session.commit()
    with pytest.raises(IntegrityError, match="never changed"):
        SectionFactory(version_id=version.id)
    session.rollback()


def test_a_version_being_written_changes(database):
    version = VersionFactory(frozen=False)
    section = SectionFactory(version_id=version.id)
    BlockFactory(section_id=section.id)
    session.flush()
    session.execute(text("UPDATE section SET number = '9'"))
    session.execute(text("DELETE FROM block"))


def test_no_section_is_moved_into_or_out_of_a_frozen_version(database):
    frozen, written = VersionFactory(), VersionFactory(frozen=False)
    session.flush()
    for here, there in ((written, frozen), (frozen, written)):
        refused(f"UPDATE section SET version_id = '{there.id}' WHERE version_id = '{here.id}'")  # noqa: S608 - keys of our own


def test_no_block_is_moved_into_or_out_of_a_frozen_version(database):
    frozen = SectionFactory(version_id=VersionFactory(frozen=False).id)
    written = SectionFactory(version_id=VersionFactory(frozen=False).id)
    session.flush()
    session.get(Version, frozen.version_id).frozen_at = clock.now()
    for here, there in ((written, frozen), (frozen, written)):
        refused(f"UPDATE block SET section_id = '{there.id}' WHERE section_id = '{here.id}'")  # noqa: S608 - keys of our own
