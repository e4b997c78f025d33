"""Staff who are signed in, and lists that they send in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.client import PageClient
from tests.factories.accounts import UserFactory
from webapp.core.access import Role
from webapp.core.database import session

DATA = Path(__file__).parent / "data"
FAULTY = (DATA / "lista-med-fel.csv").read_bytes()
ORDERLY = (DATA / "lista.csv").read_bytes()


@pytest.fixture
def signed_in(new_client: Callable[[], PageClient]) -> Callable[[Role], PageClient]:
    """A function that gives the browser of a new member of staff with the role, in English."""

    def enter(role: Role) -> PageClient:
        person = UserFactory(roles=[role], language="en")
        session.commit()
        browser = new_client()
        with browser.session_transaction() as kept:
            kept["_user_id"] = person.get_id()
            kept["_fresh"] = True
        return browser

    return enter


@pytest.fixture
def registrar(signed_in: Callable[[Role], PageClient]) -> PageClient:
    """A registrar's browser."""
    return signed_in(Role.REGISTRAR)


@pytest.fixture
def send(registrar: PageClient) -> Callable[..., Any]:
    """A function that sends in a list as the registrar, and is left on the page that answers."""

    def upload(data: bytes | str, name: str = "lista.csv") -> Any:
        content = data.encode() if isinstance(data, str) else data
        return registrar.post("/organisations/imports/new", {"file": (io.BytesIO(content), name)})

    return upload
