"""The page numbers of a joined PDF: set once, and put together anew of the digits on that page.

A part is set before it is known on which page it begins, and to set thousands of pages that hold
nothing but their numbers takes seconds.
"""

from typing import Any, Final

from pikepdf import ContentStreamInstruction, Name, Page, Pdf, String
from pikepdf import parse_content_stream as parsed
from pikepdf import unparse_content_stream as unparsed

DIGITS: Final = "1234567890"
SAMPLES: Final = (int(DIGITS), 2)
"""The numbers of the two pages that show how numbers are set: every digit, and one alone."""

_CODE: Final = 2
"""Bytes of each sign in the strings of a font, as Typst embeds them (Identity-H)."""
_ACROSS: Final = 4
"""Which of the six numbers of a matrix says how far to the right."""


class Numerals:
    """How numbers stand at the foot of a page, to the right; all of it is an artifact."""

    def __init__(self, samples: Pdf, whole: Pdf) -> None:
        """Learn it from the pages that are numbered as `SAMPLES`; digits are all of one width."""
        every, single = samples.pages
        self._resources = [
            (kind, whole.copy_foreign(samples.make_indirect(_only(single, kind))))
            for kind in (Name.Font, Name.ColorSpace)
        ]
        codes = b"".join(_shown(step) for step in parsed(every))
        starts = range(0, len(codes), _CODE)
        signs = [codes[start : start + _CODE] for start in starts]
        self._signs = dict(zip(DIGITS, signs, strict=True))
        self._steps = [_renamed(step) for step in parsed(single)]
        self._last = _left(single)
        self._width = (self._last - _left(every)) / (len(DIGITS) - 1)

    def put(self, page: Page, number: int) -> None:
        """Set the number on the page."""
        for kind, value in self._resources:
            if kind not in page.Resources:
                page.Resources[kind] = {}
            page.Resources[kind][Name.PageNumber] = value
        page.contents_add(unparsed([self._anew(step, str(number)) for step in self._steps]))

    def _anew(self, step: ContentStreamInstruction, digits: str) -> ContentStreamInstruction:
        operands: list[Any] = list(step.operands)
        match str(step.operator):
            case "cm":
                operands[_ACROSS] = round(self._last - self._width * (len(digits) - 1), 4)
            case "Tj":
                operands = [String(b"".join(self._signs[digit] for digit in digits))]
        return ContentStreamInstruction(operands, step.operator)


def _only(page: Page, kind: Name) -> Any:
    [found] = page.Resources[kind].values()
    return found


def _left(page: Page) -> float:
    """Where the number begins on the page."""
    [step] = [each for each in parsed(page) if str(each.operator) == "cm"]
    return float(step.operands[_ACROSS])


def _shown(step: Any) -> bytes:
    """What is shown by one instruction: a string, or an array of strings and distances."""
    if str(step.operator) not in {"Tj", "TJ"}:
        return b""
    [shown] = step.operands
    pieces = [shown] if isinstance(shown, String) else shown
    return b"".join(bytes(each) for each in pieces if isinstance(each, String))


def _renamed(step: Any) -> ContentStreamInstruction:
    """The same instruction, with the font and the colours under a name of our own."""
    operands = list(step.operands)
    if str(step.operator) in {"Tf", "cs"}:
        operands[0] = Name.PageNumber
    return ContentStreamInstruction(operands, step.operator)
