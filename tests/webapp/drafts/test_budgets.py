"""How many statements the pages of a document take: as many for 300 sections as for 10."""

import pytest

from tests.factories.drafts import DocumentFactory, VersionFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.drafts.pages import rows, sign_in
from webapp.core.database import session
from webapp.drafts import queries, service

SIZES = (10, 300)


@pytest.fixture
def documents(client, app):
    """For each size a document that is being written, with a frozen version in an open round."""
    user = sign_in(client)
    made = []
    for size in SIZES:
        document = DocumentFactory()
        VersionFactory(document=document, sections=size, frozen=False)
        session.flush()
        frozen = service.freeze(document, name="Remissversion", note="", actor=user)
        RoundFactory(version=frozen)
        made.append(document)
    session.commit()
    return made


PAGES = {
    "/documents/{document}": 12,
    "/documents/{document}/sections/{key}": 14,
    "/documents/{document}/compare": 9,
    "/documents/{document}/s/{key}": 5,
    "/versions/{version}": 9,
    "/v/{version}": 7,
}
"""The most that each takes, the first time that anyone asks for it."""


def test_the_pages_of_a_document_take_as_many_however_long_it_is(client, documents, count_queries):
    for page, most in PAGES.items():
        taken = []
        for document in documents:
            [version] = queries.frozen_versions(document.id)
            key = rows(document)[-1].key
            path = page.format(document=document.id, version=version.id, key=key)
            session.expire_all()

            def fetch(path=path):
                assert client.get(path, follow_redirects=False).status_code in {200, 302}, path

            taken.append(count_queries(fetch))
        assert taken[0] == taken[1] <= most, (page, taken)


def test_saving_a_section_takes_as_many_however_long_the_document_is(
    client, documents, count_queries
):
    taken = []
    for document in documents:
        section = rows(document)[-1]
        path = f"/documents/{document.id}/sections/{section.key}"
        fields = {
            "revision": section.revision,
            "kind": "plain",
            "title_sv": "Ny rubrik",
            "title_en": "New title",
            "text_sv": "Nytt.",
            "text_en": "New.",
        }
        session.expire_all()

        def save(path=path, fields=fields):
            assert client.post(path, fields, follow_redirects=False).status_code == 302

        taken.append(count_queries(save))
    assert taken[0] == taken[1] <= 25, taken
