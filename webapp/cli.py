"""Commands for those who run the product: the first administrator, and the demo's content."""

from typing import NamedTuple

import click
from flask import Flask


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


@click.command("demo")
def _demo() -> None:
    """Load the demo's content, once."""
