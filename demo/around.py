"""What happens around the second round: the process, meetings, questions, more time asked for."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.accounts import service as accounts
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import service as rounds
from webapp.rounds.models import (
    Consultation,
    Invitation,
    MeetingKind,
    Notice,
    NoticeKind,
    Round,
    SamiNeed,
    SamiStepKind,
)
from webapp.rounds.service import Asker, MeetingFacts, SamiFacts, StepFacts, Words

BOARD = {"sv": "Regionstyrelsen beslutar", "en": "The regional board decides"}
CONFERENCE = {"sv": "Dialogkonferens om förslaget", "en": "Dialogue conference on the draft"}
ABOUT_CONFERENCE = {
    "sv": "Vi går igenom målen och styrkeområdena och diskuterar i grupper.",
    "en": "We go through the goals and the strength areas, and discuss in groups.",
}
NOTES = {
    "sv": "Omkring 80 personer deltog. Tre saker återkom:\n\n- stöd till inlandet\n"
    "- öppna testmiljöer\n- hur effekten mäts",
    "en": "Some 80 people took part. Three things came back:\n\n- support to the inland\n"
    "- open test environments\n- how the effect is measured",
}
INFORMATION = {"sv": "Frågestund på nätet", "en": "Questions online"}
REASON = "Strategin berör näringar där renskötseln påverkas, och näringslivsstrategier finns med."
QUESTION = "Ska kommuner svara på alla frågor, eller bara på dem som rör oss?"
SHORT = {
    "sv": "Måste alla frågor besvaras?",
    "en": "Must every question be answered?",
}
ANSWER = {
    "sv": "Nej. Svara på det som rör er. Bara ställningstagandet är obligatoriskt.",
    "en": "No. Answer what concerns you. Only the position is required.",
}
CORRECTION = {"sv": "Rättelse i tabellen om finansiering", "en": "A correction in the table"}
CORRECTED = {
    "sv": "Beloppet för 2028 ska vara **42** miljoner kronor, inte 24.",
    "en": "The amount for 2028 is SEK **42** million, not 24.",
}
PHONED = "Registratorn ringde och frågade om anstånd. Lovade återkomma i veckan."
NO_SUCH_MAILBOX = "550 5.1.1 The mailbox does not exist."
MORE_TIME = "Vår ledning beslutar om svaret veckan efter sista dagen."


def plan(case: Consultation, user: User, today: datetime) -> None:
    """The dialogue conference that has been, what is to come, and consultation with the Sámi."""
    at = clock.local(today).replace(hour=13, minute=0, second=0, microsecond=0)
    held, coming = at - timedelta(days=170), at + timedelta(days=12)
    conference = rounds.add_meeting(
        case,
        MeetingFacts(
            kind=MeetingKind.CONFERENCE,
            title=CONFERENCE,
            starts_at=held,
            ends_at=held + timedelta(hours=3),
            place="Väven, Umeå",
            is_public=True,
            description=ABOUT_CONFERENCE,
        ),
        user,
        key=uuid.uuid4(),
    )
    rounds.document_meeting(conference, NOTES, "", user)
    online = MeetingFacts(
        kind=MeetingKind.INFORMATION,
        title=INFORMATION,
        starts_at=coming,
        ends_at=coming + timedelta(hours=1),
        link="https://moten.region.example/fragestund",
        is_public=True,
    )
    rounds.add_meeting(case, online, user, key=uuid.uuid4())
    board = StepFacts(day=(today + timedelta(days=190)).date(), title=BOARD)
    rounds.add_step(case, board, user, key=uuid.uuid4())
    _sami(case, user, today)
    commit()


def happen(round_: Round, user: User, today: datetime) -> None:
    """A correction, a question with its answer and one without, and a body that needs more time."""
    with clock.staged(today - timedelta(days=3)):
        words = Words(CORRECTION, CORRECTED)
        rounds.publish(round_, NoticeKind.CORRECTION, words, actor=user)
        asked = _ask(round_, QUESTION)
        rounds.answer(asked, Words(SHORT, ANSWER, tells_all=False), actor=user)
        _ask(round_, "Kan vi få strategin som en sammanhållen fil att dela ut till nämnden?")
        commit()
    with clock.staged(today - timedelta(days=1)):
        late = _bodies(round_)[2]
        person = accounts.participant(late.email, language=late.language)
        day = round_.deadline + timedelta(days=10)
        rounds.ask_extension(late, person, day, MORE_TIME)
        wall = clock.local(today - timedelta(days=1, minutes=20)).replace(tzinfo=None)
        rounds.add_note(late, rounds.Contacted("phone", wall, PHONED), user)
        commit()
    _come_back(round_, today)


def _come_back(round_: Round, today: datetime) -> None:
    """The invitation to one of the bodies did not arrive, as a report told later."""
    body = _unanswered(round_)[-1]
    statement = select(Email).where(Email.about == body.id)
    for mail in session.scalars(statement.where(Email.occasion == Occasion.INVITATION)):
        mail.status, mail.attempts, mail.answer = EmailStatus.BOUNCED, 1, NO_SUCH_MAILBOX
        mail.sent_at = today - timedelta(days=2)
        mail.bounced_at = mail.sent_at + timedelta(minutes=3)
    commit()


def _sami(case: Consultation, user: User, today: datetime) -> None:
    track = rounds.consider_sami(case, SamiNeed.NEEDED, REASON, user)
    began = clock.local(today).date() - timedelta(days=160)
    for days, kind, text in (
        (0, SamiStepKind.ASKED, "Brev med frågan om de vill samråda, och utkastet."),
        (24, SamiStepKind.ANSWER, "Ja. De vill träffas före remissen."),
        (45, SamiStepKind.MEETING, "Möte i Lycksele. Markanvändning och kompetensförsörjning."),
    ):
        facts = SamiFacts(kind, began + timedelta(days=days), "Långdalens sameby", text)
        rounds.add_sami_step(track, facts, None, user, key=uuid.uuid4())


def _ask(round_: Round, text: str) -> Notice:
    body = _bodies(round_)[1]
    person = accounts.participant(body.email, language=body.language)
    return rounds.ask(round_, text, asker=Asker(person, body), key=uuid.uuid4())


def _bodies(round_: Round) -> list[Invitation]:
    return _unanswered(round_)[:3]


def _unanswered(round_: Round) -> list[Invitation]:
    statement = select(Invitation).where(
        Invitation.round_id == round_.id, Invitation.answered_as.is_(None)
    )
    return list(session.scalars(statement.order_by(Invitation.name)))
