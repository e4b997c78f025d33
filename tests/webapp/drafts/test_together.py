"""Two officers in the same section: presence, merging, conflicts, and saving by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.factories.accounts import PASSWORD, UserFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import section_path, write
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.models import Presence, SectionKind

TEXT = "Länet ska växa med sina företag.\n\nSkogen är viktig för alla i länet."


@pytest.fixture
def document(client):
    document = new_document(sign_in(client))
    write(client, document, "Bakgrund", text=TEXT)
    return document


@pytest.fixture
def other(new_client, document):
    """Someone else who has the same section open."""
    other = new_client()
    sign_in(other)
    other.get(section_path(document, rows(document)[0]))
    return other


def said(document):
    session.expire_all()
    return [block.text["sv"] for block in rows(document)[0].blocks]


def test_changes_to_different_paragraphs_are_put_together(client, document, other):
    keys = [block.key for block in rows(document)[0].blocks]
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    client.submit("Spara", text_sv=TEXT + "\n\nEtt stycke till.", title_en="Background")
    assert said(document) == [
        "Länet ska växa hållbart med sina företag.",
        "Skogen är viktig för alla i länet.",
        "Ett stycke till.",
    ]
    section = rows(document)[0]
    assert [block.key for block in section.blocks][:2] == keys
    assert section.title == {"sv": "Bakgrund", "en": "Background"}
    assert "Det är hopfört med det som" in client.text()


def test_the_same_text_changed_by_both_shows_both_and_saves_neither_yet(client, document, other):
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    answer = client.submit("Spara", text_sv=TEXT.replace("växa", "växa snabbt") + "\n\nNytt.")
    assert answer.status_code == 409
    assert "hållbart" in client.text(".y-diff-pair")
    assert "snabbt" in client.text(".y-diff-pair")
    assert said(document)[0] == "Länet ska växa hållbart med sina företag."
    client.submit("Spara")
    assert said(document) == [
        "Länet ska växa hållbart med sina företag.",
        "Länet ska växa snabbt med sina företag.",
        "Skogen är viktig för alla i länet.",
        "Nytt.",
    ]


@pytest.mark.parametrize(("choice", "word"), [("theirs", "hållbart"), ("mine", "snabbt")])
def test_one_of_two_wordings_can_be_chosen(client, document, other, choice, word):
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    client.submit("Spara", text_sv=TEXT.replace("växa", "växa snabbt"))
    [radio] = {each["name"] for each in client.page.select("input[type=radio]")}
    client.submit("Spara", **{radio: choice})
    assert said(document)[0] == f"Länet ska växa {word} med sina företag."
    assert len(said(document)) == 2


def test_a_third_saving_while_one_chooses_is_shown_again(client, document, other):
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    client.submit("Spara", text_sv=TEXT.replace("växa", "växa snabbt"))
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa klokt"))
    answer = client.submit("Spara")
    assert answer.status_code == 409
    assert "klokt" in client.text(".y-diff-pair")
    client.submit("Spara")
    assert said(document)[:2] == [
        "Länet ska växa klokt med sina företag.",
        "Länet ska växa snabbt med sina företag.",
    ]


def test_a_paragraph_that_one_deleted_and_the_other_changed_stays_unless_chosen(
    client, document, other
):
    other.submit("Spara", text_sv="Skogen är viktig för alla i länet.")
    answer = client.submit("Spara", text_sv=TEXT.replace("växa", "växa snabbt"))
    assert answer.status_code == 409
    assert "Borttaget" in client.text(".y-diff-pair")
    client.submit("Spara")
    assert said(document)[0] == "Länet ska växa snabbt med sina företag."


def test_two_that_replace_the_same_text_wholly_keep_both(client, document, other):
    other.submit("Spara", text_sv="Detta skrev den andra.")
    client.submit("Spara", text_sv="Hit kom i stället något helt annat.")
    assert sorted(said(document)) == [
        "Detta skrev den andra.", "Hit kom i stället något helt annat.",
    ]  # fmt: skip


def test_saving_without_a_change_makes_no_revision(client, document):
    before = rows(document)[0].revision
    client.submit("Spara")
    session.expire_all()
    assert rows(document)[0].revision == before
    assert "Avsnittet är sparat" in client.text()


def autosave(client, **changed):
    form = {
        field["name"]: field.get("value", "") if field.name == "input" else field.get_text()
        for field in client.page.select("form[data-autosave] [name]")
        if field.name != "button"
    }
    form |= changed
    return client.post(client.path, data=form, headers={"X-Autosave": "1"})


def test_a_page_that_saves_by_itself_learns_the_new_revision(client, document):
    client.get(section_path(document, rows(document)[0]))
    answer = autosave(client, kind="plain", text_sv="Kortare.")
    assert answer.json == {"revision": rows(document)[0].revision}
    assert said(document) == ["Kortare."]


def test_saving_by_itself_stops_where_someone_else_has_saved(client, document, other):
    client.get(section_path(document, rows(document)[0]))
    other.submit("Spara", text_sv="Den andras.")
    answer = autosave(client, kind="plain", text_sv="Mitt.")
    assert answer.status_code == 409
    assert len(answer.json["people"]) == 1
    assert said(document) == ["Den andras."]


def test_saving_by_itself_says_what_is_wrong(client, document):
    client.get(section_path(document, rows(document)[0]))
    answer = autosave(client, kind="plain", title_sv="")
    assert answer.status_code == 422
    assert "Skriv en rubrik" in answer.json["errors"]["title_sv"][0]


def test_who_else_has_the_section_open_is_said_and_forgotten(client, document, other):
    path = section_path(document, rows(document)[0])
    client.get(path)
    name = other.page.select_one("[data-menu] summary").get_text(strip=True)
    assert name in client.text("#presence")
    session.execute(update(Presence).values(seen_at=clock.now() - timedelta(seconds=31)))
    session.commit()
    client.get(path)
    assert client.text("#presence") == ""


def test_asking_who_is_there_is_silent_while_nothing_changes(client, document, other):
    path = section_path(document, rows(document)[0])
    client.get(path)
    fields = {each["name"]: each["value"] for each in client.page.select("#presence input")}
    assert client.post(f"{path}/presence", data=fields).status_code == 204
    answer = client.post(f"{path}/presence", data={**fields, "said": ""})
    assert answer.status_code == 200
    assert "har det här avsnittet öppet" in answer.text


def test_a_writer_who_began_before_a_freeze_saves_after_it(client, document, other):
    user = sign_in(client)
    client.get(section_path(document, rows(document)[0]))
    service.freeze(document, name="Utkast", note="", actor=user)
    session.commit()
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    client.submit("Spara", text_sv=TEXT + "\n\nTill sist.")
    assert said(document) == [
        "Länet ska växa hållbart med sina företag.",
        "Skogen är viktig för alla i länet.",
        "Till sist.",
    ]
    frozen = queries.frozen_versions(document.id)[0]
    assert [b.text["sv"] for b in queries.reading(frozen.id)[0].blocks] == TEXT.split("\n\n")


def test_what_was_typed_in_a_section_that_was_deleted_becomes_a_new_one(client, document, other):
    section = rows(document)[0]
    client.get(section_path(document, section))
    service.delete_section(document, section.key, actor=sign_in(client))
    session.commit()
    form = {"title_sv": "Bakgrund", "text_sv": "Detta skrev jag.", "kind": "vision"}
    assert client.submit("Spara", selector="form[data-autosave]", **form).status_code == 409
    assert "Avsnittet är borttaget" in client.text()
    client.submit("Spara som ett nytt avsnitt")
    assert said(document) == ["Detta skrev jag."]
    assert rows(document)[0].kind is SectionKind.VISION


def test_a_page_that_saves_by_itself_asks_to_save_where_the_section_was_deleted(client, document):
    section = rows(document)[0]
    client.get(section_path(document, section))
    service.delete_section(document, section.key, actor=sign_in(client))
    session.commit()
    assert autosave(client, kind="plain", text_sv="Mitt.").status_code == 409


def test_ones_own_other_window_is_told_apart_from_other_people(client, new_client, document):
    window = new_client()
    user = sign_in(client)
    with window.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = user.get_id(), True
    path = section_path(document, rows(document)[0])
    client.get(path)
    window.get(path)
    window.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    answer = autosave(client, kind="plain", text_sv=TEXT.replace("växa", "växa snabbt"))
    assert answer.json == {"people": ["Du själv, i ett annat fönster,"]}
    client.get(path)
    window.submit("Spara", text_sv=TEXT.replace("växa", "växa klokt"))
    assert client.submit("Spara", text_sv=TEXT.replace("växa", "växa")).status_code == 409
    assert "Du själv, i ett annat fönster, ändrade" in client.text()


def test_two_wordings_that_differ_in_their_marks_alone_show_the_marks(client, document, other):
    other.submit("Spara", text_sv=TEXT.replace("växa", "*växa*"))
    client.submit("Spara", text_sv=TEXT.replace("växa", "**växa**"))
    theirs, mine = (each.get_text() for each in client.page.select(".y-diff"))
    assert "*" in theirs
    assert "**" in mine


def test_text_that_was_split_off_meanwhile_has_a_key_of_its_own_where_it_is_kept(client, document):
    section = rows(document)[0]
    client.get(section_path(document, section))
    last = section.blocks[1].key
    service.split_section(document, section.key, last, {"sv": "Skogen"}, actor=sign_in(client))
    session.commit()
    assert client.submit("Spara", text_sv=TEXT.replace("viktig", "viktigast")).status_code == 409
    client.submit("Spara")
    every = [block.key for each in rows(document) for block in each.blocks]
    assert len(set(every)) == len(every) == 3


def test_choices_between_wordings_outlive_the_session(client, document, other):
    officer = UserFactory(email="ada@region.example")
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    client.get(section_path(document, rows(document)[0]))
    other.submit("Spara", text_sv=TEXT.replace("växa", "växa hållbart"))
    client.submit("Spara", text_sv=TEXT.replace("växa", "växa snabbt"))
    form = {
        field["name"]: field.get_text().removeprefix("\n") or field.get("value", "")
        for field in client.page.select("main form [name]")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    path = client.path
    client.forget()
    client.post(path, form, headers={"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"})
    client.submit("Logga in", email=officer.email, password=PASSWORD)
    client.submit("Skicka nu")
    assert said(document)[:2] == [
        "Länet ska växa hållbart med sina företag.",
        "Länet ska växa snabbt med sina företag.",
    ]
