"""Writing the questions beside the text: kinds, options, order."""

import pytest

from tests.factories.rounds import QuestionFactory, RoundFactory
from webapp.core.access import Role
from webapp.core.database import session
from webapp.rounds.models import QuestionKind

SCALE = [{"key": str(n), "label": {}} for n in range(1, 6)]


@pytest.fixture
def round_():
    return RoundFactory(draft=True)


@pytest.fixture
def single():
    return {
        "text_sv": "Vilken takt är rätt?",
        "text_en": "Which pace is right?",
        "help_sv": "Med takt menar vi åren fram till 2030.",
        "kind": "single",
        "options-0-label_sv": "Snabbare",
        "options-0-label_en": "Faster",
        "options-1-label_sv": "Långsammare",
        "is_required": "y",
        "do": "save",
    }


def new(round_) -> str:
    return f"/rounds/{round_.id}/questions/new"


def texts(round_) -> list[str]:
    session.expire_all()
    return [each.text["sv"] for each in round_.questions]


def test_without_questions_the_page_says_what_to_do(officer, round_):
    officer.get(f"/rounds/{round_.id}/questions/edit")
    assert "No questions yet" in officer.text()
    assert officer.page.select_one("main .y-empty a")["href"] == new(round_)


def test_a_choice_keeps_its_options_in_order_and_in_both_languages(officer, round_, single):
    officer.post(new(round_), single)
    assert officer.path == f"/rounds/{round_.id}/questions/edit"
    (question,) = round_.questions
    assert question.kind is QuestionKind.SINGLE
    assert question.is_required
    assert not question.asks_position
    assert question.help == {"sv": single["help_sv"]}
    assert question.options == [
        {"key": "a", "label": {"sv": "Snabbare", "en": "Faster"}},
        {"key": "b", "label": {"sv": "Långsammare"}},
    ]
    assert "Faster" in officer.text("#questions")
    assert "Should be answered" in officer.text("#questions")


def test_a_scale_has_numbered_steps_and_words_for_its_ends(officer, round_, single):
    scale = {"kind": "scale", "steps": "4", "low_sv": "Inte alls", "high_sv": "Helt"}
    officer.post(new(round_), single | scale)
    (question,) = round_.questions
    assert [each["key"] for each in question.options] == ["1", "2", "3", "4"]
    assert question.options[0]["label"] == {"sv": "Inte alls"}
    assert question.options[1]["label"] == {}
    assert "4 – Helt" in officer.text("#questions")


