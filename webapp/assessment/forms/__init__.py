"""Forms of the assessment. One module a noun."""

from webapp.assessment.forms.arguments import (
    AnswerForm,
    ArgumentForm,
    ArgumentsForm,
    FindPointsForm,
    LinkPointForm,
    MergeForm,
    PlaceForm,
    TickForm,
)
from webapp.assessment.forms.asking import (
    AskForm,
    ClarifyForm,
    NoteForm,
)
from webapp.assessment.forms.changing import LinkForm, WordingForm
from webapp.assessment.forms.points import (
    UNSURE,
    AdjustForm,
    DecisionForm,
    FinishForm,
    FollowForm,
    PassageForm,
)
from webapp.assessment.forms.replies import ReplyForm
from webapp.assessment.forms.sharing import SharedForm
from webapp.assessment.forms.workbench import (
    AssignForm,
    ManyForm,
    SaveFilterForm,
    ThemeForm,
    WorkbenchForm,
)

__all__ = [
    "UNSURE",
    "AdjustForm",
    "AnswerForm",
    "ArgumentForm",
    "ArgumentsForm",
    "AskForm",
    "AssignForm",
    "ClarifyForm",
    "DecisionForm",
    "FindPointsForm",
    "FinishForm",
    "FollowForm",
    "LinkForm",
    "LinkPointForm",
    "ManyForm",
    "MergeForm",
    "NoteForm",
    "PassageForm",
    "PlaceForm",
    "ReplyForm",
    "SaveFilterForm",
    "SharedForm",
    "ThemeForm",
    "TickForm",
    "WordingForm",
    "WorkbenchForm",
]
