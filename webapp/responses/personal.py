"""Finding what tells of private persons in a text: identity numbers, telephones, addresses.

Pure. What is found is a proposal that a person decides on, but for personal identity numbers:
those are never published (`masked_numbers`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from webapp.organisations import numbers

_NUMBER = re.compile(
    r"(?<![\d-])(?:18|19|20)?\d{2}[ ]?[01]\d[ ]?[0-9]\d[ ]?[-+\u2010-\u2015 ]?[ ]?\d{4}(?![\d-])",
    re.ASCII,
)
_E_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w.,-])(?:\+46|0046|0)(?:[ \-/()]{0,3}\d){7,10}(?![\w-])", re.ASCII)
_STREET = re.compile(
    r"\b[A-ZÅÄÖ][\wåäöé]{1,30}"
    r"(?:gatan|vägen|gränd|stigen|torget|allén|backen|gården|platsen|leden|väg|gata)\s\d{1,4}"
    r"\s?[A-Z]?\b(?:,?\s\d{3}\s?\d{2}\s[A-ZÅÄÖ][\wåäö]+)?"
)


class Kind(StrEnum):
    """What a find is."""

    NUMBER = "number"
    E_MAIL = "e_mail"
    PHONE = "phone"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Find:
    """Something that was found, and where: the characters from `start` to before `end`."""

    kind: Kind
    start: int
    end: int
    text: str


def finds(text: str) -> list[Find]:
    """What is found in the text, in its order; nothing is found twice."""
    found = list(_numbers(text))
    for kind, pattern in ((Kind.E_MAIL, _E_MAIL), (Kind.PHONE, _PHONE), (Kind.STREET, _STREET)):
        for match in pattern.finditer(text):
            if not any(each.start < match.end() and match.start() < each.end for each in found):
                found.append(Find(kind, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda each: each.start)


def spans_of_numbers(text: str) -> list[tuple[int, int]]:
    """Where personal identity numbers and co-ordination numbers stand in the text."""
    return [(each.start, each.end) for each in _numbers(text)]


def _numbers(text: str) -> Iterator[Find]:
    for match in _NUMBER.finditer(text):
        written = re.sub(r"[\u2010-\u2015]", "-", match[0])
        if numbers.looks_personal(written) and numbers.is_issued(written):
            yield Find(Kind.NUMBER, match.start(), match.end(), match[0])
