"""Who may do what with e-mails."""

from typing import Any

from webapp.core.access import Role

SENDERS = (Role.CASE_OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR)
"""Who may have an e-mail sent again."""


def may_send(person: Any) -> bool:
    """Whether `person` may have an e-mail sent again."""
    return bool(person.roles & set(SENDERS))
