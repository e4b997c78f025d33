"""The rows of reports. One module a noun."""

from webapp.reports.models.approvals import EditionApproval
from webapp.reports.models.editions import (
    Edition,
    EditionFile,
    EditionStatus,
    Format,
)

__all__ = [
    "Edition",
    "EditionApproval",
    "EditionFile",
    "EditionStatus",
    "Format",
]
