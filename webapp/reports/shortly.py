"""The short code by which the address of a report is typed from paper. Pure.

It is the end of the round's own identifier, which is random, in Base32 (RFC 4648): that knows
neither 0 nor 1, which are read as O and I. Nothing secret is in it: it leads to what is published.
"""

import base64
import binascii
import uuid
from typing import Final

_BYTES: Final = 5
_HALF: Final = 4


def code(round_id: uuid.UUID) -> str:
    """The code of a round's report: eight letters and digits, with a hyphen between the halves."""
    letters = base64.b32encode(round_id.bytes[-_BYTES:]).decode()
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def ending(code_: str) -> str:
    """The end of the identifier that a typed code stands for, in hexadecimal; "" where in none."""
    letters = "".join(filter(str.isalnum, code_))
    try:
        found = base64.b32decode(letters, casefold=True, map01="I")
    except (binascii.Error, ValueError):
        return ""
    return found.hex() if len(found) == _BYTES else ""
