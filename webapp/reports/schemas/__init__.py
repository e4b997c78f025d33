"""What the data of a report are, in the languages of the standards: JSON Schema and CSVW. Pure.

Both are made out of the code that writes the data, and kept as files by their version, which are
what is published. `python -m local.schemas` makes them; tests see that they are as made.
"""

import json
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

VERSION: Final = 1
"""Of the data that are written now. Decision 0073 says when it becomes another."""

FOLDER: Final = Path(__file__).parent


class Data(StrEnum):
    """What is described."""

    REPORT = "report"
    """The whole report, as JSON: described by JSON Schema 2020-12."""
    POINTS = "points"
    """The points, as CSV: described by the schema of a table, as CSV on the Web has it."""


@cache
def _text(data: Data, version: int) -> str | None:
    path = FOLDER / f"{data.value}-{version}.json"
    return path.read_text("utf-8") if path.exists() else None


def published(data: Data, version: int) -> dict[str, Any] | None:
    """The schema of that version as it is kept; None where there is none."""
    text = _text(data, version)
    return json.loads(text) if text else None


def written(schema: dict[str, Any]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
