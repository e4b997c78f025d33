"""What the people of one body do, and what the history of their space tells."""

from collections.abc import Callable, Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import lazy_pgettext as _p
from webapp.organisations.models import MemberRole
from webapp.responses.models import Deed, Said, SpaceEvent

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


SAID: Mapping[str, Any] = {
    Said.YES: _l("Yes, the answer is to be ours too"),
    Said.NO: _l("No, we do not take part"),
}
"""What a body says that is asked to answer jointly."""


def told(event: SpaceEvent) -> Any:
    """What someone did, in words."""
    said = {"name": "", "email": "", "role": "", "count": 0, "number": 0, **event.details}
    said["role"] = str(ROLES.get(said["role"], ""))
    if event.deed is Deed.ASSIGNED and not said["name"]:
        return _l("Made %(count)s sections or questions free again", count=said["count"])
    if event.deed is Deed.FOUR_EYES and not said.get("wanted"):
        return _l("No approval by someone else is needed any more")
    return DEEDS[event.deed](said)


DEEDS: Mapping[Deed, Callable[[Mapping[str, Any]], Any]] = {
    Deed.ASKED: lambda s: _l(
        "Asked %(email)s to take part (%(role)s)", email=s["email"], role=s["role"]
    ),
    Deed.ASKED_AGAIN: lambda s: _l("Sent the e-mail to %(email)s again", email=s["email"]),
    Deed.WITHDREW: lambda s: _l("Withdrew the invitation to %(email)s", email=s["email"]),
    Deed.JOINED: lambda s: _l("Joined (%(role)s)", role=s["role"]),
    Deed.CAME_BY_MAILBOX: lambda _s: _l("Came in by the official mailbox's link, as coordinator"),
    Deed.ROLE: lambda s: _l("Made %(name)s %(role)s", name=s["name"], role=s["role"]),
    Deed.REMOVED: lambda s: _l("Removed %(name)s", name=s["name"]),
    Deed.ASSIGNED: lambda s: _l(
        "Gave %(count)s sections or questions to %(name)s", count=s["count"], name=s["name"]
    ),
    Deed.COMMENT_ADDED: lambda _s: _l("Wrote a comment"),
    Deed.COMMENT_CHANGED: lambda _s: _l("Changed a comment"),
    Deed.COMMENT_DELETED: lambda _s: _l("Deleted a comment"),
    Deed.COMMENT_RESTORED: lambda _s: _l("Brought back a comment"),
    Deed.STATEMENT: lambda _s: _l("Changed position or general statement"),
    Deed.STATEMENT_RESTORED: lambda _s: _l("Brought back position and general statement"),
    Deed.ANSWERS: lambda _s: _l("Changed answers to the questions"),
    Deed.ANSWERS_RESTORED: lambda _s: _l("Brought back answers to the questions"),
    Deed.MERGED: lambda _s: _l("Changed the same words as someone else. Both versions are kept"),
    Deed.RELEASED: lambda s: _l("Released the answer for approval by %(name)s", name=s["name"]),
    Deed.TAKEN_BACK: lambda _s: _l("Took the answer back from approval"),
    Deed.APPROVED: lambda _s: _l("Approved the answer"),
    Deed.RETURNED: lambda _s: _l("Returned the answer"),
    Deed.DECISION: lambda _s: _l("Changed what is said of the decision behind the answer"),
    Deed.JOINS: lambda s: _l("Let the answer join that of %(name)s", name=s["name"]),
    Deed.LEAVES: lambda s: _l("No longer lets the answer join that of %(name)s", name=s["name"]),
    Deed.JOINT_ASKED: lambda s: _l("Asked %(name)s to answer jointly", name=s["name"]),
    Deed.JOINT_WITHDREW: lambda s: _l("No longer asks %(name)s to answer jointly", name=s["name"]),
    Deed.JOINT_YES: lambda s: _l("%(name)s said yes to answering jointly", name=s["name"]),
    Deed.JOINT_NO: lambda s: _l("%(name)s said no to answering jointly", name=s["name"]),
    Deed.JOINT_LEFT: lambda s: _l("%(name)s left the joint answer", name=s["name"]),
    Deed.FOUR_EYES: lambda _s: _l("Asked for approval by someone else before submitting"),
    Deed.SUBMITTED: lambda s: _l("Submitted the answer, number %(number)s", number=s["number"]),
}
"""What each deed is called."""
