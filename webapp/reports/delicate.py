"""What in a text of the authority's own perhaps should not be there: told, not refused. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.responses import masking, personal


class Why(StrEnum):
    """Why a person should look at words of the text once more."""

    MASKED = "masked"
    """They are masked in an answer."""
    PERSON = "person"
    """The name of a private person, which stands in no report."""
    NUMBER = "number"
    """A personal identity number, which is masked when the report is compiled."""
    CONTACT = "contact"
    """An address or a telephone number."""


@dataclass(frozen=True, slots=True)
class Delicate:
    """Words to look at once more, and why."""

    words: str
    why: Why


def delicate(text: str, masked: Iterable[str], persons: Iterable[str]) -> list[Delicate]:
    """What stands in the text of masked words, of persons, and of what tells of them."""
    return [
        *(Delicate(each, Why.MASKED) for each in sorted(masked) if masking.stands_in(each, text)),
        *(Delicate(each, Why.PERSON) for each in sorted(persons) if masking.stands_in(each, text)),
        *(
            Delicate(each.text, Why.NUMBER if each.kind is personal.Kind.NUMBER else Why.CONTACT)
            for each in personal.finds(text)
        ),
    ]
