"""Forms for writing documents. One module a noun."""

from webapp.drafts.forms.approvals import (
    LONGEST_WORDS,
    AskApprovalForm,
    DecideApprovalForm,
    NeedsApprovalForm,
)
from webapp.drafts.forms.branches import (
    BeginForm,
    JoinForm,
    begin_form,
    lock_form,
    pattern_choices,
    place_form,
    read_spot,
    rename_form,
    split_form,
)
from webapp.drafts.forms.comparisons import CompareForm, compare_form
from webapp.drafts.forms.figures import FigureForm
from webapp.drafts.forms.files import FileOrder, file_order
from webapp.drafts.forms.imports import ImportForm
from webapp.drafts.forms.languages import TranslationForm, languages_form, translation_form
from webapp.drafts.forms.review import NoteForm, PreviewForm, ReplyForm, note_form
from webapp.drafts.forms.sections import LONGEST_TEXT, SectionForm, section_form, ways_chosen
from webapp.drafts.forms.versions import FreezeForm

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_WORDS",
    "AskApprovalForm",
    "BeginForm",
    "CompareForm",
    "DecideApprovalForm",
    "FigureForm",
    "FileOrder",
    "FreezeForm",
    "ImportForm",
    "JoinForm",
    "NeedsApprovalForm",
    "NoteForm",
    "PreviewForm",
    "ReplyForm",
    "SectionForm",
    "TranslationForm",
    "begin_form",
    "compare_form",
    "file_order",
    "languages_form",
    "lock_form",
    "note_form",
    "pattern_choices",
    "place_form",
    "read_spot",
    "rename_form",
    "section_form",
    "split_form",
    "translation_form",
    "ways_chosen",
]
