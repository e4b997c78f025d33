"""Answering in a file: fetched, written in, handed in, read by a worker, settled by hand."""

import uuid
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select, update

from tests.factories.drafts import SectionFactory, VersionFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.drafts.paper import pages
from tests.webapp.responses.filled.word_user import WordUser
from tests.webapp.responses.steps import enter
from webapp.core import clock
from webapp.core.background import LOST_AFTER, JobStatus
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Section, SectionKind
from webapp.responses import labels
from webapp.responses.models import (
    AnswerFile,
    AnswerFind,
    Change,
    FindState,
    OwnComment,
)
from webapp.responses.service import answer_files as service
from webapp.responses.service import settling
from webapp.rounds.models import Invitation


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def home(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/in-word"


@pytest.fixture
def row(invitation) -> list[Section]:
    return list(drafts.reading(invitation.round.version_id))


@pytest.fixture
def block(row):
    return next(
        each
        for section in row
        for each in section.blocks
        if each.kind is BlockKind.PARAGRAPH and len(each.text["sv"].split()) > 3
    )


@pytest.fixture
def word(client, home) -> WordUser:
    """Somebody with the file open that the page gives."""
    return WordUser(client.file(f"{home}/copy").data)


def hand_in(client, home, data: bytes, name: str = "Svar.docx"):
    client.get(home)
    return client.submit("Lämna in filen", file=(BytesIO(data), name))


def the_file() -> AnswerFile:
    session.expire_all()
    return session.scalars(select(AnswerFile).order_by(AnswerFile.created_at.desc())).first()


def finds() -> list[AnswerFind]:
    session.expire_all()
    return list(session.scalars(select(AnswerFind).order_by(AnswerFind.ordinal)))


def comments() -> list[OwnComment]:
    session.expire_all()
    return list(session.scalars(select(OwnComment).order_by(OwnComment.created_at)))


def take(client) -> None:
    """Press the button with the boxes as they are ticked."""
    ticked = client.page.select("input[name=finds][checked]")
    client.submit("Ta med i svaret", finds=[each["value"] for each in ticked])


def first_words(block) -> str:
    return " ".join(block.text["sv"].split()[:2])


def test_comments_and_changes_become_comments_in_the_answer(client, home, word, block, work_off):
    paragraph = word.paragraph(block.key)
    word.comment(paragraph, first_words(block), "Vem ska göra det?", author="Bo Ek")
    word.insert_after(paragraph, "Vi vill ha ett eget stycke om besöksnäringen.")
    hand_in(client, home, word.saved())
    assert "Filen läses in" in client.text()
    work_off()
    client.get(f"{home}/{the_file().id}")
    assert "2 med säker plats" in client.text()
    assert "Bo Ek" in client.text()
    take(client)
    assert "2 är nu med i ert svar" in client.text("body")
    asked, added = comments()
    assert (asked.text, asked.block_key, asked.author_name) == (
        "Vem ska göra det?", block.key, "Bo Ek",
    )  # fmt: skip
    assert added.proposed_wording == "Vi vill ha ett eget stycke om besöksnäringen."
    assert (added.change, added.block_key) == (Change.ADD, block.key)
    assert asked.quote == first_words(block)
    assert asked.selector["language"] == "sv"


def test_a_deleted_paragraph_is_proposed_to_go(client, home, word, block, work_off):
    word.delete(word.paragraph(block.key))
    hand_in(client, home, word.saved())
    work_off()
    client.get(f"{home}/{the_file().id}")
    take(client)
    [made] = comments()
    assert (made.change, made.block_key, made.text) == (Change.REMOVE, block.key, "")


def test_what_was_taken_in_is_not_asked_about_when_the_file_comes_again(
    client, home, word, block, work_off
):
    word.comment(word.paragraph(block.key), first_words(block), "Det första.")
    hand_in(client, home, word.saved())
    work_off()
    client.get(f"{home}/{the_file().id}")
    take(client)
    word.comment(word.paragraph(block.key), "innovation", "Det andra.")
    hand_in(client, home, word.saved())
    work_off()
    client.get(f"{home}/{the_file().id}")
    assert "1 från en tidigare fil" in client.text()
    take(client)
    assert [each.text for each in comments()] == ["Det första.", "Det andra."]


def test_the_same_form_sent_twice_hands_the_file_in_once(client, home, word):
    data = word.saved()
    client.get(home)
    form = {"form_key": client.page.select_one("input[name=form_key]")["value"]}
    places = set()
    for _ in range(2):
        client.post(home, {**form, "file": (BytesIO(data), "Svar.docx")})
        places.add(client.path)
    assert len(session.scalars(select(AnswerFile)).all()) == len(places) == 1
    hand_in(client, home, data)
    assert len(session.scalars(select(AnswerFile)).all()) == 2


def test_taking_in_twice_makes_one_comment(client, home, word, block, work_off):
    word.comment(word.paragraph(block.key), first_words(block), "En gång.")
    hand_in(client, home, word.saved())
    work_off()
    [find] = finds()
    for _ in range(2):
        client.post(f"{home}/{the_file().id}", {"finds": str(find.id), "do": "take"})
    assert [each.text for each in comments()] == ["En gång."]


def test_what_is_left_out_can_be_taken_in_all_the_same(client, home, word, block, work_off):
    word.comment(word.paragraph(block.key), first_words(block), "Kanske.")
    hand_in(client, home, word.saved())
    work_off()
    [find] = finds()
    client.post(f"{home}/{the_file().id}", {"finds": str(find.id), "do": "leave"})
    assert comments() == []
    assert "1 utelämnad" in client.text()
    client.post(f"{home}/{the_file().id}", {"finds": str(find.id), "do": "take"})
    assert [each.text for each in comments()] == ["Kanske."]


LETTER = "Allmänt\n\nBra helhet.\n\nOm järnvägen\n\nDen behövs."


def test_what_has_no_place_gets_one_by_hand_and_none_is_lost(client, home, row, work_off):
    letter = pages.manuscript(
        [pages.section("Allmänt", "Bra helhet."), pages.section("Om järnvägen", "Den behövs.")]
    )
    hand_in(client, home, pages.docx_of(letter))
    work_off()
    assert the_file().way == "letter"
    client.get(f"{home}/{the_file().id}")
    assert "1 utan plats" in client.text()
    lost = next(each for each in finds() if each.section_key is None and "järnvägen" in each.text)
    client.get(f"{home}/{the_file().id}/{lost.id}")
    assert client.submit("Spara platsen").status_code == 422
    assert "Välj en plats i texten." in client.text()
    section = row[0]
    client.submit("Spara platsen", place=str(section.key))
    take(client)
    [made] = comments()
    assert made.section_key == section.key
    assert "Den behövs." in made.text
    assert "Bra helhet." in made.space.statement


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Välj en fil"),
        (b"Hej", "Välj en Wordfil (.docx), ett kalkylark (.xlsx), en PDF eller en .odt-fil."),
    ],
)
def test_what_is_no_answer_is_refused_at_sight(client, home, data, said):
    answer = hand_in(client, home, data, "" if not data else "svar.docx")
    assert answer.status_code == 422
    assert said in client.text()
    assert the_file() is None


