"""A text saved at the moment when it is approved or frozen: only what was approved is frozen."""

import pytest

from tests.factories.accounts import UserFactory
from tests.webapp.drafts.test_saving_at_once import BASE, begun, press
from tests.webapp.responses.test_two_at_once import at_once, real
from webapp.accounts.models import User
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.drafts import queries, sealing, service
from webapp.drafts.models import ApprovalOutcome, Document
from webapp.drafts.service import Decision

__all__ = ["real"]

TEXTS = [*BASE, "Till sist."]


def asked(begin):
    """An approver, and the request put before them, on a document that needs approval."""
    document = session.get_one(Document, begin[0])
    approver = UserFactory(roles=[Role.APPROVER])
    session.flush()
    officer = session.get_one(User, begin[2][0])
    service.require_approval(document, needed=True, actor=officer)
    request = service.ask_approval(document, approver, "", actor=officer)
    session.commit()
    return approver.id, request.id


def approve(begin, approver_id, request_id, outcomes):
    def decide() -> None:
        document = session.get_one(Document, begin[0])
        actor = session.get_one(User, approver_id)
        decision = Decision(ApprovalOutcome.APPROVED, "Punkt 4.2")
        try:
            service.decide_approval(document, request_id, decision, actor=actor)
        except ConflictError as error:
            session.rollback()
            outcomes.append(error)

    return decide


def freeze(begin, outcomes):
    def freeze() -> None:
        document = session.get_one(Document, begin[0])
        actor = session.get_one(User, begin[2][1])
        try:
            service.freeze(document, name="Remiss", note="", actor=actor)
        except DomainError as error:
            session.rollback()
            outcomes.append(error)

    return freeze


def mark_of(begin, version):
    return sealing.mark(session.get_one(Document, begin[0]).title, queries.reading(version.id))


@pytest.mark.parametrize("_time", range(3))
def test_what_is_frozen_while_another_saves_is_what_was_approved(real, _time):
    begin = begun()
    approver_id, request_id = asked(begin)
    approve(begin, approver_id, request_id, [])()
    session.commit()
    saved, refused = [], []
    at_once(real, [press(begin, 0, TEXTS, saved), freeze(begin, refused)])
    assert saved == [True]
    session.expire_all()
    frozen = queries.frozen_versions(begin[0])
    assert len(frozen) + len(refused) == 1
    for version in frozen:
        assert queries.approval_of(begin[0], mark_of(begin, version)) is not None
    working = queries.working_version(begin[0])
    assert queries.approval_of(begin[0], mark_of(begin, working)) is None


@pytest.mark.parametrize("_time", range(3))
def test_what_is_approved_while_another_saves_is_what_was_asked_about(real, _time):
    begin = begun()
    approver_id, request_id = asked(begin)
    before = mark_of(begin, queries.working_version(begin[0]))
    saved, refused = [], []
    at_once(
        real,
        [press(begin, 0, TEXTS, saved), approve(begin, approver_id, request_id, refused)],
    )
    assert saved == [True]
    session.expire_all()
    approval = queries.approval(begin[0], request_id)
    assert (approval.outcome is None) == bool(refused)
    assert approval.content_sha256 == before
    working = queries.working_version(begin[0])
    assert queries.approval_of(begin[0], mark_of(begin, working)) is None
