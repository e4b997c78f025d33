"""What a sender says of the decision on one point."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp.core.forms import AtMost, Form, TextField, choices
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.models import Stance

LONGEST_TEXT = 1_000


class ReactionForm(Form):
    """Whether the sender is satisfied, and a sentence. One form a point, so ids carry `prefix`."""

    stance = RadioField(
        _l("What do you say of the decision?"),
        [InputRequired(_l("Choose whether you are satisfied."))],
        choices=choices(
            {
                Stance.SATISFIED.value: _l("We are satisfied"),
                Stance.STILL_OBJECTS.value: _l("We still object"),
            }
        ),
    )
    text = TextField(_l("A sentence on why"), [AtMost(LONGEST_TEXT)])
