"""E-mails of reports. One module a noun."""

from webapp.reports.emails.publishing import (
    published,
)

__all__ = [
    "published",
]
