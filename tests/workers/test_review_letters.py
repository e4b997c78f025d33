"""A real worker sends what review has to say: to the approver, to who asked, and to a colleague."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.accounts import UserFactory
from tests.factories.drafts import SectionFactory
from tests.workers.test_killed_worker import standalone, wait_until, worker
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.drafts import queries, service
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision, NoteEntry
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, EmailStatus

__all__ = ["standalone"]


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.usefixtures("real_messages")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_letter_of_review_arrives(standalone, inbox, tmp_path, language):
    _app, environ = standalone
    officer = UserFactory(language=language, email="officer@region.example")
    approver = UserFactory(roles=[Role.APPROVER], language=language, email="chief@region.example")
    colleague = UserFactory(language=language, email="colleague@region.example")
    document = service.create_document({"sv": "Strategi", "en": "Strategy"}, actor=officer)
    section = SectionFactory(version_id=queries.working_version(document.id).id, number="1")
    session.expire_all()
    for text in ("Stämmer djupet?", "Stämmer bredden?"):
        entry = NoteEntry(text, section.blocks[0].key, colleague)
        service.add_note(document, section, entry, actor=officer)
    asked = service.ask_approval(document, approver, "Läs kapitel 1.", actor=officer)
    decision = Decision(ApprovalOutcome.APPROVED, "Punkt 4.2")
    service.decide_approval(document, asked.id, decision, actor=approver)
    session.execute(update(Email).values(next_attempt_at=clock.now() - timedelta(seconds=1)))
    notifications.sweep()
    commit()

    def statuses() -> set[EmailStatus]:
        session.rollback()
        return set(session.scalars(select(Email.status)))

    log = tmp_path / "worker.log"
    with worker(environ, log):
        wait_until(lambda: statuses() == {EmailStatus.SENT}, log.read_text())
    subjects = {str(each["To"]): each for each in inbox}
    assert set(subjects) == {officer.email, approver.email, colleague.email}
    for message in inbox:
        kinds = [part.get_content_type() for part in message.walk()]
        assert kinds == ["multipart/alternative", "text/plain", "text/html"]
        for part in message.get_payload():
            said = part.get_payload(decode=True).decode()
            assert str(document.id) in said
            assert {"sv": "Strategi", "en": "Strategy"}[language] in said
