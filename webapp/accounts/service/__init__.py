"""What people do with accounts. One module a noun."""

from webapp.accounts.asking import WAIT, Asker, ProofNeededError, note_begun
from webapp.accounts.service.disowning import shut_out
from webapp.accounts.service.forgetting import forget
from webapp.accounts.service.passwords import (
    LIVES,
    SHORTEST_PASSWORD,
    PasswordLink,
    ask,
    choose,
    link,
)
from webapp.accounts.service.signing import (
    CODE_ATTEMPTS,
    INTERRUPTED_LIFE,
    LINK_LIFE,
    WrongCodeError,
    add_user,
    count_attempt,
    drop_interrupted,
    find_by_code,
    find_sign_in,
    keep_interrupted,
    note_left,
    participant,
    redeem,
    request_sign_in,
    sign_in_staff,
)
from webapp.accounts.service.staff import (
    StaffFacts,
    change_account,
    close_account,
    make_account,
    open_account,
    send_link,
)

__all__ = [
    "CODE_ATTEMPTS",
    "INTERRUPTED_LIFE",
    "LINK_LIFE",
    "LIVES",
    "SHORTEST_PASSWORD",
    "WAIT",
    "Asker",
    "PasswordLink",
    "ProofNeededError",
    "StaffFacts",
    "WrongCodeError",
    "add_user",
    "ask",
    "change_account",
    "choose",
    "close_account",
    "count_attempt",
    "drop_interrupted",
    "find_by_code",
    "find_sign_in",
    "forget",
    "keep_interrupted",
    "link",
    "make_account",
    "note_begun",
    "note_left",
    "open_account",
    "participant",
    "redeem",
    "request_sign_in",
    "send_link",
    "shut_out",
    "sign_in_staff",
]