def test_a_question_in_words_drops_the_options(officer, round_, single):
    officer.post(new(round_), single | {"kind": "text"})
    assert round_.questions[0].options == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text_sv": ""}, "Write the question."),
        ({"kind": ""}, "Choose how the question is answered."),
        ({"options-1-label_sv": ""}, "Write at least two options"),
        ({"options-1-label_sv": "", "options-1-label_en": "Slow"}, "Write option 2 in Swedish too"),
        ({"options-1-label_sv": "snabbare"}, "Two options are called the same"),
        ({"options-1-label_sv": "x" * 301}, "It can be at most 300"),
        ({"kind": "scale", "high_sv": "Helt"}, "Write what the lowest step means."),
        ({"kind": "scale", "low_sv": "Inte alls"}, "Write what the highest step means."),
        ({"kind": "scale", "low_sv": "a", "high_sv": "b", "steps": "99"}, "Not a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(officer, round_, single, changed, said):
    answer = officer.post(new(round_), single | changed)
    assert answer.status_code == 422
    assert said in officer.text("[data-error-summary]")
    assert officer.page.select_one("#options-0-label_sv")["value"] == "Snabbare"
    assert texts(round_) == []


def test_options_are_added_and_removed_without_javascript(officer, round_, single):
    answer = officer.post(new(round_), single | {"do": "add", "text_sv": ""})
    assert answer.status_code == 200
    assert officer.page.select_one("#options-2-label_sv") is not None
    assert officer.page.select_one("#options-0-label_sv")["value"] == "Snabbare"
    officer.post(new(round_), single | {"options-2-label_sv": "Lagom", "do": "remove-1"})
    kept = [field["value"] for field in officer.page.select("input[name$=label_sv]")]
    assert kept == ["Snabbare", "Lagom"]
    officer.submit("Save the question")
    assert [each["label"]["sv"] for each in round_.questions[0].options] == kept


def test_there_is_an_end_to_the_options(officer, round_, single):
    many = {f"options-{n}-label_sv": f"Val {n}" for n in range(20)}
    officer.post(new(round_), single | many | {"do": "add"})
    assert len(officer.page.select("input[name$=label_sv]")) == 20


def test_a_question_is_changed_and_keeps_its_identity(officer, round_, single):
    officer.post(new(round_), single)
    question = round_.questions[0]
    officer.get(f"/questions/{question.id}/edit")
    assert officer.page.select_one("#options-0-label_en")["value"] == "Faster"
    officer.submit("Save the question", text_sv="Vilken takt då?")
    assert texts(round_) == ["Vilken takt då?"]
    assert round_.questions[0].id == question.id
    assert round_.questions[0].options[0]["label"]["en"] == "Faster"


def test_a_scale_comes_back_as_it_was_written(officer, round_, single):
    scale = {"kind": "scale", "steps": "7", "low_sv": "Inte alls", "high_sv": "Helt"}
    officer.post(new(round_), single | scale)
    officer.get(f"/questions/{round_.questions[0].id}/edit")
    assert officer.page.select_one("#steps option[selected]")["value"] == "7"
    assert officer.page.select_one("#high_sv")["value"] == "Helt"


def test_questions_change_places(officer, round_):
    for number, words in enumerate(("Ett", "Två", "Tre")):
        QuestionFactory(round=round_, ordinal=number, text={"sv": words})
    second = round_.questions[1]
    officer.get(f"/rounds/{round_.id}/questions/edit")
    officer.post(f"/questions/{second.id}/move", {"do": "up"})
    assert texts(round_) == ["Två", "Ett", "Tre"]
    officer.post(f"/questions/{second.id}/move", {"do": "up"})
    assert texts(round_) == ["Två", "Ett", "Tre"]
    officer.post(f"/questions/{second.id}/move", {"do": "down"})
    assert texts(round_) == ["Ett", "Två", "Tre"]


def test_a_question_is_removed_after_a_page_that_asks(officer, round_):
    question = QuestionFactory(round=round_)
    officer.get(f"/questions/{question.id}/remove")
    assert texts(round_) != []
    officer.submit("Remove the question")
    assert texts(round_) == []
    assert "The question is removed." in officer.page.get_text()


def test_when_the_round_is_open_its_questions_are_read_only(officer, single):
    open_ = RoundFactory()
    question = QuestionFactory(round=open_)
    officer.get(f"/rounds/{open_.id}/questions/edit")
    assert "They were frozen when the round opened." in officer.text()
    assert not officer.page.select("main form")
    assert officer.post(new(open_), single).status_code == 409
    for verb in ("edit", "move", "remove"):
        assert officer.post(f"/questions/{question.id}/{verb}", single).status_code == 409
    assert texts(open_) == ["Är målen rätt?"]


def test_a_registrar_reads_and_changes_nothing(signed_in, round_, single):
    question = QuestionFactory(round=round_)
    registrar = signed_in(Role.REGISTRAR)
    registrar.get(f"/rounds/{round_.id}/questions/edit")
    assert not registrar.page.select("main form")
    assert registrar.post(new(round_), single).status_code == 403
    assert registrar.post(f"/questions/{question.id}/move", {"do": "up"}).status_code == 403


def test_the_preview_shows_the_fields_in_each_language(officer, round_, single):
    officer.post(new(round_), single)
    officer.get(f"/rounds/{round_.id}/questions/preview?in=en")
    assert "Which pace is right?" in officer.text("legend")
    assert officer.page.html["lang"] == "en"
    officer.get(f"/rounds/{round_.id}/questions/preview?in=sv")
    assert "Vilken takt är rätt?" in officer.text("legend")
    assert officer.page.html["lang"] == "sv"
    assert not officer.page.select("main form")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "</legend><b>x", "\u202edrow"])
def test_script_and_reordering_characters_are_only_words(officer, round_, single, hostile):
    names = [name for name in single if "sv" in name or "en" in name]
    officer.post(new(round_), single | {name: hostile + name for name in names})
    officer.get(f"/rounds/{round_.id}/questions/preview")
    assert not officer.page.select("main script")
    assert not officer.page.select("main b")
    assert "\u202e" not in officer.page.get_text()
