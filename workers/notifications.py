"""Sending e-mails: one service call a task."""

import uuid

from webapp.core.background import Task
from webapp.core.mailer import PermanentMailError, TemporaryMailError
from webapp.notifications import service
from workers.base import sweep, task, transaction


@task(Task.SEND_EMAIL)
def send_email(email_id: uuid.UUID) -> None:
    """Send one e-mail, unless another worker does or did."""
    with transaction():
        email = service.claim(email_id)
    if email is None:
        return
    try:
        answer = service.deliver(email)
    except TemporaryMailError as error:
        service.note_postponed(email_id, str(error))
    except PermanentMailError as error:
        service.note_refused(email_id, str(error))
    else:
        service.note_sent(email_id, answer)


@sweep(Task.SWEEP_EMAILS)
def sweep_emails() -> None:
    """Ask again for what is due or was left by a lost worker."""
    service.sweep()
