"""The form that makes one body of two: also which of two invitations counts in a round."""

import uuid
from collections.abc import Sequence

from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import Form, choices
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, ngettext
from webapp.organisations.forms import merge_form as body_form
from webapp.organisations.models import Organisation
from webapp.responses.queries import Asked, Joining

ROUND = "round-"


def merge_form(kept: Organisation, gone: Organisation, joining: Joining) -> Form:
    """The form for two bodies, with a choice for each round in which both are asked."""
    return body_form(
        kept,
        gone,
        {
            f"{ROUND}{round_id}": RadioField(
                _title(found[0]),
                choices=choices({str(each.invitation.id): _said(each) for each in found}),
                default=str(_likely(kept, found).invitation.id),
                validators=[InputRequired(_l("Choose one of them."))],
            )
            for round_id, found in joining.choices.items()
        },
    )


def counting(form: Form) -> set[uuid.UUID]:
    """The invitations that are chosen to count."""
    return {uuid.UUID(each.data) for each in form if each.name.startswith(ROUND)}


def _likely(kept: Organisation, found: Sequence[Asked]) -> Asked:
    """The one that is chosen beforehand: one that is answered, or else that of `kept`."""
    return max(
        found,
        key=lambda each: (each.responses > 0, each.invitation.organisation_id == kept.id),
    )


def _title(asked: Asked) -> str:
    round_ = asked.invitation.round
    return str(
        _(
            "Which invitation counts in round %(number)s of %(case)s?",
            number=round_.number,
            case=localised(round_.consultation.title),
        )
    )


def _said(asked: Asked) -> str:
    body = asked.invitation
    answers = ngettext("one answer", "%(num)s answers", asked.responses)
    said = answers if asked.responses else _("no answer yet")
    return f"{body.name}, {body.email} ({said})"
