"""The check for secrecy of the first round's answers: one is masked in part, one withheld."""

from webapp.accounts.models import User
from webapp.responses import queries
from webapp.responses.models import Form, Response, Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome
from webapp.rounds.models import Round


def look_through(round_: Round, user: User) -> None:
    """Check every answer of the round that counts."""
    answers = queries.submitted(round_.id)
    people = [each for each in answers if not each.for_body and each.statement]
    bodies = [each for each in answers if each.for_body and each.form is Form.ANSWER]
    special = {people[0].id: _masked(people[0]), bodies[-1].id: _withheld()}
    for each in answers:
        secrecy.check(each, special.get(each.id, Outcome(Secrecy.OPEN)), actor=user)


def _masked(response: Response) -> Outcome:
    return Outcome(
        Secrecy.MASKED,
        "OSL 21 kap. 1 §",
        "Uppgifter om någons hälsa visas inte.",
        words=(response.statement.split(".")[0],),
    )


def _withheld() -> Outcome:
    return Outcome(
        Secrecy.WITHHELD,
        "OSL 31 kap. 16 §",
        "Svaret rör affärsplaner som kan skada avsändaren om de blir kända.",
    )
