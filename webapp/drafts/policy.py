"""Who may write documents. All staff may read them."""

from webapp.core.access import Role

WRITERS = frozenset({Role.CASE_OFFICER, Role.ADMINISTRATOR})


def may_write(roles: frozenset[Role]) -> bool:
    """Say whether someone with `roles` may change a document and freeze it."""
    return bool(roles & WRITERS)
