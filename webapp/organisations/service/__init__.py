"""What is done to the register (here), and to lists on their way into it (in the other modules)."""

from webapp.organisations.service.bodies import (
    Particulars,
    ResemblesError,
    add,
    change,
    join,
    lock_register,
    note_undeliverable,
)

__all__ = [
    "Particulars",
    "ResemblesError",
    "add",
    "change",
    "join",
    "lock_register",
    "note_undeliverable",
]
