"""Forms of reports. One module a noun."""

from webapp.reports.forms.approvals import NeedsApprovalForm, WithdrawForm
from webapp.reports.forms.editions import (
    CompileForm,
)
from webapp.reports.forms.packages import ArchiveForm, PackageForm
from webapp.reports.forms.reactions import ReactionForm
from webapp.reports.forms.statistics import StatisticsForm
from webapp.reports.forms.templates import TemplateForm
from webapp.reports.forms.texts import OwnTextForm

__all__ = [
    "ArchiveForm",
    "CompileForm",
    "NeedsApprovalForm",
    "OwnTextForm",
    "PackageForm",
    "ReactionForm",
    "StatisticsForm",
    "TemplateForm",
    "WithdrawForm",
]
