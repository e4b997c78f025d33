"""Answers that did not come by the web: a letter that is registered, and an e-mail that waits."""

import hashlib
import uuid
from datetime import timedelta
from email.message import EmailMessage

import typst
from sqlalchemy import select

from webapp.accounts.models import User
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.notifications.models import IncomingMail, MailKind
from webapp.responses.models import Channel, Position, Response
from webapp.responses.service import correspondence, filing, incoming, readings
from webapp.responses.service.filing import Answerer, Filing
from webapp.responses.service.incoming import Upload
from webapp.rounds.models import Invitation, Round

PAPER_FROM = "Boverket"
PAPER = (
    "Boverket har tagit del av det omarbetade förslaget till innovationsstrategi.",
    "Boverket ser positivt på att livsmiljön i länets mindre orter nu behandlas i ett eget stycke.",
    "Verket saknar en beskrivning av hur strategin ska samspela med kommunernas översiktsplaner.",
    "Beslutet har fattats av Lo Strand. Handläggare har varit Kim Åberg, 070-174 06 35.",
)
MAIL_FROM = "Trafikverket"
MAIL = (
    "Trafikverket tillstyrker förslaget.",
    "Insatsen om testmiljöer bör nämna vinterväghållning, som är ett område där länet är ledande.",
)
_DAYS_AGO = 3


def arrive(round_: Round, registrar: User) -> Response:
    """Let both come in, some days ago; gives the one that is registered."""
    moment = clock.now() - timedelta(days=_DAYS_AGO)
    with clock.staged(moment):
        response = _on_paper(invitation_of(round_, PAPER_FROM), registrar)
    with clock.staged(moment + timedelta(hours=3)):
        readings.read_position(response, Position.ENDORSE_IN_PART, PAPER[1], actor=registrar)
        _by_mail(invitation_of(round_, MAIL_FROM))
    return response


def _on_paper(invitation: Invitation, registrar: User) -> Response:
    letter = Upload("Yttrande från Boverket.pdf", _printed(*PAPER))
    begun = incoming.begin(
        invitation.round, Channel.PAPER, [letter], actor=registrar, invitation=invitation
    )
    _read(begun.id)
    who = Answerer(invitation, invitation.organisation, name=invitation.name)
    said = Filing(who, clock.now(), position=Position.NOT_STATED, statement=begun.text)
    return filing.file(begun, said, actor=registrar)


def _by_mail(invitation: Invitation) -> None:
    message = EmailMessage()
    message["From"] = f"Diariet {invitation.name} <{invitation.email}>"
    message["Subject"] = "Sv: Remiss av innovationsstrategin"
    message.set_content("Hej!\n\nHär kommer vårt yttrande.\n\nMed vänlig hälsning\nDiariet")
    message.add_attachment(
        _printed(*MAIL), maintype="application", subtype="pdf", filename="TRV yttrande.pdf"
    )
    data = message.as_bytes()
    file = storage.keep(data, name="message.eml", content_type="message/rfc822")
    mail = IncomingMail(
        sha256=hashlib.sha256(data).hexdigest(),
        received_at=clock.now(),
        sender=invitation.email,
        subject=message["Subject"],
        kind=MailKind.PERSONAL,
        file_id=file.id,
    )
    session.add(mail)
    session.flush()
    correspondence.file_mail()


def _read(incoming_id: uuid.UUID) -> None:
    """The text of the files, as a worker reads it."""
    files = incoming.claim(incoming_id) or []
    incoming.note_text(incoming_id, [incoming.read(file) for file in files])


def _printed(*said: str) -> bytes:
    source = '#set text(lang: "sv")\n' + "\n\n".join(said)
    return bytes(typst.compile(source.encode(), format="pdf"))


def invitation_of(round_: Round, name: str) -> Invitation:
    """The line of the round's list with that name."""
    found = find_invitation(round_, name)
    if found is None:
        raise LookupError(name)
    return found


def find_invitation(round_: Round, name: str) -> Invitation | None:
    """The line of the round's list with that name, if there is one."""
    statement = select(Invitation).where(Invitation.round_id == round_.id, Invitation.name == name)
    return session.scalars(statement).one_or_none()
