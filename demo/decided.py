"""What the board decided on the first round, told to everyone, and corrected once."""

from datetime import timedelta

from webapp.accounts.models import User
from webapp.core import clock, storage
from webapp.notifications.filetypes import PDF
from webapp.reports import service as reports
from webapp.rounds import service as rounds
from webapp.rounds.models import Decided, Round
from webapp.rounds.plans import DecisionFacts

TEXT = {
    "sv": "Nämnden återremitterar förslaget. Så mycket har ändrats efter remissen att de som "
    "berörs ska få yttra sig en gång till, innan regionfullmäktige beslutar om strategin.",
    "en": "The board returns the proposal. So much has changed after the consultation that those "
    "concerned are to be asked once more, before the regional council decides on the strategy.",
}

MINUTES = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 64>>stream
BT /F1 18 Tf 72 760 Td (Protokollsutdrag \\247 47: \\345terremiss) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
"""
"""An extract of a page, small and readable."""


def decide(round_: Round, user: User) -> None:
    """Enter the decision on `round_`, publish it, and put its paragraph right afterwards."""
    minutes = storage.keep(MINUTES, name="Protokollsutdrag.pdf", content_type=PDF)
    decision = rounds.decide(round_, _facts("46"), minutes, user)
    rounds.publish_decision(decision, user)
    latest = ""
    while True:
        latest = reports.tell_of_decision(decision.id, after=latest)
        if not latest:
            break
    why = {
        "sv": "Paragrafens nummer var fel: det ska vara 47.",
        "en": "The number of the paragraph was wrong: it is 47.",
    }
    rounds.correct_decision(decision, _facts("47"), minutes, why, user)


def _facts(paragraph: str) -> DecisionFacts:
    return DecisionFacts(
        decided_on=clock.local(clock.now()).date() - timedelta(days=1),
        paragraph=paragraph,
        body={"sv": "Regionala utvecklingsnämnden", "en": "The Regional Development Board"},
        decided=Decided.RETURNED,
        text=TEXT,
    )
