"""The form that asks for a version as a file."""

import uuid
from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.core.forms import Form, choices, identifier
from webapp.core.rendering import capitalised
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels
from webapp.drafts.models import Document, FileForm, Version


def _key(value: uuid.UUID | str | None) -> uuid.UUID | None:
    return value if isinstance(value, uuid.UUID) else identifier(value)


class FileOrder(Form):
    """A version, a kind of file, a language, and the version that changes are counted from."""

    version = SelectField(_l("Version"), [InputRequired(_l("Choose a version."))], coerce=_key)
    form = RadioField(
        _l("File"),
        [InputRequired(_l("Choose a kind of file."))],
        choices=choices(labels.FILE_FORMS),
    )
    former = SelectField(_l("Changes since"), coerce=_key, validate_choice=False)
    language = RadioField(_l("Language"), [InputRequired(_l("Choose the language of the text."))])


def file_order(document: Document, asked: Mapping[str, Any]) -> FileOrder:
    """The form for a document, with what the address asks for, or what is likely, chosen."""
    versions = sorted(document.versions, key=lambda each: each.number, reverse=True)
    former = _asked(asked.get("former"), versions[1:])
    later = _asked(asked.get("version"), versions)
    wanted = asked.get("form")
    form = FileOrder(
        version=later.id if later else None,
        form=wanted if wanted in set(FileForm) else FileForm.DOCX.value,
        former=former.id if former else None,
        language=_language(document, asked.get("language")),
    )
    form.version.choices = [(each.id, labels.version_name(each)) for each in versions]
    form.former.choices = [(each.id, labels.version_name(each)) for each in versions[1:]]
    form.language.choices = choices(
        {tag: capitalised(labels.language_name(tag)) for tag in document.languages}
    )
    if len(versions) == 1:
        form.form.choices = form.form.choices[:2]
    return form


def _asked(given: str | None, versions: list[Version]) -> Version | None:
    key = identifier(given)
    return next((each for each in versions if each.id == key), next(iter(versions), None))


def _language(document: Document, tag: str | None) -> str:
    return tag if tag in document.languages else document.source_language
