"""What the review page says is worth a look: each with a way to it, and nothing of it stops."""

import uuid
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.factories.responses import OwnCommentFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses import letters
from tests.webapp.responses.steps import enter
from tests.webapp.responses.test_team import ask, come
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import (
    Assignment,
    Change,
    Legibility,
    OwnAttachment,
    OwnComment,
    OwnSpace,
    Position,
    Response,
)
from webapp.responses.policy.beforehand import proposes_the_same, says_nothing

TITLE = "Värt att titta på innan ni skickar in"


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def home(client, invitation) -> str:
    """Where a body has its pages; its answer holds a position and a statement."""
    enter(client, invitation)
    space().position, space().statement = Position.ENDORSE, "Bra."
    session.commit()
    return f"/rounds/{invitation.round_id}"


def space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def told(client, home) -> str:
    client.get(f"{home}/review")
    return client.text("#beforehand") if client.page.select_one("#beforehand") else ""


def leads_to(client, text: str) -> str:
    """Where the link in the list leads that says `text`."""
    links = client.page.select("#beforehand a")
    [found] = [each["href"] for each in links if text in each.get_text()]
    return str(found)


def attach(client, home, data: bytes, name: str) -> OwnAttachment:
    client.get(f"{home}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(data), name), note="")
    return session.scalars(select(OwnAttachment).where(OwnAttachment.space == space())).all()[-1]


def test_an_answer_with_all_in_order_is_told_nothing(client, home):
    OwnCommentFactory(space=space(), text="Skriv kortare.")
    assert told(client, home) == ""
    assert TITLE not in client.text()


@pytest.mark.parametrize(
    ("said", "is_empty"),
    [
        ({"text": " \n…"}, True),
        ({"text": "-", "proposed_wording": " "}, True),
        ({"text": "", "change": Change.REPLACE, "quote": "Målet"}, True),
        ({"text": "Ja"}, False),
        ({"text": "", "proposed_wording": "Nytt"}, False),
        ({"text": "", "change": Change.REMOVE}, False),
        ({"text": "", "position": Position.OPPOSE}, False),
    ],
)
def test_a_comment_says_nothing_that_has_no_word_and_would_change_nothing(said, is_empty):
    assert says_nothing(OwnComment(**{"proposed_wording": "", "quote": "", **said})) is is_empty


@pytest.mark.parametrize(
    ("quote", "wording", "change", "same"),
    [
        ("Målet är högt.", "Målet  är\nhögt. ", Change.REPLACE, True),
        ("Målet är högt.", "Målet är lågt.", Change.REPLACE, False),
        ("Målet är högt.", "Målet är högt.", Change.ADD, False),
        ("", "", None, False),
    ],
)
def test_a_wording_is_the_same_but_for_space(quote, wording, change, same):
    comment = OwnComment(quote=quote, proposed_wording=wording, change=change)
    assert proposes_the_same(comment) is same


def test_comments_that_say_nothing_or_change_nothing_are_named(client, home, invitation):
    section = drafts.outline(invitation.round.version_id)[0]
    empty = OwnCommentFactory(space=space(), text="…", section_key=section.key)
    same = OwnCommentFactory(space=space(), text="", quote="Målet.", proposed_wording="Målet.")
    found = told(client, home)
    assert "En synpunkt har inga ord" in found
    assert "samma som texten" in found
    assert leads_to(client, str(section.title["sv"])) == f"{home}/comments/{empty.id}"
    assert leads_to(client, "Hela dokumentet") == f"{home}/comments/{same.id}"


def test_questions_without_answers_are_told_and_nothing_stops_the_answer(client, home, invitation):
    must = QuestionFactory(round=invitation.round, is_required=True, text={"sv": "Ska vi?"})
    may = QuestionFactory(round=invitation.round, text={"sv": "Vill ni?"})
    found = told(client, home)
    assert "En fråga som bör besvaras är inte besvarad" in found
    assert "1 fråga har inget svar" in found
    assert leads_to(client, "Ska vi?").endswith(f"#question-{must.id}")
    assert leads_to(client, "1 fråga").endswith(f"#question-{may.id}")
    client.submit("Skicka in svaret")
    assert session.scalars(select(Response)).one().position is Position.ENDORSE


def test_a_scan_is_told_once_it_is_looked_into_and_may_be_sent_all_the_same(client, home, work_off):
    scan = attach(client, home, letters.as_scan(), "protokoll.pdf")
    assert "håller på att kontrolleras" in told(client, home)
    assert leads_to(client, "protokoll.pdf").endswith(f"/attachments#file-{scan.id}")
    assert "responses.look_into_attachment" in work_off()
    assert "är bilder utan text" in told(client, home)
    client.get(f"{home}/attachments")
    assert "Bilder utan text" in client.text(f"#file-{scan.id}")
    client.get(f"{home}/review")
    client.submit("Skicka in svaret")
    assert len(session.scalars(select(Response)).one().attachments) == 1


@pytest.mark.parametrize(
    ("data", "legibility"),
    [
        (letters.as_pdf(), Legibility.TEXT),
        (letters.as_docx("Bilaga"), Legibility.UNASKED),
        (b"%PDF-1.7 and nothing that can be read", Legibility.UNREADABLE),
    ],
)
def test_what_is_known_of_a_file(client, home, work_off, data, legibility):
    attach(client, home, data, "fil.pdf")
    work_off()
    session.expire_all()
    assert session.scalars(select(OwnAttachment)).one().legibility is legibility
    assert ("kunde inte öppnas" in told(client, home)) is (legibility is Legibility.UNREADABLE)


@pytest.fixture
def siv(client, home, new_client, invitation):
    """A colleague who takes care of the first section and of a question."""
    question = QuestionFactory(round=invitation.round, text={"sv": "Vem gör vad?"})
    browser = new_client()
    come(browser, ask(client, invitation, "siv@kommun.example"), "Siv Svar")
    section = drafts.outline(invitation.round.version_id)[0]
    client.get(f"{home}/team/sections")
    [siv] = [each for each in client.page.select("option") if "Siv" in each.get_text()]
    client.submit("Dela ut", person=siv["value"], places=[str(section.key), str(question.id)])
    return browser


def part(**which: object) -> Assignment:
    session.expire_all()
    return session.scalars(select(Assignment).filter_by(**which)).one()


def test_a_colleague_marks_a_part_as_ready_and_the_coordinator_sees_it(client, siv, home):
    section = session.scalars(select(Assignment.section_key)).all()
    [key] = [each for each in section if each]
    found = told(client, home)
    assert found.count("Siv Svar har inte sagt att den här delen är klar") == 2
    assert leads_to(client, "Vem gör vad?").startswith(f"{home}/questions#question-")
    siv.get(f"{home}/sections/{key}")
    siv.submit("Markera som klar")
    assert part(section_key=key).ready_at is not None
    assert told(client, home).count("Siv Svar har inte sagt") == 1
    client.get(f"{home}/team/sections")
    assert "Siv Svar, klar" in client.text()
    siv.get(f"{home}/answer")
    siv.submit("Inte klar ändå")
    assert part(section_key=key).ready_at is None


def test_only_who_takes_care_of_a_part_or_a_coordinator_says_that_it_is_ready(
    client, siv, home, new_client, invitation
):
    [key] = [each for each in session.scalars(select(Assignment.section_key)) if each]
    other = new_client()
    come(other, ask(client, invitation, "eva@kommun.example"), "Eva Annan")
    other.get(f"{home}/sections/{key}")
    assert "Markera som klar" not in other.text()
    assert other.post(f"{home}/team/sections/{key}", {"do": "done"}).status_code == 403
    assert other.post(f"{home}/team/sections/{uuid.uuid4()}", {}).status_code == 404
    assert part(section_key=key).ready_at is None
    client.post(f"{home}/team/sections/{key}", {"do": "done"})
    assert part(section_key=key).ready_at is not None


def test_who_submits_is_not_told_of_their_own_parts(client, home, invitation, new_client):
    come(new_client(), ask(client, invitation, "siv@kommun.example"), "Siv Svar")
    client.get(f"{home}/team/sections")
    section = drafts.outline(invitation.round.version_id)[0]
    [me] = [
        each["value"]
        for each in client.page.select("option")
        if invitation.email in each.get_text()
    ]
    client.submit("Dela ut", person=me, places=[str(section.key)])
    assert part(section_key=section.key).ready_at is None
    assert told(client, home) == ""
