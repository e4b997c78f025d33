"""Who takes part in the journeys."""

from typing import NamedTuple


class Staff(NamedTuple):
    """Someone who signs in with a password."""

    email: str
    name: str
    password: str


OFFICER = Staff("sara.strateg@region.example", "Sara Strateg", "ett gott lösenord 1")
DEMO_OFFICER = Staff("hanna@region.example", "Hanna Lindgren", "ett gott lösenord 2")
ADMINISTRATOR = Staff("anders@region.example", "Anders Ek", "ett gott lösenord 3")
PRIVATE = "vera.vanlig@folket.example"
PASSER_BY = "folke.forbi@folket.example"
"""Someone who asked for a link and never pressed the button that it leads to."""

DEMO_CASE = "RUN 2027/0000-DEMO"
"""The registry number of the demo's case, which journeys tell by it from the others' cases."""
