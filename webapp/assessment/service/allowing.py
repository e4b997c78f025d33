"""Whether a person may go on weighing a round's points: asked before anything is changed."""

from webapp.accounts.models import User
from webapp.assessment import policy
from webapp.core import clock
from webapp.core.errors import ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round


def check_may_decide(round_: Round, actor: User) -> None:
    """Check that the person may weigh the points of the round now.

    Raises:
        ForbiddenError: the person may not, or the report is out.
    """
    if not policy.may_decide(actor.roles, round_, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
