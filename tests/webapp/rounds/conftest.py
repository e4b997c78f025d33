"""Staff who are signed in, and a round to work on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.client import PageClient
from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.rounds import ConsultationFactory
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.rounds.models import Consultation, ConsultationDocument


@pytest.fixture(autouse=True)
def _undone(database: Connection) -> None:
    """What a test writes is undone, also where it asks for no browser."""


@pytest.fixture
def signed_in(
    new_client: Callable[[], PageClient],
) -> Callable[..., PageClient]:
    """A function that gives the browser of a new member of staff with the role."""

    def enter(role: Role = Role.CASE_OFFICER, **kwargs: Any) -> PageClient:
        person = UserFactory(roles=[role], language="en", **kwargs)
        session.commit()
        browser = new_client()
        with browser.session_transaction() as kept:
            kept["_user_id"] = person.get_id()
            kept["_fresh"] = True
        return browser

    return enter


@pytest.fixture
def officer(signed_in: Callable[..., PageClient]) -> PageClient:
    """A case officer's browser, in English."""
    return signed_in(name="Hanna Hansson", title="Strateg", phone="090-1", email="h@r.example")


@pytest.fixture
def case() -> Consultation:
    """A case with a document that has a frozen version."""
    found: Consultation = ConsultationFactory()
    version = VersionFactory()
    session.add(ConsultationDocument(consultation_id=found.id, document_id=version.document_id))
    session.flush()
    return found


@pytest.fixture
def in_three_months() -> str:
    """A last day to answer, as an ISO date."""
    return (clock.local(clock.now()) + timedelta(days=91)).date().isoformat()


@pytest.fixture
def staff() -> User:
    """A member of staff who does things without a browser."""
    found: User = UserFactory(roles=[Role.CASE_OFFICER])
    return found
