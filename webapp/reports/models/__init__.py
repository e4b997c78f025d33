"""The rows of reports. One module a noun."""

from webapp.reports.models.approvals import EditionApproval
from webapp.reports.models.editions import (
    Edition,
    EditionFile,
    EditionStatus,
    Format,
)
from webapp.reports.models.reactions import Reaction, Stance

__all__ = [
    "Edition",
    "EditionApproval",
    "EditionFile",
    "EditionStatus",
    "Format",
    "Reaction",
    "Stance",
]
