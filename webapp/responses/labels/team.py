"""What the people of one body do, and what the history of their space tells."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import lazy_pgettext as _p
from webapp.organisations.models import MemberRole

ROLES: Mapping[str, Any] = {
    MemberRole.WRITER: _l("Writer"),
    MemberRole.APPROVER: _p("in a body", "Approver"),
    MemberRole.COORDINATOR: _l("Coordinator"),
}
"""What a body's people do, as headings and choices say it."""

ROLE_HINTS: Mapping[str, Any] = {
    MemberRole.WRITER: _l("Writes the answer, and comments in it to colleagues."),
    MemberRole.APPROVER: _l("Reads the answer, comments to colleagues, and approves it."),
    MemberRole.COORDINATOR: _l("Does all: writes, asks colleagues in, approves and submits."),
}
