"""The characters of Word's Symbol and Wingdings fonts that stand in running text."""

from typing import Final

_PRIVATE_USE: Final = range(0xE000, 0xF900)
_SYMBOLS: Final = {
    0xF000 + code: character
    for code, character in (
        *((0xB7, "•"), (0xA7, "▪"), (0xD8, "➢"), (0xE0, "→"), (0xDF, "←"), (0xE8, "→")),
        *((0xFC, "✓"), (0xFB, "✗"), (0xFE, "☒"), (0xA8, "☐"), (0x4A, "☺"), (0xB0, "°")),
        *((0xA3, "≤"), (0xB3, "≥"), (0xB4, "×"), (0xB1, "±"), (0x6D, "µ")),
    )
}
_FONTS_OWN: Final = 0x100
_HIGHEST: Final = 0xFFFF


def shown(code: int) -> str:
    """The character of a symbol, by its code in the font; nothing where no letter is like it."""
    code = code + 0xF000 if code < _FONTS_OWN else code
    if code > _HIGHEST or (code in _PRIVATE_USE and code not in _SYMBOLS):
        return ""
    return _SYMBOLS.get(code, chr(code))
