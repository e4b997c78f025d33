"""Questions that are answered by choosing, and a group with a letter and a question of its own."""

from collections.abc import Mapping
from zlib import crc32

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.organisations.categories import Category
from webapp.responses.models import OwnSpace
from webapp.responses.service.answering import Reply
from webapp.rounds import service as rounds
from webapp.rounds.models import Question, QuestionKind, Round
from webapp.rounds.plans import AskedText, GroupText
from webapp.rounds.policy import asked_of

UNIVERSITIES = GroupText(
    name={"sv": "Lärosäten och forskningsinstitut", "en": "Universities and research institutes"},
    cover_letter={
        "sv": "## Till er som forskar och utbildar\n\nStrategin bygger på er kunskap. Läs särskilt "
        "avsnitten om styrkeområdena, och svara på frågan om samordning som bara ni får.",
        "en": "## To those who do research and teach\n\nThe strategy builds on what you know. "
        "Please read the sections on the strength areas, and answer the question on "
        "coordination, which only you are asked.",
    },
)

SCALE = AskedText(
    text={
        "sv": "Hur väl stämmer målen med det ni själva arbetar för?",
        "en": "How well do the goals fit what you work for yourselves?",
    },
    kind=QuestionKind.SCALE,
    options=(
        {"sv": "Inte alls", "en": "Not at all"},
        {},
        {},
        {},
        {"sv": "Helt och hållet", "en": "Completely"},
    ),
    is_required=True,
)

NEEDS = AskedText(
    text={
        "sv": "Vad behöver ni för att kunna delta i genomförandet?",
        "en": "What do you need to take part in carrying it out?",
    },
    help={"sv": "Kryssa för allt som stämmer.", "en": "Tick all that apply."},
    kind=QuestionKind.MULTIPLE,
    options=(
        {"sv": "Finansiering", "en": "Funding"},
        {"sv": "Kompetens", "en": "Skills"},
        {"sv": "Samverkan med andra", "en": "Working with others"},
        {"sv": "Tydligare ansvar", "en": "Clearer responsibilities"},
    ),
)

COORDINATION = AskedText(
    text={
        "sv": "Vem bör samordna forskningens bidrag?",
        "en": "Who should coordinate what research contributes?",
    },
    kind=QuestionKind.SINGLE,
    options=(
        {"sv": "Regionen", "en": "The region"},
        {"sv": "Lärosätena gemensamt", "en": "The universities together"},
        {"sv": "Varje lärosäte för sig", "en": "Each university by itself"},
    ),
)


def ask(round_: Round, user: User) -> None:
    """Ask the questions with options, one of them of the universities alone."""
    group = rounds.add_group(round_, UNIVERSITIES, user)
    rounds.put_in_group(round_, group, rounds.Chosen(Category.UNIVERSITY), user)
    rounds.add_question(round_, SCALE, user)
    rounds.add_question(round_, NEEDS, user)
    coordination = rounds.add_question(round_, COORDINATION, user)
    coordination.groups = [group]
    session.flush()


def replies(space: OwnSpace) -> Mapping[Question, Reply]:
    """What the one who answers chooses; always the same for the same name."""
    asked = asked_of(space.round, space.invitation)
    return {each: Reply("", None, _chosen(each, space.sender)) for each in asked if each.options}


def _chosen(question: Question, sender: str) -> tuple[str, ...]:
    keys = [each["key"] for each in question.options]
    drawn = crc32(f"{sender} {question.ordinal}".encode())
    if question.kind is QuestionKind.MULTIPLE:
        return tuple(key for place, key in enumerate(keys) if drawn >> place & 1)
    # The larger of two draws: most agree with a good proposal.
    return (keys[max(drawn % len(keys), drawn // 7 % len(keys))],)
