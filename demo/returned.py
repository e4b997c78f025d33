"""An invitation that came back: its mailbox does not exist, as the recipient's server reports."""

from datetime import timedelta

from sqlalchemy import select

from webapp.core import clock
from webapp.core.database import session
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds.models import Round

REPORT = """From: MAILER-DAEMON@{domain} (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

Your message could not be delivered.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; {domain}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: User unknown

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
"""


def come_back(round_: Round) -> None:
    """Let the last of the round's invitations be reported as undelivered."""
    statement = (
        select(Email)
        .where(Email.thread == round_.id, Email.occasion == Occasion.INVITATION)
        .order_by(Email.address.desc())
        .limit(1)
    )
    mail = session.scalars(statement).one()
    mail.status, mail.sent_at = EmailStatus.SENT, clock.now() - timedelta(minutes=5)
    report = REPORT.format(
        domain=mail.address.partition("@")[2],
        address=mail.address,
        message_id=notifications.message_id(mail.id),
    )
    notifications.keep(report.encode())
