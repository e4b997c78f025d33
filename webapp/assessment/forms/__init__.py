"""Forms of the assessment. One module a noun."""

from webapp.assessment.forms.asking import (
    AskForm,
    ClarifyForm,
    NoteForm,
)
from webapp.assessment.forms.changing import LinkForm, WordingForm
from webapp.assessment.forms.points import (
    UNSURE,
    DecisionForm,
    FinishForm,
    FollowForm,
    PassageForm,
)
from webapp.assessment.forms.replies import ReplyForm
from webapp.assessment.forms.workbench import (
    AssignForm,
    ManyForm,
    SaveFilterForm,
    ThemeForm,
    WorkbenchForm,
)

__all__ = [
    "UNSURE",
    "AskForm",
    "AssignForm",
    "ClarifyForm",
    "DecisionForm",
    "FinishForm",
    "FollowForm",
    "LinkForm",
    "ManyForm",
    "NoteForm",
    "PassageForm",
    "ReplyForm",
    "SaveFilterForm",
    "ThemeForm",
    "WordingForm",
    "WorkbenchForm",
]
