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
from webapp.organisations.service.contacts import (
    ContactFacts,
    add_contact,
    change_contact,
    move_contact,
    remove_contact,
)
from webapp.organisations.service.correcting import OwnDetails, correct, note_seen, take_back
from webapp.organisations.service.merging import merge, part

__all__ = [
    "ContactFacts",
    "OwnDetails",
    "Particulars",
    "ResemblesError",
    "add",
    "add_contact",
    "change",
    "change_contact",
    "correct",
    "join",
    "lock_register",
    "merge",
    "move_contact",
    "note_seen",
    "note_undeliverable",
    "part",
    "remove_contact",
    "take_back",
]
