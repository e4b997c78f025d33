"""A Word file that was had from here and comes back: nothing is another block than it was."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from tests.webapp.drafts.pages import latest_import, new_document, rows, sign_in, upload
from tests.webapp.drafts.paper.pages import RICH, manuscript
from tests.webapp.drafts.word_files import zipped
from webapp.core import storage
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.drafts import blocks, queries
from webapp.drafts.models import (
    Document,
    RemovedBranch,
    RevisionCause,
    SectionRevision,
)
from webapp.drafts.paper import docx
from webapp.drafts.word import reader

SHAPES = Path(__file__).parent / "shapes"
DEMO = Path(__file__).parents[3] / "demo"
TEXT = "Länet har starka miljöer för forskning om skog och metaller, och det märks."


@pytest.fixture
def document(client, work_off):
    made = new_document(sign_in(client))
    for name, language in (("strategi-sv.docx", "sv"), ("strategy-en.docx", "en")):
        upload(client, made, (DEMO / name).read_bytes(), language=language)
        work_off()
    return made


def had(document: Document, language: str = "sv") -> bytes:
    """The document as a Word file."""
    pictures = {
        key: storage.contents(session.get_one(StoredFile, file_id))
        for key, file_id in queries.pictures(document.id).items()
    }
    return docx.compile_document(manuscript(rows(document), language, pictures))


def edited(data: bytes, edit) -> bytes:
    """The file with its body changed."""
    with ZipFile(BytesIO(data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    body = contents["word/document.xml"].decode()
    contents["word/document.xml"] = edit(body).encode()
    assert contents["word/document.xml"].decode() != body
    return zipped(contents)


def paragraphs(body: str) -> list[str]:
    return re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL)


def holding(body: str, key) -> str:
    """The paragraph that carries a key."""
    return next(each for each in paragraphs(body) if key.hex in each and "bookmarkStart" in each)


def said(document: Document):
    session.expire_all()
    return [
        (each.key, dict(each.title), [(block.key, dict(block.text)) for block in each.blocks])
        for each in rows(document)
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_file_that_comes_back_as_it_was_changes_nothing(client, document, work_off, language):
    before = said(document)
    revisions = session.scalar(select(func.count()).select_from(SectionRevision))
    upload(client, document, had(document, language), language=language, replace="y")
    work_off()
    assert latest_import().status is JobStatus.DONE
    assert said(document) == before
    assert session.scalar(select(func.count()).select_from(SectionRevision)) == revisions
    client.get(client.path)
    assert "Inget ändrades" in client.text()


def test_what_is_written_anew_is_known_by_its_key_and_not_by_likeness(client, document, work_off):
    section = next(each for each in rows(document) if len(each.blocks) > 2)
    first, second = section.blocks[:2]
    ids = first.key, second.key

    def swap_words(body: str) -> str:
        for key, words in ((first.key, "Kort."), (second.key, "Något helt annat står här nu.")):
            old = holding(body, key)
            new = re.sub(r"(<w:t [^>]*>)[^<]*", r"\1", old)
            body = body.replace(old, new.replace("</w:t>", f"{words}</w:t>", 1))
        title = holding(body, section.key)
        return body.replace(title, re.sub(r"(<w:t [^>]*>)[^<]*", r"\1En annan rubrik", title))

    upload(client, document, edited(had(document), swap_words), replace="y")
    work_off()
    again = next(each for each in rows(document) if each.key == section.key)
    assert again.title["sv"] == "En annan rubrik"
    assert [block.key for block in again.blocks[:2]] == list(ids)
    assert [block.text["sv"] for block in again.blocks[:2]] == [
        *("Kort.", "Något helt annat står här nu."),
    ]
    assert all(block.text["en"] for block in again.blocks[:2])
    assert latest_import().report["changed"] == 1


def test_a_paragraph_moved_to_another_section_takes_its_key_and_its_translation_along(
    client, document, work_off
):
    home, target = [each for each in rows(document) if len(each.blocks) > 1][:2]
    moved, before = home.blocks[0], said(document)
    english = moved.text["en"]

    def move(body: str) -> str:
        old, anchor = holding(body, moved.key), holding(body, target.blocks[0].key)
        return body.replace(old, "").replace(anchor, anchor + old)

    upload(client, document, edited(had(document), move), replace="y")
    work_off()
    by_key = {each.key: each for each in rows(document)}
    assert by_key[target.key].blocks[1].key == moved.key
    assert by_key[target.key].blocks[1].text["en"] == english
    keys = [key for _, _, parts in before for key, _ in parts]
    assert sorted(keys) == sorted(key for _, _, parts in said(document) for key, _ in parts)


def test_a_translation_moves_nothing(client, document, work_off):
    home, target = [each for each in rows(document) if len(each.blocks) > 1][:2]
    moved = home.blocks[0]
    swedish = [(key, [key for key, _ in parts]) for key, _, parts in said(document)]

    def move(body: str) -> str:
        old, anchor = holding(body, moved.key), holding(body, target.blocks[0].key)
        return body.replace(old, "").replace(anchor, anchor + old)

    upload(client, document, edited(had(document, "en"), move), language="en", replace="y")
    work_off()
    assert latest_import().status is JobStatus.DONE
    again = [
        (each.key, [block.key for block in each.blocks if "sv" in block.text])
        for each in rows(document)
    ]
    assert again == swedish


def test_a_copied_paragraph_does_not_give_its_key_twice(client, document, work_off):
    section = next(each for each in rows(document) if len(each.blocks) > 1)
    first = section.blocks[0].key

    def double(body: str) -> str:
        old = holding(body, first)
        return body.replace(old, old + old)

    upload(client, document, edited(had(document), double), replace="y")
    work_off()
    again = next(each for each in rows(document) if each.key == section.key)
    keys = [block.key for block in again.blocks]
    assert keys[0] == first
    assert len(set(keys)) == len(keys) == len(section.blocks)


def test_a_text_in_another_language_is_not_taken_for_a_translation(client, work_off):
    document = new_document(sign_in(client))
    upload(client, document, (DEMO / "strategi-sv.docx").read_bytes())
    work_off()
    upload(client, document, had(document, "en"), language="en")
    work_off()
    assert latest_import().status is JobStatus.DONE
    assert not any(block.text.get("en") for each in rows(document) for block in each.blocks)
    assert not any(each.title.get("en") for each in rows(document))
    block = next(each for each in rows(document) if each.blocks).blocks[0]

    def translate(body: str) -> str:
        old = holding(body, block.key)
        new = re.sub(r"(<w:t [^>]*>)[^<]*", r"\1", old)
        return body.replace(old, new.replace("</w:t>", "Written in English.</w:t>", 1))

    key = block.key
    upload(client, document, edited(had(document, "en"), translate), language="en", replace="y")
    work_off()
    written = {b.key: b.text["en"] for s in rows(document) for b in s.blocks if "en" in b.text}
    assert written == {key: "Written in English."}


def test_a_removed_section_can_be_put_back_and_what_was_is_in_the_history(
    client, document, work_off
):
    row = rows(document)
    gone = next(each for each in row if each.level == 1 and each is not row[0])
    number, title = row.index(gone), gone.title["sv"]
    texts = [dict(block.text) for block in gone.blocks]

    def without(body: str) -> str:
        start = body.index(holding(body, gone.key))
        return body[:start] + body[body.index(holding(body, row[number + 1].key)) :]

    upload(client, document, edited(had(document), without), replace="y")
    work_off()
    assert title not in [each.title["sv"] for each in rows(document)]
    client.get(client.path)
    assert title in client.text("[aria-labelledby=removed]")
    [branch] = session.scalars(select(RemovedBranch)).all()
    client.get(f"/documents/{document.id}/removed")
    client.submit("Lägg tillbaka")
    again = rows(document)[number]
    assert (again.title["sv"], [dict(b.text) for b in again.blocks]) == (title, texts)
    assert branch.restored_at is not None


def test_a_form_that_was_open_during_an_import_is_put_together_with_it(
    client, new_client, document, work_off
):
    section = next(each for each in rows(document) if len(each.blocks) > 1 and each.title["sv"])
    first, second = section.blocks[:2]
    address = f"/documents/{document.id}/sections/{section.key}"
    other = new_client()
    sign_in(other)
    other.get(address)
    typed = other.page.select_one("textarea[name=text_sv]").text.lstrip("\n")
    assert first.text["sv"] in typed

    def rewrite(body: str) -> str:
        old = holding(body, second.key)
        return body.replace(old, re.sub(r"(<w:t [^>]*>)[^<]*", rf"\1{TEXT}", old))

    upload(client, document, edited(had(document), rewrite), replace="y")
    work_off()
    other.submit("Spara", text_sv=typed.replace(first.text["sv"], "Skrivet medan filen lästes in."))
    session.expire_all()
    again = next(each for each in rows(document) if each.key == section.key)
    assert again.blocks[0].text["sv"] == "Skrivet medan filen lästes in."
    assert TEXT in again.blocks[1].text["sv"]


def test_the_keys_outlive_a_saving_in_libreoffice():
    """Its last bookmark LibreOffice drops when it ends where the document does."""
    draft = reader.read((SHAPES / "ours-saved-by-libreoffice.docx").read_bytes())
    [section] = draft.sections
    assert [each.int for each in section.bag.hints][:1] == [1]
    known = [[hint.int for hint in block.bag.hints][:1] for block in section.blocks]
    assert known == [[2], [3], [4], [5], [6], [7], [8], []]
    as_written = [" ".join(blocks.render(part.text).split()) for part in blocks.split(RICH)]
    assert [" ".join(blocks.render(b.text).split()) for b in section.blocks] == as_written


def test_an_import_keeps_what_was_written_over(client, document, work_off):
    section = next(each for each in rows(document) if each.blocks)
    was = section.blocks[0].text["sv"]

    def rewrite(body: str) -> str:
        old = holding(body, section.blocks[0].key)
        return body.replace(old, re.sub(r"(<w:t [^>]*>)[^<]*", rf"\1{TEXT}", old))

    upload(client, document, edited(had(document), rewrite), replace="y")
    work_off()
    kept = session.scalars(
        select(SectionRevision)
        .where(SectionRevision.section_key == section.key)
        .order_by(SectionRevision.number)
    ).all()
    assert kept[-1].cause is RevisionCause.IMPORTED
    assert TEXT in kept[-1].blocks[0]["text"]["sv"]
    assert kept[-2].blocks[0]["text"]["sv"] == was
    assert blocks.plain(was)
