"""The form of the questions beside the text: a field of its kind for each that is asked."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.responses import labels
from webapp.responses.forms.answering import LONGEST_COMMENT
from webapp.responses.models import OwnAnswer, Position
from webapp.responses.service.spaces import Reply
from webapp.rounds.labels import options
from webapp.rounds.models import Question, QuestionKind


def questions_form(questions: Sequence[Question]) -> type[Form]:
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
    return type("QuestionsForm", (Form,), fields)


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
    return {question: _reply(form, question) for question in questions}


def _reply(form: Form, question: Question) -> Reply:
    position = form[f"position-{question.id}"].data if question.asks_position else ""
    chosen = form[f"choice-{question.id}"].data if question.options else []
    return Reply(
        form[f"text-{question.id}"].data or "",
        Position(position) if position else None,
        tuple(chosen) if isinstance(chosen, list) else tuple(filter(None, [chosen])),
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
