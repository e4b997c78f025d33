"""The form that chooses which versions are compared. It is sent with GET and changes nothing."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField

from webapp.core.forms import Form, choices, identifier
from webapp.core.rendering import capitalised
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels
from webapp.drafts.models import Document, Version

VIEWS: Mapping[str, object] = {"inline": _l("In one text"), "side": _l("Side by side")}


class CompareForm(Form):
    """Two versions of a document, a language, and how the differences are drawn."""

    class Meta(Form.Meta):
        """What WTForms is told: nothing is changed, so nothing needs to be protected."""

        csrf = False

    former = SelectField(_l("From"), name="from", coerce=identifier, validate_choice=False)
    later = SelectField(_l("To"), name="to", coerce=identifier, validate_choice=False)
    language = SelectField(_l("Language"), validate_choice=False)
    view = SelectField(_l("Show"), choices=choices(VIEWS), validate_choice=False)


def compare_form(document: Document, asked: Mapping[str, Any]) -> CompareForm:
    """The form for a document's versions, with what was asked for, or what is likely, chosen."""
    versions = sorted(document.versions, key=lambda each: each.number)
    names = [(each.id, _version_name(each)) for each in reversed(versions)]
    form = CompareForm(formdata=None)
    form.former.choices = form.later.choices = names
    form.language.choices = choices(
        {tag: capitalised(labels.language_name(tag)) for tag in document.languages}
    )
    known = {each.id for each in versions}
    to, since = identifier(asked.get("to")), identifier(asked.get("from"))
    form.later.data = to if to in known else versions[-1].id
    before = [each for each in versions if each.id != form.later.data] or versions
    form.former.data = since if since in known else before[-1].id
    tag = asked.get("language")
    form.language.data = tag if tag in document.languages else document.source_language
    form.view.data = asked.get("view") if asked.get("view") in VIEWS else "inline"
    return form


def _version_name(version: Version) -> str:
    if version.is_frozen:
        return f"{version.number}. {version.name}"
    return _("%(number)s. Being written now", number=version.number)