@pytest.mark.parametrize("data", [b"%PDF-1.7 not really", b"PK\x03\x04 trasig"])
def test_a_broken_file_is_refused_with_the_reason(client, home, work_off, data):
    hand_in(client, home, data, "svar.pdf")
    work_off()
    assert the_file().status is JobStatus.REFUSED
    client.get(f"{home}/{the_file().id}")
    assert "Filen går inte att läsa" in client.text()


def test_a_file_that_its_worker_was_lost_with_is_read_by_another(client, home, word, work_off):
    hand_in(client, home, word.saved())
    past = clock.now() - LOST_AFTER - timedelta(seconds=1)
    session.execute(update(AnswerFile).values(status=JobStatus.RUNNING, heard_at=past))
    assert service.sweep_answer_files() == 1
    work_off()
    assert the_file().is_over


def test_only_those_who_answer_see_the_file(client, new_client, home, word, work_off):
    hand_in(client, home, word.saved())
    work_off()
    other = new_client()
    enter(other, InvitationFactory(round=the_file().space.round))
    assert other.get(f"{home}/{the_file().id}").status_code == 404
    assert other.get(f"{home}/{uuid.uuid4()}").status_code == 404


def test_a_find_on_a_section_that_takes_no_comments_stays(client, work_off):
    version = VersionFactory(frozen=False)
    section = drafts.reading(version.id)[0]
    section.lock_reason = {"sv": "Avsnittet är redan beslutat."}
    session.flush()
    version.frozen_at = clock.now()
    round_ = RoundFactory(version=version)
    enter(client, InvitationFactory(round=round_))
    home = f"/rounds/{round_.id}/in-word"
    word = WordUser(client.file(f"{home}/copy").data)
    word.comment(word.paragraph(section.key), section.title["sv"].split()[0], "Byt.")
    hand_in(client, home, word.saved())
    work_off()
    client.get(f"{home}/{the_file().id}")
    take(client)
    assert "dess avsnitt tar inte emot synpunkter" in client.text("body")
    assert finds()[0].state is FindState.WAITING


