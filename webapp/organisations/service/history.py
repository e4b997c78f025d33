"""What the register has said of a body: each change with the values before and after."""

from collections.abc import Mapping
from typing import Any

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.organisations.models import Organisation, OrganisationChange

KEPT = ("name", "number", "category", "sector", "email", "language", "note")
CONTACT = ("purpose", "name", "title", "email", "phone")


def snapshot(body: Organisation) -> dict[str, Any]:
    """What the register says of the body now, with its contacts, as JSON."""
    said: dict[str, Any] = {name: getattr(body, name) for name in KEPT}
    said["contacts"] = [
        {name: getattr(contact, name) for name in CONTACT} for contact in body.contacts
    ]
    return said


def keep(  # noqa: PLR0913 - what a line of the history holds, each in a word
    body: Organisation,
    before: Mapping[str, Any],
    *,
    cause: str,
    by: User | None = None,
    by_name: str = "",
    note: Mapping[str, str] | None = None,
) -> OrganisationChange | None:
    """Write down what has changed since `before`; nothing where nothing has and no `note` is."""
    after = snapshot(body)
    changed = [name for name in after if after[name] != before.get(name)]
    if not changed and not note:
        return None
    kept = OrganisationChange(
        organisation_id=body.id,
        cause=cause,
        changed_by=by.id if by else None,
        changed_by_name=by.name if by else by_name,
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed} | dict(note or {}),
    )
    session.add(kept)
    return kept
