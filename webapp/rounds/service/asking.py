"""What is done to a round's questions, until it opens."""

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Question, Round
from webapp.rounds.plans import AskedText
from webapp.rounds.service.locks import lock_changeable

MOST_QUESTIONS = 50


def add_question(round_: Round, asked: AskedText, actor: User) -> Question:
    """Ask one more question in the round, after the others.

    Raises:
        ConflictError: the round is open, or past that.
        DomainError: it asks as many as a round can.
    """
    lock_changeable(round_)
    if len(round_.questions) >= MOST_QUESTIONS:
        raise DomainError(_l("A round can ask at most %(count)s questions.", count=MOST_QUESTIONS))
    last = round_.questions[-1].ordinal if round_.questions else -1
    question = Question(ordinal=last + 1)
    asked.write_on(question)
    round_.questions.append(question)
    session.flush()
    record("rounds.add_question", subject=round_.id, actor=actor, number=round_.number)
    return question


def change_question(question: Question, asked: AskedText, actor: User) -> None:
    """Ask the question in another way, while its round is not open."""
    lock_changeable(question.round)
    asked.write_on(question)
    session.flush()
    number = question.round.number
    record("rounds.change_question", subject=question.round_id, actor=actor, number=number)


def move_question(question: Question, actor: User, *, up: bool) -> None:
    """Let the question change places with the one before or after it, if there is one."""
    lock_changeable(question.round)
    session.refresh(question.round, ["questions"])
    asked = question.round.questions
    place = asked.index(question) + (-1 if up else 1)
    if not 0 <= place < len(asked):
        return
    other = asked[place]
    mine, theirs = question.ordinal, other.ordinal
    # No two may have the same place, not even for a moment.
    for row, ordinal in ((question, -1), (other, mine), (question, theirs)):
        row.ordinal = ordinal
        session.flush()
    number = question.round.number
    record("rounds.move_question", subject=question.round_id, actor=actor, number=number)


def remove_question(question: Question, actor: User) -> None:
    """Take the question out of its round."""
    round_ = question.round
    lock_changeable(round_)
    session.delete(question)
    session.flush()
    session.expire(round_, ["questions"])
    record("rounds.remove_question", subject=round_.id, actor=actor, number=round_.number)
