"""A response's content as bytes that anyone can make again, and the mark made of them. Pure.

The bytes are JSON in canonical form (RFC 8785): UTF-8, keys sorted, no white space, only what must
be escaped is. No fractions occur in them, so Python's own writer gives that form. Whoever sent
a response can take home the same bytes from its receipt page and compare:

    sha256sum response.json
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

FORMAT = "yttra-response-1"
"""Names the fields and their meaning; a change to either gets a new name."""


def canonical(value: Json) -> bytes:
    """`value` as canonical JSON (RFC 8785). Keys must be ASCII and numbers whole."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(data: bytes) -> str:
    """The SHA-256 of `data` (FIPS 180-4), in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def moment(value: datetime) -> str:
    """A moment in UTC to the microsecond (RFC 3339)."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
