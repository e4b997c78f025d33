"""Swedish organisation numbers: how they are written, checked and told from people's numbers.

Sources: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl. (ten digits, the third
at least 2, the last a check digit) and SKV 709 (personal and co-ordination numbers, where the
third digit is the first of a month and so 0 or 1).
"""

import re
from datetime import date

LENGTH = 10
MASK = "••••••-••••"
"""What stands in place of a personal identity number, which is never kept."""

_WRITTEN = re.compile(r"[\d\s.+–—-]{10,20}")
_VAT = re.compile(r"SE(\d{10})\d\d", re.IGNORECASE)
# Bare ten digits may as well be a telephone number, so they only count where a number is expected.
_PERSONAL_IN_TEXT = re.compile(
    r"(?<![\d-])(?:(?:19|20)\d{6}[-+–]?\d{4}|\d{6}[-+–]\d{4})(?![\d-])", re.ASCII
)
_CENTURIES = ("18", "19", "20")
_COORDINATION = 60
_FIRST_OF_BODY = "2"


def looks_like_number(text: str) -> bool:
    """Whether a cell is written as a number of ten digits or twelve, right or wrong."""
    return _VAT.fullmatch(text) is not None or (
        _WRITTEN.fullmatch(text) is not None and len(_digits(text)) in (LENGTH, LENGTH + 2)
    )


def normalised(text: str) -> str:
    """The ten digits without hyphen, VAT dress or prefix 16; other text comes back unchanged."""
    vat = _VAT.fullmatch(text)
    if vat:
        return vat[1]
    if not looks_like_number(text):
        return text
    digits = _digits(text)
    return digits[2:] if len(digits) > LENGTH and digits.startswith("16") else digits


def is_valid(text: str) -> bool:
    """Whether it is a body's number with a right check digit (Luhn, modulus 10)."""
    number = normalised(text)
    return (
        re.fullmatch(r"\d{10}", number, re.ASCII) is not None
        and number[2] >= _FIRST_OF_BODY
        and _checks(number)
    )


def looks_personal(text: str) -> bool:
    """Whether a cell for a number holds a person's, a co-ordination number, or our mask for one."""
    if text == MASK:
        return True
    if not looks_like_number(text):
        return False
    number = normalised(text)
    if len(number) > LENGTH:
        return number.startswith(_CENTURIES) and _is_birthday(number[2:8])
    return number[2] < _FIRST_OF_BODY


def is_issued(text: str) -> bool:
    """Whether it can be the number of some body or person: unlike a telephone number, mostly."""
    number = normalised(text)
    return is_valid(text) or (
        looks_personal(text) and _is_birthday(number[-LENGTH:][:6]) and _checks(number[-LENGTH:])
    )


def without_personal(text: str) -> str:
    """The text with each personal identity number masked (a real day, a right check digit)."""
    return _PERSONAL_IN_TEXT.sub(lambda found: _masked(found[0]), text)


def _masked(written: str) -> str:
    number = _digits(written)[-LENGTH:]
    return MASK if _is_birthday(number[:6]) and _checks(number) else written


def _is_birthday(six: str) -> bool:
    year, month, day = (int(six[at : at + 2]) for at in (0, 2, 4))
    day -= _COORDINATION if day > _COORDINATION else 0
    try:
        # 2000 is a leap year as are all others that its last two digits can be mistaken for.
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _checks(number: str) -> bool:
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(number))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
