"""A document in any languages: which one is shown, how it is marked, and what is said of gaps."""

import pytest

from tests.factories.drafts import BlockFactory, SectionFactory, VersionFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import section_path, write
from webapp.core import clock
from webapp.core.database import session
from webapp.core.rendering import capitalised, language_of, localised
from webapp.drafts import queries


def version_in(*written: dict[str, str], languages=("sv", "en"), source="sv"):
    """A frozen version with a section for each of `written`: its title and only block."""
    version = VersionFactory(sections=0, frozen=False)
    version.document.languages, version.document.source_language = list(languages), source
    for n, texts in enumerate(written):
        section = SectionFactory(version_id=version.id, title=texts, blocks=0, ordinal=n)
        BlockFactory(section_id=section.id, text=texts)
    session.flush()
    version.frozen_at = clock.now()
    session.commit()
    return version


@pytest.fixture
def document(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund", text="Skogen är stor.")
    return document


def add(client, document, tag):
    client.get(f"/documents/{document.id}/languages")
    answer = client.submit("Spara", add=tag)
    session.expire_all()
    return answer


@pytest.mark.parametrize(
    ("texts", "tag", "source", "found"),
    [
        ({"sv": "a", "fi": "b", "en": "c"}, "en", "fi", "en"),
        ({"sv": "a", "fi": "b", "en": ""}, "en", "fi", "fi"),
        ({"sv": "a", "de": "b"}, "en", "fi", "sv"),
        ({"de": "b"}, "en", "fi", "de"),
        ({"de": ""}, "en", "fi", ""),
        (None, "en", "fi", ""),
    ],
)
def test_the_language_read_then_the_source_then_any_is_shown(texts, tag, source, found):
    assert language_of(texts, tag, source) == found
    assert localised(texts, tag, source) == (texts or {}).get(found, "")


@pytest.mark.parametrize(
    ("typed", "tag", "name"),
    [
        ("sju", "sju", "umesamiska"),
        ("SMJ", "smj", "lulesamiska"),
        ("Nordsamiska", "se", "nordsamiska"),
        ("Southern  Sami", "sma", "sydsamiska"),
        ("umesamiska", "sju", "umesamiska"),
        ("fit", "fit", "meänkieli"),
        ("zh-hant", "zh-Hant", "kinesiska (traditionell)"),
        ("en-gb", "en-GB", "engelska (Storbritannien)"),
    ],
)
def test_any_language_with_a_name_can_be_added(client, document, typed, tag, name):
    add(client, document, typed)
    assert queries.document(document.id).languages == ["sv", "en", tag]
    assert capitalised(name) in client.text("main")
    client.get(f"/documents/{document.id}/translate/{tag}")
    assert name in client.text("h1")


@pytest.mark.parametrize("typed", ["xx", "mul", "und", "sv-XX", "ca-valencia", "sv-x-a", "sv-"])
def test_a_tag_of_no_language_is_refused(client, document, typed):
    assert add(client, document, typed).status_code == 422
    assert queries.document(document.id).languages == ["sv", "en"]


def test_a_language_from_right_to_left_is_written_and_read_so(client, document):
    add(client, document, "ar")
    client.get(section_path(document, rows(document)[0]) + "/translate/ar")
    field = client.page.select_one("main textarea")
    assert (field["lang"], field["dir"]) == ("ar", "auto")
    client.submit("Spara", title="خلفية", **{field["name"]: "الغابة كبيرة."})
    version = queries.working_version(document.id)
    client.get(f"/versions/{version.id}?language=ar")
    text = client.page.select_one("main .y-doc")
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    assert "الغابة كبيرة." in text.get_text()


def test_what_is_not_translated_is_shown_in_the_documents_own_language(client):
    sign_in(client)
    version = version_in(
        {"fi": "Metsä", "sv": "Skogen"},
        {"fi": "Järvi", "sv": "Sjön", "en": "The lake"},
        languages=("fi", "sv", "en"),
        source="fi",
    )
    client.get(f"/versions/{version.id}?language=en")
    forest, lake = client.page.select("main .y-doc__section")
    assert "Metsä" in forest.get_text()
    assert "Skogen" not in forest.get_text()
    assert forest.select_one(".y-doc__block [lang=fi]") is not None
    assert lake.select_one("[lang=fi]") is None
    assert client.text(".y-doc__untranslated") == (
        "1 avsnitt är inte helt översatt till engelska. Det som saknas visas på finska."
    )
    client.get(f"/versions/{version.id}?language=fi")
    assert client.page.select_one(".y-doc__untranslated") is None


def test_sections_and_blocks_have_the_same_addresses_in_every_language(client):
    sign_in(client)
    version = version_in({"sv": "Skogen"}, {"sv": "Sjön", "en": "The lake"})
    anchors = []
    for tag in ("sv", "en"):
        client.get(f"/versions/{version.id}?language={tag}")
        anchors.append([each["id"] for each in client.page.select("main .y-doc [id]")])
    keys = [key for each in queries.reading(version.id) for key in (each.key, each.blocks[0].key)]
    assert anchors[0] == anchors[1]
    assert all(any(str(key) in anchor for anchor in anchors[0]) for key in keys)


def test_freezing_tells_what_is_outdated_from_what_is_missing(client, document):
    write(client, document, "Vision", text="Om tio år.")
    client.get(section_path(document, rows(document)[0]))
    client.submit("Spara", title_en="Background", text_en="The forest is large.")
    client.submit("Spara", text_sv="Skogen är mycket stor.")
    client.get(f"/documents/{document.id}/freeze")
    titles = [each.get_text() for each in client.page.select(".y-alert")]
    assert any("1 avsnitt på engelska är äldre än den text" in each for each in titles)
    assert any("1 avsnitt är inte färdigskrivet på engelska" in each for each in titles)
    client.get(f"/documents/{document.id}/translate/en?show=outdated")
    assert [each.get_text(strip=True) for each in client.page.select("tbody th")] == ["1Bakgrund"]
    assert "0 av 1 stycke" in client.text("tbody")


def test_a_block_that_stands_in_the_translation_alone_goes_when_it_is_emptied(client, document):
    client.get(section_path(document, rows(document)[0]))
    client.submit("Spara", title_en="B", text_en="The forest is large.\n\n- a list\n- alone")
    assert len(rows(document)[0].blocks) == 2
    client.get(section_path(document, rows(document)[0]) + "/translate/en")
    assert "Det finns ingen text på svenska." in client.text("main")
    _first, alone = [each["name"] for each in client.page.select("main textarea")]
    client.submit("Spara", **{alone: ""})
    session.expire_all()
    assert [block.text for block in rows(document)[0].blocks] == [
        {"sv": "Skogen är stor.", "en": "The forest is large."}
    ]
