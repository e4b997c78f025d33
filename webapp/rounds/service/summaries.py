"""Saying what a round's text says, in plain language."""

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import Localised
from webapp.rounds.models import Round
from webapp.rounds.service.locks import lock


def summarise(round_: Round, text: Localised, actor: User) -> None:
    """Let those who read begin with `text`; with nothing where it is empty."""
    lock(round_)
    round_.summary = text
    record("rounds.summarise", subject=round_.id, actor=actor, number=round_.number)
