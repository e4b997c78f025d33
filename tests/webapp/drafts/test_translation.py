"""Translating block by block, and knowing what has changed in the source since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import section_path, write
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.drafts import queries, service, translation
from webapp.drafts.translation import BlockState, State

FOREST, LIST = "The forest is large.", "- one\n- two"
WORDS = st.sampled_from(["", "a", "b", "c"])
TEXTS = st.fixed_dictionaries({"sv": WORDS, "en": WORDS, "se": WORDS})


@given(TEXTS, TEXTS)
def test_what_was_written_in_the_same_saving_is_up_to_date(former, new):
    remembered = translation.based_on({}, {}, former, source="sv")
    found = translation.based_on(former, remembered, new, source="sv")
    for tag in ("en", "se"):
        state = translation.block_state(new, found, source="sv", tag=tag)
        if not new[tag]:
            assert state is BlockState.MISSING
        elif new[tag] != former[tag] or new["sv"] == former["sv"] or not former["sv"]:
            assert state is BlockState.DONE
        else:
            assert state is (BlockState.OUTDATED if new["sv"] else BlockState.DONE)


@given(TEXTS, TEXTS)
def test_going_back_to_the_former_source_makes_the_translation_hold_again(former, new):
    remembered = translation.based_on({}, {}, former, source="sv")
    away = {**new, "en": former["en"]}
    between = translation.based_on(former, remembered, away, source="sv")
    back = translation.based_on(away, between, {**away, "sv": former["sv"]}, source="sv")
    if former["en"] and former["sv"] and new["sv"]:
        state = translation.block_state(former, back, source="sv", tag="en")
        assert state is BlockState.DONE


@pytest.fixture
def document(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund", text="Skogen är stor.\n\n- ett\n- två")
    return document


@pytest.fixture
def page(document):
    return section_path(document, rows(document)[0]) + "/translate/en"


def fields(client):
    return [each["name"] for each in client.page.select("main textarea")]


def states(document):
    session.expire_all()
    return [
        translation.block_state(block.text, block.based_on, source="sv", tag="en").value
        for block in rows(document)[0].blocks
    ]


def test_a_section_is_translated_beside_its_source(client, document, page):
    client.get(page)
    first, second = fields(client)
    client.submit("Spara", title="Background", **{first: FOREST, second: LIST})
    section = rows(document)[0]
    assert section.title == {"sv": "Bakgrund", "en": "Background"}
    assert [block.html["en"].strip()[:30] for block in section.blocks] == [
        "<p>The forest is large.</p>", "<ul>\n<li>one</li>\n<li>two</li>"[:30],
    ]  # fmt: skip
    assert states(document) == ["done", "done"]
    client.get(f"/documents/{document.id}/translate/en")
    assert "1 av 1 avsnitt är översatta" in client.text()


def test_a_changed_source_makes_the_translation_outdated_and_shows_what_changed(
    client, document, page
):
    client.get(page)
    first, second = fields(client)
    client.submit("Spara", title="Background", **{first: FOREST, second: LIST})
    client.get(section_path(document, rows(document)[0]))
    client.submit("Spara", text_sv="Skogen är mycket stor.\n\n- ett\n- två")
    assert states(document) == ["outdated", "done"]
    client.get(f"/documents/{document.id}")
    assert "översättning att se över" in client.text(".y-tree")
    client.get(page)
    assert client.text("details .y-diff ins") == "[tillagt: mycket ]"
    client.submit("Spara", **{first.replace("text-", "holds-"): "y"})
    assert states(document) == ["done", "done"]
    assert rows(document)[0].blocks[0].text["en"] == "The forest is large."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("One.\n\nTwo.", "ett enda stycke"),
        ("- one", "stycke"),
        ("> Said", "stycke"),
    ],
)
def test_a_translation_that_is_no_such_block_is_refused_and_stays(
    client, document, page, typed, sentence
):
    client.get(page)
    first, _second = fields(client)
    answer = client.submit("Spara", **{first: typed})
    assert answer.status_code == 422
    assert sentence in client.text(f"[id='{first}-error']")
    assert typed in client.page.select_one(f"textarea[name='{first}']").get_text()
    assert states(document) == ["missing", "missing"]


def test_two_translators_of_one_block_both_see_both(client, new_client, document, page):
    client.get(page)
    first, second = fields(client)
    other = new_client()
    sign_in(other)
    other.get(page)
    other.submit("Spara", **{first: "Theirs.", second: "- one\n- two"})
    answer = client.submit("Spara", **{first: "Mine.", second: ""})
    assert answer.status_code == 422
    assert "Theirs." in client.text(f"[id='{first}-error']")
    assert rows(document)[0].blocks[0].text["en"] == "Theirs."
    client.submit("Spara")
    session.expire_all()
    assert [block.text.get("en") for block in rows(document)[0].blocks] == ["Mine.", "- one\n- two"]


def test_going_on_leads_to_the_next_section_with_something_left(client, document, page):
    write(client, document, "Vision", text="Om tio år.")
    client.get(f"/documents/{document.id}/translate/en")
    client.get(client.page.select_one("a.ds-button")["href"])
    first, second = fields(client)
    client.submit(
        "Spara och gå till nästa",
        title="Background",
        **{first: FOREST, second: LIST},
    )
    assert client.path == section_path(document, rows(document)[1]) + "/translate/en"


def test_the_source_itself_and_unknown_languages_have_no_translation(client, document):
    for tag in ("sv", "xx"):
        assert client.get(f"/documents/{document.id}/translate/{tag}").status_code == 404


def test_a_language_is_added_by_its_tag_and_taken_away_while_it_is_empty(client, document):
    client.get(f"/documents/{document.id}/languages")
    client.submit("Spara", add="SE")
    session.expire_all()
    assert queries.document(document.id).languages == ["sv", "en", "se"]
    assert "Nordsamiska" in client.text()
    client.get(section_path(document, rows(document)[0]))
    client.submit("Spara", text_se="Vuovdi lea stuoris.\n\n- okta\n- guokte", title_se="Duogáš")
    assert states(document) == ["missing", "missing"]
    user = sign_in(client)
    with pytest.raises(DomainError):
        service.remove_language(queries.document(document.id), "se", actor=user)
    client.get(f"/documents/{document.id}/languages")
    client.submit("Ta bort: engelska")
    session.expire_all()
    assert queries.document(document.id).languages == ["sv", "se"]


@pytest.mark.parametrize("tag", ["xx-yy-zz", "svenska", "123", "<b>"])
def test_what_is_no_language_is_refused(client, document, tag):
    client.get(f"/documents/{document.id}/languages")
    answer = client.submit("Spara", add=tag)
    assert answer.status_code == 422
    assert client.page.select_one("#add")["value"] == tag


def test_the_count_of_outdated_in_the_database_is_that_of_the_pure_function(client, document):
    client.get(section_path(document, rows(document)[0]))
    client.submit("Spara", title_en="B", text_en="The forest, åäö.\n\n- one\n- two")
    client.submit("Spara", text_sv="Skogen är “stor” å ä ö.\n\n- ett\n- två")
    version = queries.working_version(document.id)
    covered = queries.coverage(version.id, ["sv", "en"], source="sv")[rows(document)[0].id]
    assert covered.outdated == {"sv": 0, "en": states(document).count("outdated")}
    assert covered.outdated["en"] == 1
    assert translation.state({"en": "B"}, covered, "en") is State.OUTDATED


def test_the_overview_asks_as_much_however_many_sections(client, document, count_queries):
    address = f"/documents/{document.id}/translate/en"
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for n in range(12):
        write(client, document, f"Avsnitt {n}")
    assert count_queries(lambda: client.get(address)) == few


def test_staff_who_do_not_write_see_how_far_it_has_come(client, document, page):
    sign_in(client, Role.REGISTRAR)
    assert client.get(f"/documents/{document.id}/translate/en").status_code == 200
    assert client.get(page).status_code == 403
