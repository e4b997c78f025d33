"""What the forms have that two officers may fill in at the same time."""

import json

from webapp.assessment.meeting import Met
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.forms import RememberingForm


class SharedForm(RememberingForm):
    """A form whose changes are put together with what somebody else has saved meanwhile."""

    other = ""
    """Who it was that saved meanwhile, where the two are in each other's way."""

    def clash(self, met: Met, other: str) -> None:
        """Show both versions. What is sent next is read against what `other` has saved."""
        for name, value in met.values.items():
            self[name].data = self[name].raw_data = None
            if value:
                self[name].process_formdata([value])
        self.began.data = json.dumps(dict(met.theirs))
        self.clashes, self.other = met.clashes, named(other)
        self.form_errors.append(
            _l(
                "%(name)s saved something else while you were writing. Both versions are shown "
                "here, and texts hold the words of both. Change the fields to what you want, and "
                "save again.",
                name=self.other,
            )
        )

    def told(self, met: Met, other: str) -> str:
        """What to tell whoever saved of what somebody else had changed; empty where nothing."""
        if not met.kept:
            return ""
        fields = ", ".join(str(self[name].label.text).lower() for name in met.kept)
        said = _(
            "%(name)s changed this while you were writing, and that change is kept: %(fields)s."
        )
        return said % {"name": named(other), "fields": fields}


def named(other: str) -> str:
    """Who somebody else is."""
    return other or _("Somebody else")
