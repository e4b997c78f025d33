"""What people do with accounts. One module a noun."""

from webapp.accounts.service.signing import (
    CODE_ATTEMPTS,
    INTERRUPTED_LIFE,
    LINK_LIFE,
    SHORTEST_PASSWORD,
    WrongCodeError,
    add_user,
    count_attempt,
    drop_interrupted,
    find_sign_in,
    keep_interrupted,
    participant,
    redeem,
    redeem_code,
    request_sign_in,
    sign_in_staff,
)

__all__ = [
    "CODE_ATTEMPTS",
    "INTERRUPTED_LIFE",
    "LINK_LIFE",
    "SHORTEST_PASSWORD",
    "WrongCodeError",
    "add_user",
    "count_attempt",
    "drop_interrupted",
    "find_sign_in",
    "keep_interrupted",
    "participant",
    "redeem",
    "redeem_code",
    "request_sign_in",
    "sign_in_staff",
]
