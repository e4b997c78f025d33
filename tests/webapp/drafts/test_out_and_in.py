"""The demo to Word and back, through pages and workers: nothing is lost, nothing made new."""

import pytest

from tests.webapp.drafts.pages import latest_import, new_document, rows, sign_in, upload
from tests.webapp.drafts.test_demo_import import ENGLISH, SWEDISH
from tests.webapp.drafts.test_files import latest, order
from webapp.core.background import JobStatus
from webapp.drafts import blocks, queries


@pytest.fixture
def document(client, work_off):
    document = new_document(sign_in(client))
    for data, language in ((SWEDISH, "sv"), (ENGLISH, "en")):
        upload(client, document, data, language=language)
        work_off()
    return document


def said(document):
    """What every section and block is known as and says, in every language."""
    return [
        (
            section.key,
            section.level,
            dict(section.title),
            [
                (block.key, block.kind, {tag: blocks.plain(t) for tag, t in block.text.items()})
                for block in section.blocks
            ],
        )
        for section in rows(document)
    ]


def word_file(client, document, work_off, language) -> bytes:
    working = queries.working_version(document.id)
    order(client, document, form="docx", language=language, version=str(working.id))
    work_off()
    return client.get(f"/version-files/{latest().id}/download").data


@pytest.mark.parametrize("language", ["sv", "en"])
def test_out_and_in_again_changes_nothing(client, document, work_off, language):
    before = said(document)
    data = word_file(client, document, work_off, language)
    upload(client, document, data, language=language, replace="y")
    work_off()
    assert latest_import().status is JobStatus.DONE, latest_import().report
    assert said(document) == before
