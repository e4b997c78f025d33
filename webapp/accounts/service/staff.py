"""Accounts of the authority's own staff: made, changed, closed and opened again."""

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.accounts import emails, policy, queries
from webapp.accounts.models import User, UserRole
from webapp.accounts.service import passwords
from webapp.audit import service as audit
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications

_ADMINISTRATORS = 0x59747472
"""The advisory lock under which roles are taken away, so that somebody stays administrator."""


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What an account says of the person, and what the person is trusted with."""

    name: str
    title: str
    phone: str
    language: str
    roles: frozenset[Role]


def make_account(email: str, facts: StaffFacts, *, actor: User) -> User:
    """Make an account, and send its owner a link to choose a password.

    Raises:
        DomainError: there is already an account with the address, or no role is given.
    """
    _require_role(facts.roles)
    if queries.find_user(email):
        raise DomainError(
            _l("There is already an account with this e-mail address."), field="email"
        )
    user = User(email=email.strip().lower(), password_hash=passwords.unguessable())
    _describe(user, facts)
    user.role_rows = [UserRole(role=role) for role in sorted(facts.roles)]
    session.add(user)
    session.flush()
    audit.record("accounts.make", subject=user.id, actor=actor, roles=sorted(facts.roles))
    passwords.send_first_link(user, actor=actor)
    return user


def change_account(user: User, facts: StaffFacts, *, actor: User, sure: bool = False) -> None:
    """Change what the account says and what its owner is trusted with, who is told of the latter.

    Args:
        user: whose account it is.
        facts: what it shall say.
        actor: the administrator.
        sure: whether an administrator who gives up that role has said yes to it.

    Raises:
        DomainError: nobody would be administrator, or the actor has not said to be sure.
    """
    _require_role(facts.roles)
    if Role.ADMINISTRATOR in user.roles - facts.roles:
        _require_administrator_left(user)
        policy.require_sure(sure=sure or user.id != actor.id)
    before = _told(user)
    _describe(user, facts)
    if _told(user) != before:
        audit.record("accounts.change", subject=user.id, actor=actor)
    _trust(user, facts.roles, actor)


def close_account(user: User, *, actor: User) -> None:
    """Let the person sign in no more. Every session ends; what the person did stays.

    Raises:
        DomainError: it is the actor's own, or nobody would be administrator.
    """
    policy.require_other(user, actor)
    if not user.active:
        return
    if Role.ADMINISTRATOR in user.roles:
        _require_administrator_left(user)
    user.active = False
    passwords.end_sessions(user)
    audit.record("accounts.close", subject=user.id, actor=actor)
    notifications.queue(emails.role_changed(user, actor, change="closed"))


def open_account(user: User, *, actor: User) -> None:
    """Let the person sign in again, with the password and the roles of before."""
    if user.active:
        return
    user.active = True
    passwords.end_sessions(user)
    audit.record("accounts.open", subject=user.id, actor=actor)
    notifications.queue(emails.role_changed(user, actor, change="opened"))


def send_link(user: User, *, actor: User) -> None:
    """Send the person a new link to choose a password; those sent before stop working.

    Raises:
        DomainError: the account is closed.
    """
    if not user.active:
        raise DomainError(_l("The account is closed. Open it first."))
    passwords.end_sessions(user)
    audit.record("accounts.send_link", subject=user.id, actor=actor)
    passwords.send_first_link(user, actor=actor)


def _trust(user: User, roles: frozenset[Role], actor: User) -> None:
    """Give the person `roles` and no other, and tell the person what is new."""
    given, taken = roles - user.roles, user.roles - roles
    if not given | taken:
        return
    user.role_rows = [row for row in user.role_rows if row.role in roles]
    user.role_rows += [UserRole(role=role) for role in sorted(given)]
    said = {"given": sorted(given), "taken": sorted(taken)}
    audit.record("accounts.trust", subject=user.id, actor=actor, **said)
    notifications.queue(emails.role_changed(user, actor, change="roles", **said))


def _describe(user: User, facts: StaffFacts) -> None:
    user.name, user.title = facts.name, facts.title
    user.phone, user.language = facts.phone, facts.language


def _told(user: User) -> tuple[str, str, str, str]:
    return user.name, user.title, user.phone, user.language


def _require_role(roles: frozenset[Role]) -> None:
    if not roles:
        raise DomainError(_l("Choose at least one role."), field="roles")


def _require_administrator_left(user: User) -> None:
    # One at a time: two administrators who take the role from each other would both succeed.
    session.execute(select(func.pg_advisory_xact_lock(_ADMINISTRATORS)))
    policy.require_another_administrator(user, queries.active_administrators())
