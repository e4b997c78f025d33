"""What an installation has before its first day: staff, or the demo's content.

Run in the environment of a running product: `python -m tests.journeys.prepare staff`.
"""

import sys

from demo import load
from tests.journeys.people import ADMINISTRATOR, DEMO_OFFICER, OFFICER
from webapp.accounts.service import add_user
from webapp.core.access import Role
from webapp.core.transactions import commit
from webapp.factory import create_app


def staff() -> None:
    """The case officer of the journeys."""
    user = add_user(
        email=OFFICER.email,
        name=OFFICER.name,
        password=OFFICER.password,
        roles=frozenset({Role.CASE_OFFICER}),
    )
    user.title, user.phone, user.language = "Strateg", "090-465 04 10", "en"
    commit()


def demo() -> None:
    """The demo, with its own case officer."""
    load.load(
        (DEMO_OFFICER.email, DEMO_OFFICER.password),
        (ADMINISTRATOR.email, ADMINISTRATOR.password),
        say=lambda _line: None,
    )


if __name__ == "__main__":
    with create_app().app_context():
        {"staff": staff, "demo": demo}[sys.argv[1]]()
