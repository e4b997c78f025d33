"""What people read of answers that are said not to be their sender's."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Whose

WHOSE: Mapping[Whose, Any] = {
    Whose.STANDS: _l("It is from the sender"),
    Whose.NOT_THEIRS: _l("It is not from the sender"),
    Whose.TAKEN_BACK: _l("The sender has taken it back: it is theirs after all"),
}

WHOSE_CHOICES: Mapping[str, Any] = {
    Whose.STANDS: WHOSE[Whose.STANDS],
    Whose.NOT_THEIRS: WHOSE[Whose.NOT_THEIRS],
}

WHOSE_HINTS: Mapping[str, Any] = {
    Whose.STANDS: _l("The answer is shown as any other, under the name that it came with."),
    Whose.NOT_THEIRS: _l(
        "The answer stays and its points are weighed, but no name is ever shown with it."
    ),
}
