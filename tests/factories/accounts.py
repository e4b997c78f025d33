"""People."""

from typing import Any

import factory
from argon2 import PasswordHasher

from tests.factories.base import RowFactory
from webapp.accounts.models import Participant, User, UserRole
from webapp.core import clock
from webapp.core.access import Role

PASSWORD = "en lång lösenordsfras"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class UserFactory(RowFactory):
    """A case officer, unless `roles` says otherwise."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"handlaggare{n}@region.example")
    name = factory.Sequence(lambda n: f"Hanna Handläggare {n}")
    title = "Handläggare"
    phone = "090-465 04 00"
    password_hash = _HASH

    @factory.post_generation
    def roles(user: Any, _create: bool, extracted: Any, **_: Any) -> None:  # noqa: N805 - factory_boy's form
        """Give the person the roles."""
        for role in extracted or [Role.CASE_OFFICER]:
            user.role_rows.append(UserRole(role=role))


class ParticipantFactory(RowFactory):
    """Someone who answers, with a confirmed address."""

    class Meta:
        model = Participant

    email = factory.Sequence(lambda n: f"person{n}@svar.example")
    confirmed_at = factory.LazyFunction(clock.now)
