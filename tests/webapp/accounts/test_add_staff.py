"""Adding a member of staff from the command line."""

import pytest

from webapp.accounts import queries
from webapp.core.access import Role


def add(app, *more):
    arguments = ["add-staff", "--email", "chef@region.example", "--name", "Chefen Chef", *more]
    return app.test_cli_runner().invoke(args=[*arguments, "--password", "en lång lösenordsfras"])


def test_an_approver_is_added_with_a_title(app, database):
    outcome = add(app, "--role", "approver", "--role", "registrar", "--title", "Regiondirektör")
    assert outcome.exit_code == 0, outcome.output
    user = queries.find_user("chef@region.example")
    assert user.roles == {Role.APPROVER, Role.REGISTRAR}
    assert user.title == "Regiondirektör"


@pytest.mark.parametrize("role", [(), ("--role", "king")])
def test_someone_without_a_known_role_is_not_added(app, database, role):
    assert add(app, *role).exit_code != 0
    assert queries.find_user("chef@region.example") is None
