"""Patterns that a document can begin from: sections with what each is to answer. One file each.

A pattern is data: `{"title", "about", "sections": [{"level", "kind", "title", "text"}]}`, each
text by language. A language that the document has and the pattern lacks is left empty.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from webapp.core.database import Localised
from webapp.drafts.models import SectionKind


@dataclass(frozen=True, slots=True)
class Outlined:
    """A section that a pattern proposes."""

    level: int
    kind: SectionKind
    title: Localised
    text: Localised


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a document can begin from: its name, what it holds, and the sections."""

    name: str
    title: Localised
    about: Localised
    sections: tuple[Outlined, ...]


@cache
def known() -> Mapping[str, Pattern]:
    """Every pattern, by its name."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    return {file.stem: _read(file.stem, json.loads(file.read_text())) for file in files}


def _read(name: str, found: Mapping[str, Any]) -> Pattern:
    return Pattern(
        name,
        found["title"],
        found["about"],
        tuple(
            Outlined(each["level"], SectionKind(each["kind"]), each["title"], each["text"])
            for each in found["sections"]
        ),
    )
