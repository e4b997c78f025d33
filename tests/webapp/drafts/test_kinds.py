"""Guessing what a heading announces."""

import pytest

from webapp.drafts import kinds
from webapp.drafts.models import SectionKind

PLAIN, VISION, GOAL = SectionKind.PLAIN, SectionKind.VISION, SectionKind.GOAL
MEASURE, AREA, INDICATOR = SectionKind.MEASURE, SectionKind.STRENGTH_AREA, SectionKind.INDICATOR


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (["Vision"], VISION),
        (["Vision 2040"], VISION),
        (["Vår vision"], VISION),
        (["Vision och mål"], PLAIN),
        (["Visionsarbetet"], PLAIN),
        (["Mål 1: Förnyelse"], GOAL),
        (["Goal 2"], GOAL),
        (["Övergripande mål 1"], GOAL),
        (["Övergripande mål och insatser"], PLAIN),
        (["Målgrupper"], PLAIN),
        (["Mål och insatser", "Mål 1", "Stärk stödet"], MEASURE),
        (["Goals and measures", "Goal 1", "Strengthen support"], MEASURE),
        (["Våra mål", "Mål 1", "Bakgrund"], PLAIN),
        (["Insats 1.2 Öppna miljöer"], MEASURE),
        (["Measure 3"], MEASURE),
        (["Styrkeområden"], PLAIN),
        (["Styrkeområden", "Skog"], AREA),
        (["Strength areas", "Forests"], AREA),
        (["Styrkeområde: Skog"], AREA),
        (["Indikator 4"], INDICATOR),
        (["Indikatorer"], PLAIN),
        (["Indikatorer", "Sysselsättning"], INDICATOR),
        (["Genomförande", "Roller"], PLAIN),
        ([""], PLAIN),
    ],
)
def test_headings(path, kind):
    assert kinds.guess(path) is kind
