"""The rows of reports. One module a noun."""

from webapp.reports.models.approvals import EditionApproval
from webapp.reports.models.editions import (
    Edition,
    EditionFile,
    Fault,
    Format,
)
from webapp.reports.models.packages import (
    CHAPTERS,
    Chapter,
    KeptBack,
    Package,
    PackageEntry,
    PackageKind,
)
from webapp.reports.models.reactions import Reaction, Stance
from webapp.reports.models.templates import ReportTemplate
from webapp.reports.models.texts import ReportText, ReportTextRevision

__all__ = [
    "CHAPTERS",
    "Chapter",
    "Edition",
    "EditionApproval",
    "EditionFile",
    "Fault",
    "Format",
    "KeptBack",
    "Package",
    "PackageEntry",
    "PackageKind",
    "Reaction",
    "ReportTemplate",
    "ReportText",
    "ReportTextRevision",
    "Stance",
]
