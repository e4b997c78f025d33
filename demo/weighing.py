"""The demo's points in the open round: given to people, under a theme, and spoken of."""

from datetime import datetime, timedelta

from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import NoteKind
from webapp.core.database import uuid7
from webapp.rounds.holidays import next_working_day
from webapp.rounds.models import Round

THEME = "Kust och inland"
NOTE = "Jämför med vad länsstyrelsen skriver om samma insats innan vi bestämmer oss."
REPLY = {
    "sv": "Tack för stödet. Synpunkten föranleder ingen ändring i förslaget.",
    "en": "Thank you for your support. The point leads to no change in the proposal.",
}
OPINION = "Avståndet till rådgivning går att mäta med öppna data. Det är en rimlig indikator."


def share(round_: Round, officer: User, colleague: User, today: datetime) -> None:
    """Give the first points to the officer, put some under a theme, and say something of one."""
    points = queries.points(round_.id)[:6]
    if not points:
        return
    service.keep_reply(None, "Stöd utan ändring", REPLY, actor=officer)
    due = next_working_day((today + timedelta(days=10)).date())
    service.assign(points, service.Errand(officer, due), actor=colleague)
    service.add_theme(points[:3], THEME, actor=officer)
    for kind, text in ((NoteKind.DISCUSSION, NOTE), (NoteKind.OPINION, OPINION)):
        service.write_note(points[0], kind, text, key=uuid7(), actor=colleague)
