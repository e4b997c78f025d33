"""What the example report says, in Swedish and English; the sentences stand in `example.*.json`."""

import json
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Words:
    """Everything that an example report says in one language."""

    kind: str
    title: str
    role: str
    person: str
    civil: str
    association: str
    summary: str
    question: str
    statement: str
    names: list[str]
    categories: list[list[str]]
    sectors: list[str]
    channels: list[str]
    meetings: list[str]
    sections: list[list[str]]
    excerpts: list[str]
    comments: list[str]
    quotes: list[str]
    wordings: list[str]
    replies: list[str]

    def category(self, name: str) -> str:
        """The category of a body, told from its name."""
        return next((label for part, label in self.categories if part in name), self.civil)


def words(language: str) -> Words:
    """The words of one language."""
    found = json.loads((Path(__file__).parent / f"example.{language}.json").read_text("utf-8"))
    return Words(**{field.name: found[field.name] for field in fields(Words)})
