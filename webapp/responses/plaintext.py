"""Making what people typed safe to set in a document, and finding its paragraphs."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Ends of lines and paragraphs as word processors, PDF files and old systems write them."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and the bidirectional ones that could turn the text around them."""

_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Lone surrogates and noncharacters, which neither XML 1.0 nor UTF-8 files may hold."""

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text with Unix line ends and without characters that no document may hold."""
    if text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _IMPOSSIBLE.sub("\ufffd", _INVISIBLE.sub("", text))


def line(text: str) -> str:
    """The text on one line, every run of white space being one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def title(text: str) -> str:
    """The text on one line as a heading, which must not be empty: then it is a dash."""
    return line(text) or "–"


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text; a line break inside one stays as a newline."""
    text = clean(text).strip()
    return tuple(_BLANK_LINES.split(text)) if text else ()
