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
    # In this and those below, what stands before is looked at second, and a text is searched
    # through several times as fast: what a find can begin with is sought first.
    r"[0-9](?<![\d-][0-9])(?:(?:(?<=1)[89]|(?<=2)0)\d{2}|\d)"
    r"[ ]?[01]\d[ ]?[0-9]\d[ ]?[-+\u2010-\u2015 ]?[ ]?\d{4}(?![\d-])",
    re.ASCII,
)
_E_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(
    r"[+0](?<![\w.,/-][+0])(?:(?<=\+)46|(?<=0)(?:046)?)"
    r"(?:[ \-/()\u2010-\u2015]{0,3}\d){7,10}(?![\w-])"
    r"(?!\s?(?:kr\b|kronor|[mt]kr|SEK|EUR|euro|%|procent))",
    re.ASCII,
)
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:dnr|(?:diarie|ärende|projekt|faktura|organisations|konto|referens|ref|org|kund)\.?\s?"
    r"(?:nr|nummer)|ärende|diarium|bankgiro|bg|plusgiro|pg|konto|OCR|ISBN|ISSN|s|sid|sidan?|sidorna"
    r"|pp?|pages?|no|case)|§)[.:\s]{0,3}$",
    re.IGNORECASE,
)
"""What a number is called that is no telephone's, right before it."""
_OF_A_SUM = re.compile(r"\d\s$")
_TOWN = r"(?:,?\s{1,2}(?:SE?-)?\d{3}\s?\d{2}\s{1,2}[A-ZÅÄÖ][\wåäö]+)"
_STREET = re.compile(
    r"[A-ZÅÄÖ](?<!\w[A-ZÅÄÖ])(?=[\w-]{1,40}+\s\d)(?:[\wåäöé]{1,30}"
    r"(?:gatan|vägen|gränd|stigen|torget|allén|backen|gården|platsen|leden|väg|gata|esplanaden"
    r"|slingan|kajen|tunet|kroken)\s(?!(?:19|20)\d\d\b)\d{1,4}\s?[A-Z]?\b" + _TOWN + r"?"
    # Where there are no streets: a village and a number, or a number by a road, and its town.
    r"|(?!(?<=B)ox\b)[\wåäöé-]{1,30}\s(?!(?:19|20)\d\d\b)\d{1,4}\s?[A-Z]?" + _TOWN + r")"
)
_LONGEST_PHONE = 9
"""Digits of a Swedish number, without the 0 before them: from 7 to 9."""
_SHORTEST_PHONE = 7
_CALLED = 24
"""Characters before a number in which it may say that it is another."""
_SHORT = 3
"""Digits of each part of a sum; a day and a month have fewer."""
_TELLING = re.compile(r"[\d@]")
"""One of these is in all that is looked for, and in few texts."""


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
    if not _TELLING.search(text):
        return []
    found = list(_numbers(text))
    # Where no address of e-mail can be, each of its words would be looked through for one.
    mails = [(Kind.E_MAIL, _E_MAIL)] if "@" in text else []
    for kind, pattern in (*mails, (Kind.STREET, _STREET), (Kind.PHONE, _PHONE)):
        for match in pattern.finditer(text):
            if kind is Kind.PHONE and not _rings(match):
                continue
            if not any(each.start < match.end() and match.start() < each.end for each in found):
                found.append(Find(kind, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda each: each.start)


def national(phone: str) -> str:
    """The digits of a Swedish telephone number, however it is written, without the 0 before."""
    digits = "".join(_GROUP.findall(phone))
    if phone.lstrip().startswith("+46"):
        digits = digits[2:]
    return digits.removeprefix("0046").lstrip("0")


def _rings(match: re.Match[str]) -> bool:
    """Say whether it can be a telephone number: no date, registry number, account or sum."""
    if not _SHORTEST_PHONE <= len(national(match[0])) <= _LONGEST_PHONE:
        return False
    *first, last = map(len, _GROUP.findall(match[0].removeprefix("+46")))
    before = match.string[max(0, match.start() - _CALLED) : match.start()]
    is_short = max(first, default=_SHORT) < _SHORT
    is_dated = _YEAR.fullmatch(match[0][-last:]) and (len(first) == 1 or is_short)
    is_sum = {*first, last} == {_SHORT} and _OF_A_SUM.search(before)
    return not (is_dated or is_sum or _OTHER_NUMBER.search(before))


def spans_of_numbers(text: str) -> list[tuple[int, int]]:
    """Where personal identity numbers and co-ordination numbers stand in the text."""
    return [(each.start, each.end) for each in _numbers(text)]


def _numbers(text: str) -> Iterator[Find]:
    for match in _NUMBER.finditer(text):
        written = re.sub(r"[\u2010-\u2015]", "-", match[0])
        if numbers.looks_personal(written) and numbers.is_issued(written):
            yield Find(Kind.NUMBER, match.start(), match.end(), match[0])
