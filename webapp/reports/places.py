"""Where in a report a text of the authority's own can stand. Pure."""

import uuid
from typing import Final

FOREWORD: Final = "foreword"
SUMMARY: Final = "summary"
WHOLE: Final = (FOREWORD, SUMMARY)
"""The places of texts on the report as a whole."""


def of_section(key: uuid.UUID) -> str:
    """The place of the text on a section."""
    return f"section-{key}"


def of_question(question_id: uuid.UUID) -> str:
    """The place of the text on a question."""
    return f"question-{question_id}"
