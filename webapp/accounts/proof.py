"""Proof of work (ALTCHA): a calculation that a browser does by itself, and a program does dearly.

There is nothing to see and nothing to solve by hand. A challenge is signed, holds for a while, is
for one purpose, and is good once.
"""

import json
import secrets
from datetime import timedelta
from typing import Final

import altcha

from webapp.core import access, clock
from webapp.core.extensions import redis

LIFE: Final = timedelta(minutes=20)
"""How long a challenge holds: longer than it takes to find the e-mail address and type it."""

LONGEST: Final = 4000
"""Characters of a solution as it comes back."""

_ALGORITHM: Final = "PBKDF2/SHA-256"
_COST: Final = 4000
_FEWEST, _MOST = 150, 450
"""How many times a browser derives a key of that cost: a second or two on a telephone."""


def challenge(purpose: str) -> str:
    """A new challenge for `purpose`, as the JSON that the page gives to its worker."""
    made = altcha.create_challenge(
        _ALGORITHM,
        _COST,
        counter=_FEWEST + secrets.randbelow(_MOST - _FEWEST),
        expires_at=clock.now() + LIFE,
        data={"for": purpose},
        hmac_secret=access.mark("proof", "challenge"),
        hmac_key_secret=access.mark("proof", "key"),
    )
    return json.dumps(made.to_dict())


def is_solved(solution: str, purpose: str) -> bool:
    """Say whether `solution` solves a challenge of ours for `purpose`; it is then used up."""
    if not solution or len(solution) > LONGEST:
        return False
    found = altcha.verify_solution(
        solution,
        access.mark("proof", "challenge"),
        hmac_key_secret=access.mark("proof", "key"),
    )
    if not found.verified:
        return False
    solved = altcha.Payload.from_base64(solution).challenge
    if (solved.parameters.data or {}).get("for") != purpose:
        return False
    return bool(redis().set(f"yttra:proof:{solved.signature}", 1, nx=True, ex=LIFE))
