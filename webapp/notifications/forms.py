"""Forms of the page of e-mails."""

from wtforms import HiddenField, SelectField

from webapp.core.forms import Form, LineField, choices, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.labels import GROUPS
from webapp.notifications.models import Group
from webapp.notifications.queries import Choice


class ChoiceForm(Form):
    """Which e-mails to show, from the page's address."""

    class Meta:
        """Choosing changes nothing, so it needs no token."""

        csrf = False

    q = LineField(_l("Address"))
    status = SelectField(_l("Status"), choices=choices({"": _l("All")} | dict(GROUPS)))
    after = HiddenField()

    def choice(self) -> Choice:
        """What the address says. What makes no sense is left out."""
        return Choice(
            words=self.q.data or "",
            group=member(Group, self.status.data),
            after=identifier(self.after.data),
        )

    def address(self, **changes: str) -> dict[str, str]:
        """The parts of an address that says the same, but for `changes`."""
        said = {"q": self.q.data or "", "status": self.status.data or ""} | changes
        return {name: value for name, value in said.items() if value}
