"""The demo's arguments: what several said in the first round, summed up once and answered once."""

import uuid

from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import Decision, Point
from webapp.rounds.models import Round

Said = tuple[dict[str, str], dict[str, str], tuple[str, ...]]
"""The view, the reasons, and how the points behind it begin."""

TIME: Said = (
    {
        "sv": "ansökningstiden för besöksnäringen bör flyttas från maj till juni",
        "en": "the time to apply should be moved from May to June for the visitor industry",
    },
    {
        "sv": "I maj är vårsäsongen i fjällen inte slut, och den som driver en anläggning har då "
        "inte tid att skriva en ansökan.",
        "en": "In May the spring season in the mountains is not over, and whoever runs a place "
        "has no time then to write an application.",
    },
    ("Maj är sen vårsäsong", "Flytta ansökan till juni"),
)
COAST: Said = (
    {
        "sv": "indelningen i kust och inland bör ersättas med ett mått på tillgänglighet",
        "en": "the division into coast and inland should give way to a measure of access",
    },
    {
        "sv": "Flera kommuner hör inte hemma i någon av grupperna. Restid eller behov säger mer "
        "om vem som saknar stöd än vilken kommun någon har sin adress i.",
        "en": "Several municipalities belong to neither group. Travelling time or need says more "
        "about who lacks support than the municipality that somebody lives in.",
    },
    (
        "Gränsen fem mil",
        "Skellefteå kommun kan inte delas in",
        "Definitionen av inlandet är fel",
        "Kommunen faller utanför",
        "Tabellens kolumn Kusten",
    ),
)
DAYS: Said = (
    {
        "sv": "kravet på 40 dagar om året bör anpassas till vad som provas",
        "en": "the demand of 40 days a year should depend on what is tested",
    },
    {},
    ("40 dagar om året är ett trubbigt", "40 dagar fungerar inte"),
)
ANSWER = "Stödet ska styras av behov. Texten ändras, och ett mått på tillgänglighet tas fram."
THEME = "Stad, kust och inland"


def argue(round_: Round, officer: User) -> None:
    """Sum up what several say, and answer the first."""
    points = queries.points(round_.id)
    for view, summary, beginnings in (COAST, DAYS, TIME):
        behind = [each for each in points if _begins(each, beginnings)]
        sections = list(dict.fromkeys(each.section_key for each in behind if each.section_key))
        said = service.Summed(dict(view), dict(summary), THEME if view is COAST[0] else "")
        begin = service.Beginning(uuid.uuid4(), sections, behind)
        made = service.sum_up(round_, said, begin, actor=officer)
        if view is COAST[0]:
            service.answer(made, service.Verdict(Decision.PARTLY, ANSWER, 1), actor=officer)


def _begins(point: Point, beginnings: tuple[str, ...]) -> bool:
    return point.comment is not None and point.comment.text.startswith(beginnings)
