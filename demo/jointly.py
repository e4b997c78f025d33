"""Municipalities that answer together: one asks three, of which one says yes and one no."""

import uuid

from demo.attached import attach
from demo.letters import invitation_of
from webapp.accounts import service as accounts
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import Hand, Position, Response, Said
from webapp.responses.service import joint, spaces
from webapp.responses.service.joint import Word
from webapp.responses.service.submission import Submission, submit
from webapp.rounds.models import Round

LEADS, JOINS, REFUSES, SILENT = "Lycksele kommun", "Malå kommun", "Sorsele kommun", "Dorotea kommun"
STATEMENT = (
    "Vi är inlandskommuner med en gemensam näringslivsfunktion, och svarar tillsammans. "
    "Strategin har blivit bättre sedan den första remissen. Att skrivhjälpen nu omfattar oss alla "
    "gör skillnad."
)
SECTION = "Genomförande"
REMARK = "Bra att regionen sammankallar inom fem dagar. Skriv ut att kommunerna får larma."
REASON = "Vår nämnd har redan börjat på ett eget svar."


def answer(round_: Round) -> Response:
    """Write, ask the others, and submit for both."""
    invitation = invitation_of(round_, LEADS)
    person = accounts.participant(invitation.email, language="sv")
    person.name = "Lena Lundmark"
    space = spaces.enter(invitation, person).opened_by(Hand(person))
    spaces.save_statement(space, spaces.Statement(Position.ENDORSE_IN_PART, STATEMENT, "sv"))
    sections = {each.title.get("sv"): each for each in drafts.outline(round_.version_id)}
    place = spaces.Place(sections[SECTION].key)
    spaces.add_comment(space, place, spaces.Remark(REMARK), form_key=uuid.uuid4())
    attach(space)
    rows = {
        name: joint.ask(space, invitation_of(round_, name)) for name in (JOINS, REFUSES, SILENT)
    }
    session.flush()
    joint.say(rows[JOINS], Word(Said.YES, "Gunnar Grahn"))
    joint.say(rows[REFUSES], Word(Said.NO, "Inga Öhman", REASON))
    return submit(space, person, Submission(key=uuid.uuid4()))
