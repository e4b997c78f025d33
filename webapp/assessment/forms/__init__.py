"""Forms of the assessment. One module a noun."""

from webapp.assessment.forms.points import (
    UNSURE,
    DecisionForm,
    FinishForm,
    FollowForm,
    PassageForm,
)
from webapp.assessment.forms.workbench import (
    AssignForm,
    ManyForm,
    SaveFilterForm,
    ThemeForm,
    WorkbenchForm,
)

__all__ = [
    "UNSURE",
    "AssignForm",
    "DecisionForm",
    "FinishForm",
    "FollowForm",
    "ManyForm",
    "PassageForm",
    "SaveFilterForm",
    "ThemeForm",
    "WorkbenchForm",
]
