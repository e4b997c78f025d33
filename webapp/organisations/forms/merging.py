"""The form that makes one body of two: which of them each thing is taken from."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import Form, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.labels import CHANGED, shown_value
from webapp.organisations.models import Organisation
from webapp.organisations.service.merging import CHOSEN

KEPT, GONE = "kept", "gone"


def merge_form(kept: Organisation, gone: Organisation, more: Mapping[str, Any]) -> Form:
    """The form for two bodies: a choice for each thing in which they differ, and `more` fields.

    Where one of them says nothing, the other's is chosen beforehand.
    """
    fields = {
        name: RadioField(
            CHANGED[name],
            choices=choices({KEPT: _shown(kept, name), GONE: _shown(gone, name)}),
            default=KEPT if getattr(kept, name) or not getattr(gone, name) else GONE,
            validators=[InputRequired(_l("Choose one of them."))],
        )
        for name in CHOSEN
        if getattr(kept, name) != getattr(gone, name)
    }
    made: Form = type("MergeForm", (Form,), {**fields, **more})()
    return made


def taken_over(form: Form) -> set[str]:
    """What is taken from the body that goes."""
    return {name for name in CHOSEN if name in form and form[name].data == GONE}


def _shown(body: Organisation, name: str) -> str:
    return shown_value(name, getattr(body, name)) or str(_l("Not given"))
