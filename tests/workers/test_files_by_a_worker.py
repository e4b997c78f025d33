"""A real worker makes the files of a version: each is there in the end, and what it should be."""

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import BlockFactory, SectionFactory
from tests.workers.test_killed_worker import standalone, wait_until, worker
from webapp.core import storage
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.drafts import queries, service
from webapp.drafts.models import FileForm, VersionFile

__all__ = ["standalone"]

STARTS = {FileForm.DOCX: b"PK", FileForm.CHANGES_DOCX: b"PK", FileForm.PDF: b"%PDF"}


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.usefixtures("real_messages")
def test_each_kind_of_file_is_made_from_its_message(standalone, tmp_path):
    _app, environ = standalone
    user = UserFactory()
    document = service.create_document({"sv": "Strategi"}, actor=user)
    working = queries.working_version(document.id)
    section = SectionFactory(version_id=working.id, number="1", title={"sv": "Ett"}, blocks=0)
    BlockFactory(section_id=section.id, text={"sv": "En text."})
    session.expire_all()
    former = service.freeze(document, name="Utkast", note="", actor=user)
    later = queries.working_version(document.id)
    for form in FileForm:
        service.ask_for_file(document, later, form=form, language="sv", former=former, actor=user)
    commit()

    def statuses() -> set[JobStatus]:
        session.rollback()
        return set(session.scalars(select(VersionFile.status)))

    log = tmp_path / "worker.log"
    with worker(environ, log):
        wait_until(lambda: statuses() == {JobStatus.DONE}, log.read_text())
    made = session.scalars(select(VersionFile)).all()
    assert len(made) == len(FileForm)
    for each in made:
        assert each.percent == 100
        assert storage.contents(each.file).startswith(STARTS[each.form])
