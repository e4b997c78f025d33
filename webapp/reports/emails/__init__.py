"""E-mails of reports. One module a noun."""

from webapp.reports.emails.approvals import approval_asked, approval_decided
from webapp.reports.emails.publishing import published, withdrawn

__all__ = [
    "approval_asked",
    "approval_decided",
    "published",
    "withdrawn",
]
