"""E-mails of reports. One module a noun."""

from webapp.reports.emails.approvals import approval_asked, approval_decided
from webapp.reports.emails.decisions import board_decision, previews_of_decision
from webapp.reports.emails.publishing import published, withdrawn

__all__ = [
    "approval_asked",
    "approval_decided",
    "board_decision",
    "previews_of_decision",
    "published",
    "withdrawn",
]
