"""Forms of the assessment. One module a noun."""

from webapp.assessment.forms.points import (
    UNSURE,
    DecisionForm,
    FinishForm,
    FollowForm,
    PassageForm,
)
from webapp.assessment.forms.workbench import AssignForm, AssignManyForm, WorkbenchForm

__all__ = [
    "UNSURE",
    "AssignForm",
    "AssignManyForm",
    "DecisionForm",
    "FinishForm",
    "FollowForm",
    "PassageForm",
    "WorkbenchForm",
]
