"""Permanent links to frozen versions, their sections and their blocks, and who may follow them."""

import uuid

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.drafts import DocumentFactory, SectionFactory, VersionFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts

NOT_OUT = [{"draft": True}, {"cancelled_at": clock.now()}]


def at(version, language: str = "") -> str:
    return f"/v/{version.id}{f'?language={language}' if language else ''}"


def test_each_section_and_block_is_found_by_its_key_and_links_to_itself(client):
    version = RoundFactory().version
    client.get(at(version))
    for section in drafts.reading(version.id):
        assert section.title["sv"] in client.text(f'[id="s-{section.key}"]')
        assert client.page.select_one(f'a[href="#s-{section.key}"]')
        for block in section.blocks:
            place = client.page.select_one(f'[id="b-{block.key}"]')
            assert block.html["sv"] in place.decode_contents()
            assert place.select_one(f'a[href="#b-{block.key}"]').get_text(strip=True)


def test_the_other_language_has_the_same_places(client):
    version = RoundFactory().version

    def places() -> list[str]:
        return [each["id"] for each in client.page.select("article [id]")]

    client.get(at(version))
    before = places()
    client.get(at(version, "en"))
    assert places() == before
    assert client.page.select_one("article")["lang"] == "en"
    assert drafts.outline(version.id)[0].title["en"] in client.text("article")


def test_a_language_that_no_round_shows_is_not_given_out(client):
    version = RoundFactory(languages=["sv"]).version
    client.get(at(version, "en"))
    assert client.page.select_one("article")["lang"] == "sv"
    assert drafts.outline(version.id)[0].title["en"] not in client.text()


def test_the_reading_page_of_the_round_has_the_same_places(client):
    round_ = RoundFactory()
    client.get(f"/rounds/{round_.id}/read")
    for section in drafts.reading(round_.version_id):
        assert section.title["sv"] in client.text(f'[id="s-{section.key}"]')
        for block in section.blocks:
            assert client.page.select_one(f'[id="b-{block.key}"]').decode() in block.html[
                "sv"
            ].replace("<p>", f'<p id="b-{block.key}">')


@pytest.mark.parametrize("state", NOT_OUT)
def test_nobody_but_staff_reads_a_version_that_no_round_has_out(client, new_client, state):
    version = RoundFactory(**state).version
    secret = drafts.outline(version.id)[0].title["sv"]
    sign_in(client, UserFactory())
    client.get(at(version))
    assert secret in client.text()
    assert "Bara personalen" in client.text()
    answer = new_client().get(at(version))
    assert answer.status_code == 404
    assert secret not in answer.text


def test_nobody_reads_a_version_that_no_round_asks_about(client):
    version = VersionFactory()
    session.commit()
    assert client.get(at(version)).status_code == 404


def test_it_is_closed_again_when_the_round_is_cancelled(client):
    round_ = RoundFactory()
    assert client.get(at(round_.version)).status_code == 200
    round_.cancelled_at = clock.now()
    session.commit()
    assert client.get(at(round_.version)).status_code == 404


def test_a_version_that_is_being_written_has_no_permanent_address(client):
    version = VersionFactory(frozen=False)
    sign_in(client, UserFactory())
    assert client.get(at(version)).status_code == 404
    assert client.get(f"/v/{uuid.uuid4()}").status_code == 404


def test_a_browser_that_has_the_page_is_told_that_it_has_not_changed(client):
    version = RoundFactory().version
    first = client.get(at(version))
    assert "public" in first.headers["Cache-Control"]
    kept = {"If-None-Match": first.headers["ETag"]}
    again = client.get(at(version), headers=kept)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(at(version, "en"), headers=kept).status_code == 200


def test_what_staff_get_is_kept_by_no_shared_cache(client):
    version = RoundFactory().version
    sign_in(client, UserFactory())
    for path in (at(version), f"/versions/{version.id}"):
        first = client.get(path)
        assert "private" in first.headers["Cache-Control"]
        kept = {"If-None-Match": first.headers["ETag"]}
        assert client.get(path, headers=kept).status_code == 304


def test_once_made_the_text_takes_no_more_queries_however_long_it_is(client, count_queries):
    counts = []
    for sections in (3, 30):
        version = RoundFactory(version=VersionFactory(sections=sections)).version
        client.get(at(version))
        counts.append(count_queries(lambda: client.get(at(version))))  # noqa: B023 - called here
    assert counts[0] == counts[1] <= 4


def _version_with(document, key):
    version = VersionFactory(document=document, sections=0, frozen=False)
    SectionFactory(version_id=version.id, key=key, number="1")
    session.flush()
    version.frozen_at = clock.now()
    session.commit()
    return version


def follow(client, document, key, language: str = ""):
    asked = f"?language={language}" if language else ""
    return client.get(f"/documents/{document.id}/s/{key}{asked}", follow_redirects=False)


def test_the_link_of_a_section_leads_to_the_latest_version_that_the_reader_may_read(
    client, new_client
):
    document, key = DocumentFactory(), uuid.uuid4()
    versions = [_version_with(document, each) for each in (key, key, uuid.uuid4())]
    RoundFactory(version=versions[0])
    answer = follow(client, document, key, "en")
    assert answer.location == f"/v/{versions[0].id}?language=en#s-{key}"
    assert answer.headers["Cache-Control"] == "no-store"
    sign_in(client, UserFactory())
    assert follow(client, document, key).location == f"/v/{versions[1].id}#s-{key}"
    visitor = new_client()
    RoundFactory(version=versions[1], cancelled_at=clock.now())
    assert follow(visitor, document, key).location == f"/v/{versions[0].id}#s-{key}"
    assert follow(visitor, document, uuid.uuid4()).status_code == 404
