from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.webapp.reports import examples
from webapp.reports.outline import Report
from webapp.reports.participation import Body, Counts, Outcome, Position, Standing, Tally


def test_counts_add_up_to_the_table(report):
    assert report.counts.invited == len(report.invited) == 44
    assert report.counts.answered == report.counts.final + report.counts.preliminary
    assert report.counts.invited == report.counts.reacted + report.counts.no_answer


def test_three_ways_of_not_endorsing_are_counted_apart():
    bodies = (
        Body("A", "x", Outcome.NO_COMMENTS),
        Body("B", "x", Outcome.ABSTAINED),
        Body("C", "x", Outcome.NO_ANSWER),
    )
    counts = Counts.of(bodies, ())
    assert (counts.no_comments, counts.abstained, counts.no_answer) == (1, 1, 1)
    assert counts.answered == 0


@pytest.mark.parametrize(
    "wrong",
    [{"invited": 45}, {"final": 0}, {"late": 99}, {"unasked": -1}, {"extended": 45}],
)
def test_counts_that_do_not_add_up_are_refused(report, wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - which sum is wrong first does not matter
        replace(report.counts, **wrong)


def test_counts_that_differ_from_the_table_are_refused(report):
    with pytest.raises(ValueError, match="differ from the table"):
        replace(report, invited=report.invited[1:])


def test_a_body_that_did_not_answer_has_no_answer():
    with pytest.raises(ValueError, match="did not answer"):
        Body("A", "x", Outcome.NO_ANSWER, position=Position.OPPOSE)


def test_a_tally_counts_unnamed_persons_too():
    tally = Tally(3, (Standing(Position.OPPOSE, ("A",), unnamed=2),))
    assert tally.count(Position.OPPOSE) == 3
    assert tally.count(Position.ENDORSE) == 0


@pytest.mark.parametrize(
    ("total", "standings"),
    [
        (2, (Standing(Position.OPPOSE, ("A",)),)),
        (2, (Standing(Position.OPPOSE, ("A",)), Standing(Position.OPPOSE, ("B",)))),
    ],
)
def test_a_tally_that_does_not_add_up_is_refused(total, standings):
    with pytest.raises(ValueError, match="position"):
        Tally(total, standings)


def test_groups_must_add_up_to_the_whole(report):
    with pytest.raises(ValueError, match="groups"):
        replace(report, by_category=report.by_category[1:])


@pytest.mark.parametrize("field", ["compiled_at"])
def test_times_have_a_zone(report, field):
    with pytest.raises(ValueError, match="time zone"):
        replace(report, **{field: datetime(2026, 1, 1)})  # noqa: DTZ001 - what must be refused


def test_editions_are_numbered_from_one(report):
    with pytest.raises(ValueError, match="numbered from 1"):
        replace(report, edition=0)


def test_a_period_counts_both_its_days(report):
    occasion = replace(report.occasion, opened_on=date(2026, 3, 1), deadline=date(2026, 3, 1))
    assert occasion.days == 1
    with pytest.raises(ValueError, match="deadline"):
        replace(occasion, deadline=date(2026, 2, 28))


def test_every_point_is_in_the_report_once(report: Report):
    numbers = [placed.point.number for placed in report.points()]
    assert sorted(numbers) == sorted(f"S-{n}" for n in range(1, 91))
    assert len(numbers) == examples.Size().points
