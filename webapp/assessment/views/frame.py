"""What the pages of the assessment share."""

import uuid

from flask import Blueprint, flash

from webapp.assessment import labels, queries
from webapp.assessment.forms import SharedForm
from webapp.assessment.meeting import Met
from webapp.assessment.models import Origin
from webapp.assessment.queries import Part
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _

blueprint = Blueprint("assessment", __name__)
blueprint.add_app_template_filter(labels.marked, "marked")
blueprint.add_app_template_filter(labels.changed_pieces, "changed_pieces")
blueprint.add_app_template_filter(labels.beside, "beside")

STATEMENTS, QUESTIONS, WHOLE = "statements", "questions", "whole"


def part_named(name: str) -> Part:
    """The part of the material that an address names.

    Raises:
        NotFoundError: it names none.
    """
    named = {
        STATEMENTS: Part(Origin.STATEMENT),
        QUESTIONS: Part(Origin.ANSWER),
        WHOLE: Part(Origin.COMMENT),
    }
    try:
        return named.get(name) or Part(Origin.COMMENT, uuid.UUID(name))
    except ValueError:
        raise NotFoundError(_("There is no such section in this version.")) from None


def part_asked(name: str | None) -> Part | None:
    """The part that a filter names; None where it asks for all."""
    return part_named(name) if name else None


def name_of(part: Part) -> str:
    """The name of a part in addresses."""
    if part.origin is Origin.STATEMENT:
        return STATEMENTS
    if part.origin is Origin.ANSWER:
        return QUESTIONS
    return str(part.section_key) if part.section_key else WHOLE


def settled(subject: uuid.UUID, form: SharedForm, met: Met | None, *actions: str) -> str | None:
    """What to tell whoever saved of what somebody else did meanwhile by `actions`.

    None where nothing was saved: the form then shows what is wrong, or the versions of both.
    """
    if met is None:
        return None
    other = queries.who_changed(subject, *actions, before=int(met.is_saved)) if met.kept else ""
    if met.clashes:
        form.clash(met, other)
        return None
    return form.told(met, other)


def tell(said: str, told: str) -> None:
    """Say on the next page that something is saved, and what else there is to know."""
    flash(said, "success")
    if told:
        flash(told, "info")
