"""The form of the questions beside the text: a field of its kind for each that is asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, Form, TextField, choices, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.responses import labels
from webapp.responses.forms.answering import LONGEST_COMMENT
from webapp.responses.forms.written import WrittenForm
from webapp.responses.models import OwnAnswer, Position
from webapp.responses.service.answering import Reply
from webapp.responses.service.saving import Began
from webapp.rounds.labels import options
from webapp.rounds.models import Question, QuestionKind


def questions_form(questions: Sequence[Question]) -> type[WrittenForm]:
    """A form with what each of the questions is answered by."""
    fields: dict[str, Field] = {}
    for number, question in enumerate(questions, start=1):
        words = localised(question.text)
        if question.options:
            fields[f"choice-{question.id}"] = _choice(question, words)
            words = _l("Your reasons, question %(number)s", number=number)
        if question.asks_position:
            fields[f"position-{question.id}"] = SelectField(
                _l("Position on this question"),
                choices=choices({"": _l("None in particular"), **labels.IN_SECTION}),
                validators=[Optional()],
            )
        fields[f"text-{question.id}"] = TextField(
            words, validators=[Optional(), AtMost(LONGEST_COMMENT)]
        )
    return type("QuestionsForm", (WrittenForm,), fields)


def kept(answers: Iterable[OwnAnswer], questions: Sequence[Question]) -> dict[str, Any]:
    """What was filled in before, as the form's data."""
    found: dict[str, Any] = {f"choice-{each.id}": [] for each in questions}
    for answer in answers:
        found[f"text-{answer.question_id}"] = answer.text
        found[f"position-{answer.question_id}"] = answer.position or ""
        found[f"choice-{answer.question_id}"] = answer.choices
    for question in questions:
        if question.kind is not QuestionKind.MULTIPLE:
            found[f"choice-{question.id}"] = next(iter(found[f"choice-{question.id}"]), "")
    return found


def replies(form: Form, questions: Sequence[Question]) -> dict[Question, Reply]:
    """What was filled in, by question."""
    return _replies(form.data, questions)


def start(form: WrittenForm, questions: Sequence[Question]) -> Began:
    """What the page began from, to be read as `replies` reads what was typed."""
    return form.origin(lambda values: _replies(values, questions))


def _replies(values: Mapping[str, Any], questions: Sequence[Question]) -> dict[Question, Reply]:
    return {question: _reply(values, question) for question in questions}


def _reply(values: Mapping[str, Any], question: Question) -> Reply:
    chosen = values.get(f"choice-{question.id}") or []
    return Reply(
        values.get(f"text-{question.id}") or "",
        member(Position, values.get(f"position-{question.id}")),
        tuple(chosen) if isinstance(chosen, list) else (chosen,),
    )


def _choice(question: Question, words: str) -> Field:
    if question.kind is QuestionKind.MULTIPLE:
        return SelectMultipleField(
            words,
            choices=choices(options(question)),
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            validators=[Optional()],
        )
    offered = {**options(question), "": _l("No answer")}
    return RadioField(words, choices=choices(offered), validators=[Optional()])
