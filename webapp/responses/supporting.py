"""What in an answer a file supports, as marks that are kept with the file. Pure.

A mark stands for the whole answer, for a comment or for the answer to a question. While an answer
is written, a comment is told by its identifier; once it is submitted, by its number in it.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

WHOLE: Final = "answer"
"""Stands for the answer as a whole."""


def of_comment(key: uuid.UUID | int) -> str:
    """What stands for a comment."""
    return f"comment:{key}"


def of_question(key: uuid.UUID) -> str:
    """What stands for the answer to a question."""
    return f"question:{key}"


def beside(files: Iterable[Any], mark: str) -> list[Any]:
    """Those of the attached files that support what the mark stands for."""
    return [each for each in files if mark in each.supports]


def known(marks: Iterable[str], space: Any) -> list[str]:
    """Those of the marks that stand for something in the space, in their order there."""
    marks = set(marks)
    alive = [WHOLE, *(each.mark for each in (*space.comments, *space.answers))]
    return [each for each in alive if each in marks]


def submitted(marks: Iterable[str], space: Any, comments: Sequence[Any]) -> list[str]:
    """The marks as they are once the answer is submitted; what is there no more is left out.

    `comments`: those of the space, in the order in which they are submitted.
    """
    marks = set(marks)
    alive = [(WHOLE, WHOLE)]
    alive += [(each.mark, of_comment(number)) for number, each in enumerate(comments, start=1)]
    alive += [(each.mark, each.mark) for each in space.answers if each.is_given]
    return [later for own, later in alive if own in marks]
