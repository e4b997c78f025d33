"""Forms of consultations and rounds, and the plain values that they say. One module a noun."""

from webapp.rounds.forms.asking import QuestionForm
from webapp.rounds.forms.cases import ConsultationForm
from webapp.rounds.forms.decisions import BoardDecisionForm
from webapp.rounds.forms.fields import (
    ADDRESS,
    AddressOfPage,
    DayField,
    PressForm,
    WallClockField,
    texts,
)
from webapp.rounds.forms.groups import GroupForm, PlaceInGroupForm
from webapp.rounds.forms.invitations import AddressForm, ExtensionForm, NoteForm
from webapp.rounds.forms.ledger import LedgerForm
from webapp.rounds.forms.letters import IntroForm
from webapp.rounds.forms.life import CancelForm, ScheduleForm
from webapp.rounds.forms.lists import AddForm, ChoiceForm, FindForm, ReasonForm, ReasonsForm
from webapp.rounds.forms.meetings import (
    CancelMeetingForm,
    MeetingForm,
    NotesForm,
    SamiNeedForm,
    SamiStepForm,
    StepForm,
)
from webapp.rounds.forms.notices import NoticeForm
from webapp.rounds.forms.prolonging import DayForAllForm, DayForSomeForm, DayMoreForm, DecisionForm
from webapp.rounds.forms.reusing import ReuseForm
from webapp.rounds.forms.rounds import RoundForm, version_label
from webapp.rounds.forms.summaries import SummaryForm

__all__ = [
    "ADDRESS",
    "AddForm",
    "AddressForm",
    "AddressOfPage",
    "BoardDecisionForm",
    "CancelForm",
    "CancelMeetingForm",
    "ChoiceForm",
    "ConsultationForm",
    "DayField",
    "DayForAllForm",
    "DayForSomeForm",
    "DayMoreForm",
    "DecisionForm",
    "ExtensionForm",
    "FindForm",
    "GroupForm",
    "IntroForm",
    "LedgerForm",
    "MeetingForm",
    "NoteForm",
    "NotesForm",
    "NoticeForm",
    "PlaceInGroupForm",
    "PressForm",
    "QuestionForm",
    "ReasonForm",
    "ReasonsForm",
    "ReuseForm",
    "RoundForm",
    "SamiNeedForm",
    "SamiStepForm",
    "ScheduleForm",
    "StepForm",
    "SummaryForm",
    "WallClockField",
    "texts",
    "version_label",
]
