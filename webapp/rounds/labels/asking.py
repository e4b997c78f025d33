"""What people read for questions and their options."""

from collections.abc import Collection, Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.rounds.models import Question, QuestionKind

QUESTION_KINDS: Mapping[QuestionKind, Any] = {
    QuestionKind.TEXT: _l("In words"),
    QuestionKind.SINGLE: _l("One of several options"),
    QuestionKind.MULTIPLE: _l("Any number of several options"),
    QuestionKind.SCALE: _l("A step on a scale"),
}

QUESTION_KIND_HINTS: Mapping[QuestionKind, Any] = {
    QuestionKind.TEXT: _l("The answer is free text."),
    QuestionKind.SINGLE: _l("One is chosen. Those who answer can also give their reasons."),
    QuestionKind.MULTIPLE: _l("None, one or more are chosen, with reasons where there are any."),
    QuestionKind.SCALE: _l("From 1 upwards. You say what the lowest and the highest step mean."),
}


def options(question: Question, language: str | None = None) -> dict[str, str]:
    """The words of each of the question's options by its key, in order.

    In `language`, or else the one now spoken. A step of a scale is called by its number, with
    words where it has any.
    """
    words = {each["key"]: localised(each["label"], language) for each in question.options}
    if question.kind is not QuestionKind.SCALE:
        return words
    return {key: f"{key} – {said}" if said else key for key, said in words.items()}


def chosen(question: Question, keys: Collection[str], language: str | None = None) -> list[str]:
    """The words of those options that were chosen, in the question's order."""
    return [words for key, words in options(question, language).items() if key in keys]
