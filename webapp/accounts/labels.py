"""What people read for roles, for accounts, and for what they can choose to be told of."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.audit.models import Entry
from webapp.core.access import Role
from webapp.core.rendering import gettext, listed
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Frequency
from webapp.notifications.topics import Topic

TOPICS: Mapping[Topic, Any] = {
    Topic.NEW_RESPONSES: _l("New answers in the rounds that you are contact person for"),
    Topic.WEEKLY_STATUS: _l("How your open rounds stand, each Monday"),
    Topic.OVERDUE_POINTS: _l("Points that are yours to assess and are late"),
}

FREQUENCIES: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("An e-mail for each"),
    Frequency.DIGEST: _l("Gathered, once each working day"),
    Frequency.NONE: _l("None"),
}

WEEKLY: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("Yes, each Monday"),
    Frequency.NONE: _l("None"),
}

DAILY: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("Yes, each working day in the morning"),
    Frequency.NONE: _l("None"),
}

WORDS: Mapping[Topic, Mapping[Frequency, Any]] = {
    Topic.NEW_RESPONSES: FREQUENCIES,
    Topic.WEEKLY_STATUS: WEEKLY,
    Topic.OVERDUE_POINTS: DAILY,
}
"""What each choice of a topic means."""

ROLES: Mapping[Role, Any] = {
    Role.CASE_OFFICER: _l("Case officer"),
    Role.REGISTRAR: _l("Registrar"),
    Role.APPROVER: _l("Approver"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

DUTIES: Mapping[Role, Any] = {
    Role.CASE_OFFICER: _l("Prepares rounds, reads and assesses the answers, writes the report."),
    Role.REGISTRAR: _l("Files answers that come by e-mail or on paper, and keeps the register."),
    Role.APPROVER: _l("Approves texts before they go out."),
    Role.ADMINISTRATOR: _l("Keeps the accounts of colleagues, and sees what is common to all."),
}
"""What each role is trusted with, in a sentence."""

ACTIONS: Mapping[str, Any] = {
    "accounts.make": _l("Made the account"),
    "accounts.change": _l("Changed what the account says of the person"),
    "accounts.trust": _l("Changed the roles"),
    "accounts.close": _l("Closed the account"),
    "accounts.open": _l("Opened the account again"),
    "accounts.send_link": _l("Sent a link to choose a password"),
    "accounts.ask_for_password": _l("Somebody asked for a link to choose a new password"),
    "accounts.choose_password": _l("Chose a password"),
}
"""What the lines of the trail about an account say."""


def roles(named: Iterable[str]) -> list[str]:
    """The names of these roles, in the order in which they are always given."""
    wanted = set(named)
    return [str(name) for role, name in ROLES.items() if role.value in wanted]


def said(entry: Entry) -> str:
    """What a line of the trail about an account says, with the roles that it is about."""
    words = [str(ACTIONS[entry.action])]
    if given := roles(entry.details.get("given", entry.details.get("roles", ()))):
        words.append(gettext("given: %(roles)s", roles=listed(given)))
    if taken := roles(entry.details.get("taken", ())):
        words.append(gettext("taken away: %(roles)s", roles=listed(taken)))
    return " – ".join(words)
