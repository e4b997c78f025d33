"""What a report says of the questions beside the text, out of loaded rows."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.core.rendering import localised
from webapp.reports import outline, participation
from webapp.responses import naming
from webapp.responses.models import Answer, Position
from webapp.rounds.labels import chosen, options
from webapp.rounds.models import Question


@dataclass(frozen=True, slots=True)
class Given:
    """What was chosen and where its sender stands, without the words of the answer."""

    question_id: uuid.UUID
    position: Position | None
    choices: tuple[str, ...]


class Answering(Protocol):
    """Whatever holds answers."""

    @property
    def answers(self) -> tuple[Given, ...]:
        """Each of them."""


def counted(
    question: Question,
    responses: Iterable[tuple[uuid.UUID, Answering]],
    sender: Callable[[uuid.UUID], naming.Sender],
    language: str,
) -> tuple[outline.Option, ...]:
    """Each option of the question with those who chose it; nobody is counted twice for one.

    `responses`: each sender with the response that holds its words; `sender`: how it is called.
    """
    by_option: dict[str, list[naming.Sender]] = {key: [] for key in options(question, language)}
    for speaker, response in responses:
        for answer in response.answers:
            if answer.question_id == question.id:
                for key in by_option.keys() & set(answer.choices):
                    by_option[key].append(sender(speaker))
    return tuple(
        outline.Option(
            label=words,
            names=tuple(
                participation.alphabetical(each.label for each in by_option[key] if each.named)
            ),
            unnamed=sum(not each.named for each in by_option[key]),
        )
        for key, words in options(question, language).items()
    )


def choosers(question: Question, responses: Iterable[tuple[uuid.UUID, Answering]]) -> int:
    """How many senders chose anything where the question could be answered so."""
    return sum(
        answer.question_id == question.id and bool(answer.choices)
        for _sender, response in responses
        for answer in response.answers
    )


def words_of(answer: Answer | None, language: str) -> tuple[str, ...]:
    """The words of what was chosen in the answer; nothing where there is none."""
    return tuple(chosen(answer.question, answer.choices, language)) if answer else ()


def remarks(
    answers: Iterable[Answer],
    questions: Sequence[Question],
    numbers: Mapping[uuid.UUID, int],
    language: str,
) -> Iterator[outline.Remark]:
    """The answers of one response in the order of the questions, with their numbers as points."""
    given = {each.question_id: each for each in answers}
    for number, question in enumerate(questions, start=1):
        answer = given.get(question.id)
        if answer is not None:
            position = answer.position
            yield outline.Remark(
                heading=localised(question.text, language),
                text=answer.text,
                number=str(numbers.get(answer.id, "")),
                position=participation.Position(position.value) if position else None,
                question=str(number),
                choices=tuple(chosen(question, answer.choices, language)),
            )