@pytest.mark.usefixtures("client")
def test_the_pages_cost_the_same_whatever_the_number_of_finds(
    request, home, word, block, count_queries
):
    client, work_off = map(request.getfixturevalue, ("client", "work_off"))
    paragraph = word.paragraph(block.key)
    word.comment(paragraph, first_words(block), "Ett.")
    hand_in(client, home, word.saved())
    work_off()
    few = count_queries(lambda: client.get(f"{home}/{the_file().id}"))
    for number in range(20):
        word.insert_after(paragraph, f"Nytt stycke {number} om något helt annat.", tracked=True)
        word.comment(paragraph, "innovation", f"Nr {number}.")
    hand_in(client, home, word.saved())
    work_off()
    path = f"{home}/{the_file().id}"
    assert count_queries(lambda: client.get(path)) <= few


def test_one_file_handed_in_twice_is_taken_in_once(client, home, word, block, work_off):
    word.comment(word.paragraph(block.key), first_words(block), "Det enda.")
    for _ in range(2):
        hand_in(client, home, word.saved())
    work_off()
    for file in list(session.scalars(select(AnswerFile))):
        client.get(f"{home}/{file.id}")
        take(client)
    assert [each.text for each in comments()] == ["Det enda."]
    assert sorted(each.state for each in finds()) == [FindState.KNOWN, FindState.TAKEN]


def test_words_before_the_text_and_another_title_go_into_the_general_statement(
    client, home, word, invitation, work_off
):
    title = invitation.round.version.document.title["sv"]
    word.replace(word.saying(title), title, f"{title} 2040")
    word.insert_after(word.saying(str(labels.copy_notes()[-1])), "Vi är kritiska till tidplanen.")
    hand_in(client, home, word.saved())
    work_off()
    assert [each.text for each in finds()] == ["Vi är kritiska till tidplanen.", ""]
    client.get(f"{home}/{the_file().id}")
    take(client)
    space = the_file().space
    assert space.statement == (
        f"Vi är kritiska till tidplanen.\n\nTiteln bör vara ”{title} 2040” och inte ”{title}”."
    )
    assert comments() == []


def test_a_new_paragraph_placed_on_the_whole_document_keeps_its_words(
    client, home, word, block, work_off
):
    word.insert_after(word.paragraph(block.key), "Ett stycke till.")
    hand_in(client, home, word.saved())
    work_off()
    [find] = finds()
    settling.place_find(the_file().space, find, None, None)
    session.commit()
    client.get(f"{home}/{the_file().id}")
    take(client)
    assert the_file().space.statement == "Ett stycke till."


@pytest.fixture
def with_a_goal() -> Invitation:
    """An invitation to answer about a text that is a goal."""
    version = VersionFactory(sections=0, frozen=False)
    SectionFactory(version_id=version.id, number="1", kind=SectionKind.GOAL)
    version.frozen_at = clock.now()
    return InvitationFactory(round=RoundFactory(version=version))


def test_a_row_of_the_table_is_shown_with_its_wording_and_may_name_a_goal_in_either_language(
    client, with_a_goal, work_off
):
    enter(client, with_a_goal)
    home = f"/rounds/{with_a_goal.round_id}/in-word"
    book = openpyxl.load_workbook(BytesIO(client.file(f"{home}/table.xlsx").data))
    for line, name in enumerate(("Goal 1", "Mål 1"), start=2):
        for column, said in ((3, name), (6, "Bra."), (7, f"Skriv {name}.")):
            book.worksheets[0].cell(line, column, said)
    target = BytesIO()
    book.save(target)
    hand_in(client, home, target.getvalue(), "Synpunkter.xlsx")
    work_off()
    assert all(each.section_key for each in finds())
    client.get(f"{home}/{the_file().id}")
    assert "Skriv Goal 1." in client.text()
