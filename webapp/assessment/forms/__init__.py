"""Forms of the assessment. One module a noun."""

from webapp.assessment.forms.points import (
    UNSURE,
    DecisionForm,
    FinishForm,
    FollowForm,
    PassageForm,
)

__all__ = [
    "UNSURE",
    "DecisionForm",
    "FinishForm",
    "FollowForm",
    "PassageForm",
]
