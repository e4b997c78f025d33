from dataclasses import replace
from itertools import pairwise

import pytest

from webapp.reports.blocks import Entry, Heading, Prose, Style, Table
from webapp.reports.manuscript import cover, manuscript
from webapp.reports.occasion import RoundKind
from webapp.reports.outline import Decision
from webapp.reports.participation import Counts, Outcome, Position, Standing, Tally
from webapp.reports.wording import LABELS


def _text(blocks):
    return "\n".join(
        text
        for block in blocks
        if isinstance(block, Prose)
        for text in (block.label, *block.paragraphs)
    )


def test_the_chapters_come_in_the_order_of_a_remissammanstallning(report, swedish):
    chapters = [
        b.text for b in manuscript(report, swedish) if isinstance(b, Heading) and b.level == 1
    ]
    assert chapters == [
        "1 Sammanfattning",
        "2 Så gick det till",
        "3 Övergripande synpunkter",
        "4 Synpunkter per avsnitt och fråga",
        "5 Synpunkter utanför remissen",
        "6 Ändringar i förslaget",
        "7 Bilaga: svaren i sin helhet",
    ]


def test_heading_levels_are_never_skipped(report, swedish):
    deep = replace(report, sections=tuple(replace(s, level=9) for s in report.sections))
    levels = [block.level for block in manuscript(deep, swedish) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 4


def test_anchors_are_unique(report, swedish):
    anchors = [block.anchor for block in manuscript(report, swedish) if isinstance(block, Heading)]
    assert len(set(anchors)) == len(anchors)


def test_every_point_appears_once_with_its_answer(report, swedish):
    entries = [b for b in manuscript(report, swedish) if isinstance(b, Entry) and b.point]
    assert [entry.number for entry in entries] == [p.point.number for p in report.points()]
    assert all(entry.parts[-1].style is Style.REPLY for entry in entries)


def test_the_table_of_bodies_names_all_who_were_invited(report, swedish):
    table = [b for b in manuscript(report, swedish) if isinstance(b, Table)][1]
    assert [row[0] for row in table.rows] == [body.label for body in report.invited]
    silent = next(body.label for body in report.invited if body.outcome is Outcome.NO_ANSWER)
    assert next(row for row in table.rows if row[0] == silent)[2] == "Svarade inte"


def test_late_and_extended_are_marked(report, swedish):
    tables = [b for b in manuscript(report, swedish) if isinstance(b, Table)]
    received = " ".join(row[4] for row in tables[1].rows)
    assert "för sent" in received
    assert "anstånd till 2026-10-30" in received


def test_positions_are_given_as_n_of_m_with_names(report, english):
    tally = Tally(3, (Standing(Position.OPPOSE, ("Umeå kommun", "RISE"), unnamed=1),))
    report = replace(report, positions=tally, by_category=(), by_sector=(), questions=())
    text = _text(manuscript(report, english))
    assert "Opposes (3 of 3):\nUmeå kommun, RISE and 1 private person." in text


def test_an_unassessed_point_says_so(report, swedish):
    view = replace(report.general_views[0], decision=Decision.UNASSESSED, reply="")
    text = _entries(manuscript(replace(report, general_views=(view,)), swedish))[0]
    assert text.parts[-1].label == "Bedömning: ännu inte bedömd."


def _entries(blocks):
    return [block for block in blocks if isinstance(block, Entry)]


def test_the_annex_has_every_response_unabridged(report, swedish):
    blocks = list(manuscript(report, swedish))
    annex = blocks[[getattr(b, "anchor", "") for b in blocks].index("annex") :]
    said = "\n".join(
        text for block in _entries(annex) for part in block.parts for text in part.paragraphs
    )
    for response in report.responses:
        assert all(remark.text.split("\n\n", maxsplit=1)[0] in said for remark in response.remarks)
    headings = [block.text for block in annex if isinstance(block, Heading)][1:]
    assert headings == [response.sender for response in report.responses]


def test_a_withheld_response_gives_its_notice(report, swedish):
    withheld = replace(report.responses[0], statement="", remarks=(), notice="Uppgiften är hemlig.")
    text = _text(manuscript(replace(report, responses=(withheld,)), swedish))
    assert "Uppgiften är hemlig." in text


def test_an_empty_report_says_that_it_is_empty(report, swedish):
    bare = replace(
        report,
        general_views=(),
        sections=(),
        questions=(),
        outside_scope=(),
        changes=(),
        responses=(),
    )
    text = _text(manuscript(bare, swedish))
    assert "Det finns inga allmänna synpunkter." in text
    assert "Inget svar har kommit in." in text
    assert "Inga ändringar i texten är registrerade än." in text


def test_no_heading_of_positions_stands_alone(report, swedish):
    nobody = replace(report, positions=Tally(0, ()), by_category=(), by_sector=(), figures=None)
    assert "Det finns inga ställningstaganden att visa." in _text(manuscript(nobody, swedish))
    assert "inga ställningstaganden att visa" not in _text(manuscript(report, swedish))


def test_the_summary_says_how_the_round_was_received(report, swedish):
    text = _text(manuscript(report, swedish))
    counts = report.counts
    assert f"{counts.invited} remissinstanser bjöds in att svara." in text
    assert f"{counts.answered} svarade, varav {counts.final} slutligt" in text
    assert "alltså i 123 dagar" in text


def of_bodies(report, *invited):
    """The report with no other bodies."""
    counts = Counts.of(invited, ())
    return replace(report, invited=invited, unasked=(), counts=counts)


def test_the_summary_says_in_words_that_nobody_answered(report, swedish):
    silent = [each for each in report.invited if each.outcome is Outcome.NO_ANSWER][:2]
    text = _text(manuscript(of_bodies(report, *silent), swedish))
    assert "2 remissinstanser bjöds in att svara. Ingen svarade." in text
    assert "0 svarade" not in text


def test_the_summary_says_how_many_answers_are_withheld(report, swedish):
    said = "vad det säger ingår inte i de här siffrorna"
    body = next(each for each in report.invited if each.outcome is Outcome.FINAL)
    is_open, is_withheld = replace(body, withheld=False), replace(body, withheld=True)
    assert said not in _text(manuscript(of_bodies(report, is_open), swedish))
    text = _text(manuscript(of_bodies(report, is_withheld), swedish))
    assert f"1 svar lämnas inte ut, och {said}." in text


def test_the_cover_identifies_the_edition(report, swedish):
    facts = dict(cover(report, swedish).facts)
    assert facts["Diarienummer"] == "RS 2026/0417"
    assert facts["Utgåva"] == "2"
    assert facts["Framtagen"] == "14 november 2026 kl. 13:05"


@pytest.mark.parametrize("kind", list(LABELS))
def test_every_state_has_a_name_in_both_languages(kind, swedish, english):
    for state in kind:
        assert english.label(state)
        assert swedish.label(state) != english.label(state)


def test_a_large_annex_stays_out_of_the_contents(report, swedish):
    many = replace(report, responses=report.responses * 2)
    headings = [b for b in manuscript(many, swedish) if isinstance(b, Heading)]
    assert [h.listed for h in headings if h.anchor.startswith("response-")] == [False] * 78
    assert report.occasion.round_kind == RoundKind.REMISS
