"""Answering questions with options: on the page, when submitting, in the copies."""

import json

import pytest
from sqlalchemy import select

from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter
from webapp.core.database import session
from webapp.responses.models import Answer, OwnAnswer, Response
from webapp.responses.service import copies
from webapp.rounds.models import QuestionKind


def labelled(*words: str) -> list[dict[str, object]]:
    return [{"key": key, "label": {"sv": said}} for key, said in zip("abc", words, strict=False)]


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def single(invitation):
    return QuestionFactory(
        round=invitation.round,
        kind=QuestionKind.SINGLE,
        options=labelled("Snabbare", "Långsammare"),
        is_required=True,
        ordinal=0,
    )


@pytest.fixture
def multiple(invitation):
    return QuestionFactory(
        round=invitation.round,
        kind=QuestionKind.MULTIPLE,
        options=labelled("Energi", "Skog", "Hälsa"),
        ordinal=1,
    )


@pytest.fixture
def scale(invitation):
    ends = {"1": {"sv": "Inte alls"}, "5": {"sv": "Helt"}}
    options = [{"key": str(n), "label": ends.get(str(n), {})} for n in range(1, 6)]
    kind = QuestionKind.SCALE
    return QuestionFactory(round=invitation.round, kind=kind, options=options, ordinal=2)


@pytest.fixture
def page(client, invitation, single, multiple, scale) -> str:
    enter(client, invitation)
    address = f"/rounds/{invitation.round_id}/questions"
    client.get(address)
    return address


def answers() -> dict[object, list[str]]:
    session.expire_all()
    return {each.question_id: each.choices for each in session.scalars(select(OwnAnswer))}


def submitted(client, invitation) -> Response:
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"/rounds/{invitation.round_id}/review")
    client.submit("Skicka in")
    return session.scalars(select(Response)).one()


def test_each_choice_is_a_group_with_the_question_as_its_legend(client, page, single, scale):
    legends = [each.get_text(strip=True) for each in client.page.select("main legend")]
    assert legends == ["Är målen rätt?"] * 3
    labels = [each.get_text(strip=True) for each in client.page.select("main .y-choice label")]
    assert "1 – Inte alls" in labels
    assert "3" in labels
    chosen = client.page.select_one(f"input[name=choice-{single.id}][checked]")
    assert chosen["value"] == ""


def test_what_is_chosen_is_kept_and_shown_again(client, page, single, multiple, scale):
    chosen = {
        f"choice-{single.id}": "b",
        f"text-{single.id}": "Vi hinner inte.",
        f"choice-{multiple.id}": ["c", "a"],
        f"choice-{scale.id}": "4",
    }
    client.submit("Spara och fortsätt", **chosen)
    assert answers() == {single.id: ["b"], multiple.id: ["a", "c"], scale.id: ["4"]}
    assert "Långsammare" in client.text()
    assert "Vi hinner inte." in client.text()
    client.get(page)
    ticked = [each["value"] for each in client.page.select("main input[checked]")]
    assert ticked == ["b", "a", "c", "4"]


def test_a_choice_can_be_taken_back(client, page, single, multiple):
    client.submit("Spara och fortsätt", **{f"choice-{single.id}": "b"})
    client.get(page)
    client.submit("Spara och fortsätt", **{f"choice-{single.id}": ""})
    assert answers() == {single.id: []}


def test_choices_save_by_themselves(client, page, multiple):
    form = {f"choice-{multiple.id}": ["a", "b"]}
    assert client.post(page, form, headers={"X-Autosave": "1"}).status_code == 200
    assert answers() == {multiple.id: ["a", "b"]}


def test_an_option_that_is_none_is_refused_and_the_words_stay(client, page, single):
    form = {f"choice-{single.id}": "z", f"text-{single.id}": "Mina skäl."}
    assert client.post(page, form).status_code == 422
    assert "Mina skäl." in client.text("textarea")
    assert answers() == {}


def test_what_should_be_answered_is_said_and_stops_nothing(client, page, invitation, single):
    client.get(f"/rounds/{invitation.round_id}/review")
    alert = client.page.select_one(f"main a[href$='#question-{single.id}']")
    assert alert is not None
    assert submitted(client, invitation).answers == []
    client.get(f"/rounds/{invitation.round_id}/review")
    assert client.page.select_one(f"main a[href$='#question-{single.id}']") is not None


def test_what_is_answered_is_asked_for_no_more(client, page, invitation, single):
    client.submit("Spara och fortsätt", **{f"choice-{single.id}": "a"})
    assert client.page.select_one(f"main a[href$='#question-{single.id}']") is None


def test_the_receipt_shows_the_words_of_what_was_chosen(client, page, invitation, single, scale):
    client.submit("Spara och fortsätt", **{f"choice-{single.id}": "a", f"choice-{scale.id}": "5"})
    response = submitted(client, invitation)
    assert client.path.startswith("/receipts/")
    assert "Snabbare" in client.text()
    assert "5 – Helt" in client.text()
    copy = copies.copy_of(response, authority="Regionen")
    assert [said.choices for said in copy.receipt.answers] == [("Snabbare",), ("5 – Helt",)]
    assert copies.compile_copy(copy).startswith(b"%PDF-")


def test_choices_are_part_of_what_is_signed_only_where_there_are_any(database, single):
    response = ResponseFactory(round=single.round)
    answer = Answer(response=response, question=single, text="Ja.", choices=["a"])
    session.add(answer)
    session.flush()
    (said,) = json.loads(response.canonical())["answers"]
    assert said["choices"] == ["a"]
    answer.choices = []
    (said,) = json.loads(response.canonical())["answers"]
    assert set(said) == {"question", "position", "text"}
