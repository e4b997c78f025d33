"""The check for secrecy of the first round's answers: one is masked in part, one withheld."""

from collections.abc import Mapping

from demo import late
from webapp.accounts.models import User
from webapp.responses import queries
from webapp.responses.models import Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome
from webapp.rounds.models import Round

OPEN = Outcome(Secrecy.OPEN)

HIDDEN: Mapping[str, Outcome] = {
    "Mikael Sandselé": Outcome(
        Secrecy.MASKED,
        "Artikel 6 i dataskyddsförordningen",
        "Uppgifter om avsändarens arbetslöshet behövs inte för att förstå svaret.",
        words=("Jag förlorade jobbet när fabriken lade ned.",),
    ),
    "Norrskensstudion AB": Outcome(
        Secrecy.WITHHELD,
        "OSL 31 kap. 16 §",
        "Svaret beskriver affärer som kan skada avsändaren om de blir kända.",
    ),
}
"""What is not shown in full, by its sender."""


def look_through(round_: Round, user: User) -> None:
    """Check every answer of the round that counts, and consider those that came late."""
    for each in queries.submitted(round_.id):
        secrecy.check(each, HIDDEN.get(each.sender, OPEN), actor=user)
    late.consider(round_, user)
