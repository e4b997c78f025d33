"""Forms of reports. One module a noun."""

from webapp.reports.forms.approvals import (
    AskApprovalForm,
    DecideApprovalForm,
    NeedsApprovalForm,
    WithdrawForm,
)
from webapp.reports.forms.editions import (
    CompileForm,
)

__all__ = [
    "AskApprovalForm",
    "CompileForm",
    "DecideApprovalForm",
    "NeedsApprovalForm",
    "WithdrawForm",
]
