"""Commands for those who run the product: the first administrator, and the demo's content."""

from typing import NamedTuple

import click
from flask import Flask

from webapp.accounts import service as accounts
from webapp.core.access import Role
from webapp.core.errors import DomainError
from webapp.core.transactions import commit


class DemoAccount(NamedTuple):
    """Someone that the demo signs in."""

    role: str
    email: str
    password: str


DEMO_ACCOUNTS = (
    DemoAccount("case officer / handläggare", "handlaggare@region.example", "demo-handlaggare-1"),
    DemoAccount("administrator", "admin@region.example", "demo-administrator-1"),
)


def register(app: Flask) -> None:
    """Give `app` its commands."""
    app.cli.add_command(_demo)
    app.cli.add_command(_create_administrator)
    app.cli.add_command(_add_staff)


@click.command("demo")
def _demo() -> None:
    """Load the demo's content, once."""
    from demo import load

    if load.is_loaded():
        click.echo("The demo's content is loaded already.")
        return
    officer, administrator = (account[1:] for account in DEMO_ACCOUNTS)
    load.load(officer, administrator, say=click.echo)


@click.command("add-staff")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.option("--title", default="", help="As it stands under an approval.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person is trusted with; may be given several times.",
)
@click.password_option()
def _add_staff(email: str, name: str, title: str, roles: tuple[str, ...], password: str) -> None:
    """Add a member of staff, such as an approver."""
    trusted = frozenset(map(Role, roles))
    try:
        user = accounts.add_user(email=email, name=name, password=password, roles=trusted)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    user.title = title
    commit()
    click.echo(f"{email} can sign in.")


@click.command("create-administrator")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.password_option()
def _create_administrator(email: str, name: str, password: str) -> None:
    """Make the first administrator."""
    roles = frozenset({Role.ADMINISTRATOR, Role.CASE_OFFICER})
    try:
        accounts.add_user(email=email, name=name, password=password, roles=roles)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    commit()
    click.echo(f"{email} can sign in.")
