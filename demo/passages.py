"""A comment on a few words, a change of a sentence, and what the text says in plain language."""

import uuid

from webapp.accounts.models import User
from webapp.drafts import blocks, passages
from webapp.drafts import queries as drafts
from webapp.responses.models import Change, Importance, OwnSpace
from webapp.responses.service import spaces
from webapp.responses.service.spaces import Place, Remark
from webapp.rounds import service as rounds
from webapp.rounds.models import Round

SECTION = "Öppna länets testmiljöer"
DAYS = "minst 40 dagar om året"
PRICE = "Priset ska täcka de faktiska kostnaderna men inte ge vinst"

SUMMARY = {
    "sv": "Förslaget säger hur länet ska bli bättre på att ta fram nytt fram till 2034.\n\n"
    "- Två mål: fler företag som utvecklar nytt, och lösningar som håller för klimatet.\n"
    "- Pengar och tid läggs på nio områden där länet redan är starkt.\n"
    "- Kommunerna berörs mest av testmiljöerna och av hur upphandlingar görs.\n\n"
    "Vi vill helst veta om målen är rätt avvägda, och vad ni behöver för att kunna vara med.",
    "en": "The proposal says how the county is to become better at new things until 2034.\n\n"
    "- Two goals: more companies that develop new things, and solutions that the climate bears.\n"
    "- Money and time go to nine areas in which the county is strong already.\n"
    "- Municipalities are concerned most by the test sites, and by how things are procured.\n\n"
    "Most of all we want to know whether the goals are the right ones, and what you need.",
}


def summarise(round_: Round, user: User) -> None:
    """Say in plain language what the round asks about."""
    rounds.summarise(round_, SUMMARY, user)


def comment(space: OwnSpace) -> None:
    """Comment on the words, and change the sentence."""
    _add(space, DAYS, Remark("Skriv hur dagarna räknas.", importance=Importance.IMPORTANT))
    _add(
        space,
        PRICE,
        Remark(
            "Annars har små kommuner inte råd att öppna sina miljöer.",
            proposed_wording="Priset ska täcka alla kostnader, även för personal, "
            "men inte ge vinst",
            change=Change.REPLACE,
        ),
    )


def _add(space: OwnSpace, words: str, remark: Remark) -> None:
    for section in drafts.reading(space.round.version_id):
        for block in section.blocks:
            plain = blocks.plain(block.text.get("sv", ""))
            found = passages.typed(plain, words) if words in plain else None
            if found and section.title.get("sv") == SECTION:
                place = Place(section.key, block.key, found.exact, found.selector("sv"))
                spaces.add_comment(space, place, remark, form_key=uuid.uuid4())
                return
    raise LookupError(words)
