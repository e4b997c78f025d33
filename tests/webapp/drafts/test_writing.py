"""Writing sections in the browser."""

from tests.webapp.drafts.pages import new_document, rows, sign_in
from webapp.audit import queries as audit
from webapp.core.access import Role
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import SectionKind

TEXT = "Ett första stycke om skog.\n\n- ett\n- två\n\nEtt sista stycke om malm."


def write(client, document, title, text=TEXT, query="", **fields):
    client.get(f"/documents/{document.id}/sections/new{query}")
    fields = {"title_sv": title, "text_sv": text, "text_en": "", **fields}
    return client.submit("Spara", **fields)


def section_path(document, section):
    return f"/documents/{document.id}/sections/{section.key}"


def test_an_empty_document_offers_two_ways_to_begin(client):
    document = new_document(sign_in(client))
    client.get(f"/documents/{document.id}")
    assert "Importera en Word-fil" in client.text()
    assert "Skriv det första avsnittet" in client.text()
    assert "Inga än" in client.text()


def test_a_section_is_written_and_shown_as_readers_see_it(client):
    document = new_document(sign_in(client))
    write(client, document, "Vision 2040", kind="vision")
    (section,) = rows(document)
    assert client.path == section_path(document, section)
    assert (section.number, section.kind) == ("1", SectionKind.VISION)
    assert [block.kind for block in section.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert [item.get_text() for item in client.page.select(".y-card li")][:2] == ["ett", "två"]
    client.get(f"/documents/{document.id}")
    assert "1 Vision 2040" in client.text(".y-tree")
    assert "Engelska: 0 av 1 avsnitt är skrivet" in client.text()


def test_saving_again_keeps_the_keys_of_what_is_still_there(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund")
    before = [block.key for block in rows(document)[0].blocks]
    client.submit("Spara", text_sv="Ett nytt stycke.\n\n" + TEXT.replace("malm", "malm och berg"))
    after = [block.key for block in rows(document)[0].blocks]
    assert after[1:] == before
    assert after[0] not in before


def test_a_translation_goes_to_the_same_blocks(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund")
    keys = [block.key for block in rows(document)[0].blocks]
    client.submit(
        "Spara",
        title_en="Background",
        text_en="A first paragraph on forests.\n\n- one\n- two\n\nA last one on ore.",
    )
    blocks = rows(document)[0].blocks
    assert [block.key for block in blocks] == keys
    assert all(block.html.keys() == {"sv", "en"} for block in blocks)
    client.get(f"/documents/{document.id}")
    assert "Engelska: 1 av 1 avsnitt är skrivet" in client.text()


def test_a_section_without_a_title_keeps_what_was_typed(client):
    document = new_document(sign_in(client))
    answer = write(client, document, " ", text="Något att spara.")
    assert answer.status_code == 422
    assert "Skriv en rubrik" in client.text(".y-error-summary")
    assert "Något att spara." in client.text("#text_sv")
    assert rows(document) == []


def test_too_long_a_text_says_how_long_it_is(client):
    document = new_document(sign_in(client))
    answer = write(client, document, "Långt", text="ord " * 60_000)
    assert answer.status_code == 422
    assert "239999" in client.text(".y-error-summary")


def test_script_and_direction_characters_are_shown_as_text_or_not_at_all(client):
    document = new_document(sign_in(client))
    hostile = "<script>alert(1)</script> och [länk](javascript:alert(1)) \u202eomvänt"
    write(client, document, "Titel \u202e<b>fet</b>", text=hostile)
    assert not client.page.select(".y-card script, .y-card b")
    assert "<script>alert(1)</script>" in client.text(".y-card")
    assert client.page.select(".y-card a") == []
    (section,) = rows(document)
    assert "\u202e" not in section.title["sv"] + section.blocks[0].html["sv"]


def test_sections_go_after_and_under_each_other_and_are_moved_by_buttons(client):
    document = new_document(sign_in(client))
    write(client, document, "A")
    first = rows(document)[0]
    write(client, document, "B")
    write(client, document, "A1", query=f"?after={first.key}&within=1")
    assert [(s.number, s.title["sv"]) for s in rows(document)] == [
        ("1", "A"), ("1.1", "A1"), ("2", "B"),
    ]  # fmt: skip
    client.get(f"/documents/{document.id}?change={rows(document)[2].key}")
    client.submit("Flytta upp")
    assert "”B” har nu nummer 1." in client.text()
    assert [(s.number, s.title["sv"]) for s in rows(document)] == [
        ("1", "B"), ("2", "A"), ("2.1", "A1"),
    ]  # fmt: skip
    client.submit("Flytta ner")
    assert [s.title["sv"] for s in rows(document)] == ["A", "A1", "B"]


def test_a_move_that_cannot_be_made_changes_nothing(client):
    document = new_document(sign_in(client))
    write(client, document, "A")
    path = section_path(document, rows(document)[0]) + "/move"
    assert client.post(path, {"step": "up"}).status_code == 200
    assert client.post(path, {"step": "bort"}).status_code == 404
    assert client.post(path).status_code == 404


def test_everything_written_is_on_the_trail(client):
    user = sign_in(client)
    document = new_document(user)
    write(client, document, "A")
    client.submit("Spara", text_sv="Annan text")
    lines = audit.about(document.id)
    assert [line.action for line in lines] == [
        "drafts.save_section", "drafts.add_section", "drafts.create",
    ]  # fmt: skip
    assert {line.actor for line in lines} == {user.id}


def test_registrars_and_approvers_read_and_do_not_write(client):
    document = new_document(sign_in(client))
    write(client, document, "Vision")
    section = rows(document)[0]
    for role in (Role.REGISTRAR, Role.APPROVER):
        sign_in(client, role)
        assert client.get(f"/documents/{document.id}").status_code == 200
        assert not client.page.select("main button, .y-tree__change")
        assert client.get(f"/versions/{section.version_id}").status_code == 200
        assert client.get(section_path(document, section)).status_code == 403
        assert client.post(section_path(document, section) + "/move").status_code == 403


def test_the_page_of_a_document_asks_as_much_of_the_database_however_long_it_is(
    client, count_queries
):
    document = new_document(sign_in(client))
    for n in range(3):
        write(client, document, f"Avsnitt {n}")
    few = count_queries(lambda: client.get(f"/documents/{document.id}"))
    version = rows(document)[0].version_id
    few_read = count_queries(lambda: client.get(f"/versions/{version}"))
    for n in range(27):
        write(client, document, f"Avsnitt {n + 3}")
    assert count_queries(lambda: client.get(f"/documents/{document.id}")) == few
    assert count_queries(lambda: client.get(f"/versions/{version}")) == few_read
    assert few < 14


def test_the_page_is_in_the_readers_language(client):
    document = new_document(sign_in(client))
    write(client, document, "Vision")
    client.get("/language/en")
    client.get(f"/documents/{document.id}")
    assert "Swedish: 1 of 1 section is written" in client.text()
