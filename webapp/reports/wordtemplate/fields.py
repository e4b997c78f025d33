"""What can stand between brackets in a Word template, besides the figures of the report. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from webapp.reports import filling, placeholders
from webapp.reports.manuscript import cover, facts
from webapp.reports.outline import Report
from webapp.reports.placeholders import Placeholder
from webapp.reports.wording import Wording


class Field(StrEnum):
    """What a template may name of an edition. `REPORT` and `CONTENTS` stand for whole passages."""

    REPORT = "report"
    CONTENTS = "contents"
    TITLE = "title"
    KIND = "kind"
    AUTHORITY = "authority"
    REGISTRY_NUMBER = "registry_number"
    EDITION = "edition"
    READERS = "readers"
    COMPILED = "compiled"
    PERIOD = "period"
    VERSION = "version"
    CONTACT = "contact"
    ADDRESS = "address"


PASSAGES: Final = frozenset({Field.REPORT, Field.CONTENTS})
"""Those that take a paragraph of their own."""

NAMES: Final[Mapping[str, Mapping[Field, str]]] = {
    "sv": {
        Field.REPORT: "sammanställning",
        Field.CONTENTS: "innehåll",
        Field.TITLE: "rubrik",
        Field.KIND: "dokumenttyp",
        Field.AUTHORITY: "myndighet",
        Field.REGISTRY_NUMBER: "diarienummer",
        Field.EDITION: "utgåva",
        Field.READERS: "avsedd för",
        Field.COMPILED: "framtagen",
        Field.PERIOD: "svarstid",
        Field.VERSION: "version av förslaget",
        Field.CONTACT: "kontaktperson",
        Field.ADDRESS: "webbadress",
    },
    "en": {
        Field.REPORT: "report",
        Field.CONTENTS: "contents",
        Field.TITLE: "title",
        Field.KIND: "kind of document",
        Field.AUTHORITY: "authority",
        Field.REGISTRY_NUMBER: "registry number",
        Field.EDITION: "edition",
        Field.READERS: "readers",
        Field.COMPILED: "compiled",
        Field.PERIOD: "period",
        Field.VERSION: "version of the proposal",
        Field.CONTACT: "contact person",
        Field.ADDRESS: "web address",
    },
}

OFFERS: Final = tuple(
    name
    for every in (NAMES, placeholders.NAMES)
    for names in every.values()
    for name in names.values()
)
"""All that can be written between brackets, in every language."""

_KNOWN: Final = {name: each for names in NAMES.values() for each, name in names.items()}


def named(name: str) -> Field | Placeholder | None:
    """What the name stands for in any language; None for what cannot stand in a template."""
    field = _KNOWN.get(placeholders.folded(name))
    figure = placeholders.named(name)
    return field or (None if figure in placeholders.HERE else figure)


def written(field: Field, language: str) -> str:
    """The field as it is written in a template of the language, with its brackets."""
    return placeholders.bracketed(NAMES, field, language)


def likely(name: str) -> str:
    """The name that this one is most like, if any."""
    return placeholders.likely(name, OFFERS)


def values(report: Report, w: Wording) -> Mapping[Field | Placeholder, str]:
    """What each field and figure says in an edition, but for those that are whole passages."""
    front, said = cover(report, w), facts(report, w)
    named: dict[Field | Placeholder, str] = dict(filling.values(report, w).items())
    return named | {
        Field.TITLE: front.title,
        Field.KIND: front.kind,
        Field.AUTHORITY: front.authority,
        Field.REGISTRY_NUMBER: said.registry_number,
        Field.EDITION: said.edition,
        Field.READERS: said.readers,
        Field.COMPILED: said.compiled,
        Field.PERIOD: said.period,
        Field.VERSION: said.version,
        Field.CONTACT: said.contact,
        Field.ADDRESS: said.address,
    }
