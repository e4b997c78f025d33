"""Forms for writing documents. One module a noun."""

from webapp.drafts.forms.imports import ImportForm
from webapp.drafts.forms.sections import ConfirmForm, SectionForm, section_form
from webapp.drafts.forms.versions import FreezeForm

__all__ = ["ConfirmForm", "FreezeForm", "ImportForm", "SectionForm", "section_form"]
