"""What may be done with the accounts of the authority's own staff."""

import uuid
from collections.abc import Collection

from webapp.accounts.models import User
from webapp.core.access import Role
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l

KEEPERS = (Role.ADMINISTRATOR,)
"""Who keeps the accounts."""


def keeps_accounts(person: User) -> bool:
    """Say whether `person` may make accounts and change what others are trusted with."""
    return not person.roles.isdisjoint(KEEPERS)


def require_another_administrator(user: User, active: Collection[uuid.UUID]) -> None:
    """Raise a DomainError where, without `user`, none of the `active` administrators is left."""
    if set(active) <= {user.id}:
        raise DomainError(
            _l(
                "Somebody must be administrator. Give the role to another person who can"
                " sign in first."
            ),
            field="roles",
        )


def require_other(user: User, actor: User) -> None:
    """Raise a DomainError where someone is about to close their own account."""
    if user.id == actor.id:
        raise DomainError(
            _l("You cannot close your own account. Ask another administrator to do it.")
        )


def require_sure(*, sure: bool) -> None:
    """Raise a DomainError until who gives up the administrator's role has said yes to it."""
    if not sure:
        raise DomainError(
            _l(
                "You are about to take the administrator's role from yourself, and cannot give"
                " it back to yourself. Tick the box at the bottom if that is what you want."
            ),
            field="sure",
        )
