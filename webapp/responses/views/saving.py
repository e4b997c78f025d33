"""What a page in which an answer is written is told of its saving, whoever pressed the button."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from webapp.core.web import is_autosave
from webapp.responses.forms import WrittenForm
from webapp.responses.models import OwnSpace
from webapp.responses.twowriters import Merged
from webapp.responses.views.frame import own_page


def page(template: str, own: OwnSpace, form: WrittenForm, **context: Any) -> ResponseReturnValue:
    """The page that the form is on. One that saves by itself is told only what is wrong with it."""
    if form.is_submitted() and is_autosave():
        return refused(form)
    shown = own_page(template, own, form=form, versions=form.versions, **context)
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


def told(form: WrittenForm, merged: Merged, typed: Mapping[str, Any]) -> ResponseReturnValue:
    """For a page that saves by itself: what its fields are to hold, where others wrote as well.

    Args:
        form: what was sent.
        merged: what stands now.
        typed: what was sent, as `merged` has it.
    """
    form.clashes = merged.clashes
    other = {name: value for name, value in merged.values.items() if value != typed[name]}
    both = render_template("responses/_both.html", versions=form.versions)
    return jsonify(merged=other, both=both if form.clashes else "")


def refused(form: WrittenForm) -> ResponseReturnValue:
    """For a page that saves by itself: why its words cannot be kept now."""
    faults = [*form.form_errors, *(fault for field in form for fault in field.errors)]
    words = " ".join(str(fault) for fault in faults)
    return jsonify(message=words), HTTPStatus.UNPROCESSABLE_ENTITY
