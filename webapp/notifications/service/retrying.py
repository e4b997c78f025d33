"""What staff do about e-mails that did not leave or came back."""

from datetime import timedelta

from sqlalchemy import update

from webapp.audit.service import Actor, record
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import AMONG_COLLEAGUES, Email, EmailStatus, Occasion
from webapp.notifications.service.queueing import ask, requeue

OF_USE = timedelta(hours=1)
"""A link to sign in is of no use to anybody later than this."""


def retry(email: Email, actor: Actor) -> None:
    """Send one e-mail again.

    Raises:
        ConflictError: it is on its way.
    """
    if not requeue(email.id):
        raise ConflictError(_l("This e-mail is on its way already."))
    record("notifications.retry", subject=email.id, actor=actor, address=email.address)


def retry_failed(actor: Actor) -> int:
    """Send again every e-mail that failed; how many. Links to sign in that are old are left."""
    moment = clock.now()
    wanted = (
        update(Email)
        .where(Email.status == EmailStatus.FAILED, Email.occasion.not_in(AMONG_COLLEAGUES))
        .where((Email.occasion != Occasion.SIGN_IN) | (Email.created_at > moment - OF_USE))
        .values(
            status=EmailStatus.QUEUED,
            attempts=0,
            answer=None,
            reported_at=None,
            next_attempt_at=moment,
        )
        .returning(Email.id)
        .execution_options(synchronize_session=False)
    )
    again = session.scalars(wanted).all()
    if again:
        record("notifications.retry_failed", subject=uuid7(), actor=actor, count=len(again))
    ask(again)
    return len(again)
