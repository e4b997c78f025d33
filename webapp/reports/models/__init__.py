"""The rows of reports. One module a noun."""

from webapp.reports.models.approvals import EditionApproval
from webapp.reports.models.editions import (
    Edition,
    EditionFile,
    EditionStatus,
    Format,
)
from webapp.reports.models.packages import (
    CHAPTERS,
    UNDER_WAY,
    Chapter,
    Fault,
    Package,
    PackageEntry,
    PackageKind,
    PackageStatus,
)
from webapp.reports.models.reactions import Reaction, Stance
from webapp.reports.models.templates import ReportTemplate
from webapp.reports.models.texts import ReportText, ReportTextRevision

__all__ = [
    "CHAPTERS",
    "UNDER_WAY",
    "Chapter",
    "Edition",
    "EditionApproval",
    "EditionFile",
    "EditionStatus",
    "Fault",
    "Format",
    "Package",
    "PackageEntry",
    "PackageKind",
    "PackageStatus",
    "Reaction",
    "ReportTemplate",
    "ReportText",
    "ReportTextRevision",
    "Stance",
]
