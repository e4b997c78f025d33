"""Which encoding a text file is in, when nothing but its bytes can tell.

A statistical detector misreads short Swedish lists, so a few likely encodings are tried in order.
"""

import codecs

# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows, then what Swedish municipalities' old Macintosh and DOS programs still export.
_EIGHT_BIT = ("cp1252", "mac-roman", "cp850")
_END_OF_ASCII = 0x80
_EXPECTED = frozenset("åäöÅÄÖéÉüÜæÆøØáÁàÀ–—’‘“”…§´°½\u00a0")


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; never fails, for Latin-1 gives every byte a letter."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # One broken character must not cost the whole list; a person sees the replacement.
            return data.decode(encoding, errors="replace"), encoding
    encoding = _encoding(data)
    return data.decode(encoding), encoding


def _encoding(data: bytes) -> str:
    for unmarked in ("utf-16-le", "utf-16-be"):
        if _is_two_bytes_wide(data, unmarked):
            return unmarked
    if _decodes(data, "utf-8"):
        return "utf-8"
    possible = [encoding for encoding in _EIGHT_BIT if _decodes(data, encoding)]
    best = max(possible, key=lambda encoding: _plausibility(data, encoding))
    if _plausibility(data, best) > 0:
        return best
    return "cp1252" if "cp1252" in possible else "latin-1"


def _is_two_bytes_wide(data: bytes, encoding: str) -> bool:
    """Whether every second byte is mostly nought, as in UTF-16 whose mark was lost."""
    nought = data[1::2] if encoding == "utf-16-le" else data[::2]
    return (
        len(data) % 2 == 0
        and 2 * nought.count(0) > len(nought)
        and data.count(0) == nought.count(0)
        and _decodes(data, encoding)
    )


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(data: bytes, encoding: str) -> int:
    """How many more characters a Swedish list would have than such as it would not."""
    foreign = bytes(byte for byte in data if byte >= _END_OF_ASCII).decode(encoding)
    expected = sum(character in _EXPECTED for character in foreign)
    return 2 * expected - len(foreign)
