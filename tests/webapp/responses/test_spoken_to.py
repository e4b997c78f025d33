"""In the own space a private person is called du on every page, and a body ni."""

import re
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory
from tests.factories.responses import OwnCommentFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.responses.filled.word_user import WordUser
from tests.webapp.responses.steps import enter, sign_in
from webapp.core import rendering
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.drafts.word.names import name
from webapp.responses import labels
from webapp.responses.models import AnswerFind, OwnSpace, Response

TO_SEVERAL = re.compile(r"\S* ?\b(?:ni|er|ert|era)\b ?\S*", re.IGNORECASE)
TO_US = "Vi har siffror som ni kan använda."
"""In the example of a good comment, which is said to the authority."""

PAGES = (
    "answer", "read", "statement", "questions", "review", "attachments", "in-word", "ask",
    "no-comments", "abstain", "answer/keep", "past", "with-comments", "sender",
)  # fmt: skip


@pytest.fixture
def round_(database):
    round_ = RoundFactory(cover_letter={"sv": "Läs och svara.", "en": "Read and answer."})
    QuestionFactory(round=round_)
    return round_


@pytest.fixture
def person(client, round_):
    sign_in(client, ParticipantFactory())
    client.get(f"/rounds/{round_.id}/answer")
    client.submit("Fortsätt", name="Siv Svar", who="person")
    return session.scalars(select(OwnSpace)).one()


AS_SEVERAL = re.compile(r"(?<!”)\bVi (?:tillstyrker|varken|avstyrker|har inga|avstår|invänder)\b")
"""What somebody would say who answers for a body, but in a quoted example."""


def said_to_several(client):
    """What is said as to several, or for them to say, with the words before and after."""
    said = client.text("main").replace(TO_US, "")
    return TO_SEVERAL.findall(said) + AS_SEVERAL.findall(said)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_calls_a_person_du(client, round_, person, page):
    assert client.get(f"/rounds/{round_.id}/{page}").status_code == 200
    assert said_to_several(client) == []


def test_a_person_is_called_du_from_the_text_to_the_receipt(client, round_, person):
    section = drafts.outline(round_.version_id)[0]
    comment = OwnCommentFactory(space=person, section_key=section.key)
    for page in (f"sections/{section.key}", f"comments/{comment.id}", "statement"):
        client.get(f"/rounds/{round_.id}/{page}")
        assert said_to_several(client) == []
    client.submit("Spara", position="endorse", statement="Bra.")
    client.get(f"/rounds/{round_.id}/review")
    client.submit("Skicka in svaret")
    sent = session.scalars(select(Response)).one()
    assert client.path == f"/receipts/{sent.id}"
    assert said_to_several(client) == []
    client.get(f"/rounds/{round_.id}/read")
    assert said_to_several(client) == []
    assert "Ditt svar hittills" in client.text()


def test_a_body_is_called_ni_also_where_a_person_has_just_been(client, new_client, round_, person):
    pages = ("read", "statement", "review", "in-word", "attachments")
    for page in pages:
        client.get(f"/rounds/{round_.id}/{page}")
    body = new_client()
    enter(body, InvitationFactory(round=round_))
    for page in pages:
        body.get(f"/rounds/{round_.id}/{page}")
        assert said_to_several(body) != []


def words_in(client, path):
    """All that a Word file or a workbook says."""
    data = client.ask("GET", path).data  # Not as whoever asked before: `file` shares the request.
    if path.endswith("xlsx"):
        book = openpyxl.load_workbook(BytesIO(data))
        return " ".join(str(each.value or "") for sheet in book for row in sheet for each in row)
    return " ".join("".join(each.itertext()) for each in WordUser(data).root.iter(name("w:p")))


def test_the_files_to_answer_in_call_a_person_du_and_a_body_ni(client, new_client, round_, person):
    copy = f"/rounds/{round_.id}/in-word/copy"
    body = new_client()
    enter(body, InvitationFactory(round=round_))
    for _ in range(2):  # They are kept, each for its own.
        for_one, for_all = words_in(client, copy), words_in(body, copy)
        assert TO_SEVERAL.findall(for_one) == []
        assert "där du vill ha andra ord" in for_one
        assert "i ditt svar" in for_one
        assert "där ni vill ha andra ord" in for_all
    for ending in ("docx", "xlsx"):
        said = words_in(client, f"/rounds/{round_.id}/in-word/table.{ending}")
        assert "En synpunkt per rad" in said
        assert TO_SEVERAL.findall(said) == []


def test_what_a_person_is_told_in_the_file_is_not_read_as_its_own_words(
    client, round_, person, work_off
):
    home = f"/rounds/{round_.id}/in-word"
    word = WordUser(client.file(f"{home}/copy").data)
    with rendering.spoken("sv", to_one=True):
        last = labels.copy_notes()[-1]
    word.insert_after(word.saying(last), "Jag är kritisk till tidplanen.")
    client.get(home)
    client.submit("Lämna in filen", file=(BytesIO(word.saved()), "Svar.docx"))
    work_off()
    found = session.scalars(select(AnswerFind)).all()
    assert [each.text for each in found] == ["Jag är kritisk till tidplanen."]


def test_english_has_one_word_for_both(client, round_, person):
    client.get("/language/en")
    client.get(f"/rounds/{round_.id}/statement")
    assert "How to write a good statement" in client.text()
