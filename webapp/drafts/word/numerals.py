"""Numbers as Word writes them before a paragraph (ECMA-376 part 1, 17.18.59)."""

from typing import Final

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ALPHABET: Final = 26
_MOST_ROMAN: Final = 3999


def written(count: int, form: str) -> str:
    """A number in one of Word's forms; those that are seldom seen are written in figures."""
    if form == "none":
        return ""
    if form.endswith("Letter") and count > 0:
        letter = chr(ord("a") + (count - 1) % _ALPHABET) * min((count - 1) // _ALPHABET + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form.endswith("Roman") and 0 < count <= _MOST_ROMAN:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        text += sign * times
    return text
