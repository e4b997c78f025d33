"""What a section is called by its kind."""

import uuid
from dataclasses import dataclass, field

from webapp.drafts import designations
from webapp.drafts.models import SectionKind


@dataclass
class Heading:
    kind: SectionKind
    level: int
    title: dict[str, str]
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def called(*lines: tuple[str, int, str]) -> list[tuple[str, str, str] | None]:
    row = [Heading(SectionKind(kind), level, {"sv": title}) for kind, level, title in lines]
    names = designations.of(row)
    found = [names.get(each.key) for each in row]
    return [(each.kind.value, each.number, each.goal) if each else None for each in found]


def test_measures_are_counted_within_their_goal():
    assert called(
        ("vision", 1, "Vision 2034"),
        ("plain", 1, "Mål och insatser"),
        ("goal", 2, "Mål 1: Förnyelse"),
        ("measure", 3, "Stärk stödet"),
        ("plain", 4, "Bakgrund"),
        ("measure", 3, "Öppna miljöerna"),
        ("goal", 2, "Mål 2: Omställning"),
        ("measure", 3, "Slut kretsloppen"),
    ) == [
        ("vision", "", ""),
        None,
        ("goal", "1", ""),
        ("measure", "1.1", "1"),
        None,
        ("measure", "1.2", "1"),
        ("goal", "2", ""),
        ("measure", "2.1", "2"),
    ]  # fmt: skip


def test_a_number_in_the_title_counts_before_the_order():
    assert called(
        ("goal", 1, "Mål 3: Det tredje"),
        ("measure", 2, "Insats 3.4 Bygg"),
        ("measure", 2, "Åtgärd 7: Riv"),
        ("strength_area", 1, "Styrkeområde 9: Skog"),
        ("strength_area", 1, "Malm 2030"),
    ) == [
        ("goal", "3", ""),
        ("measure", "3.4", "3"),
        ("measure", "3.7", "3"),
        ("strength_area", "9", ""),
        ("strength_area", "2", ""),
    ]  # fmt: skip


def test_what_stands_beside_a_goal_is_not_within_it():
    assert called(
        ("goal", 2, "Ett"),
        ("measure", 2, "Bredvid"),
        ("indicator", 3, "Under ingen"),
        ("goal", 1, "Två"),
        ("indicator", 2, "Andel"),
    ) == [
        ("goal", "1", ""),
        ("measure", "1", ""),
        ("indicator", "1", ""),
        ("goal", "2", ""),
        ("indicator", "2.1", "2"),
    ]  # fmt: skip


def test_the_title_in_any_language_may_give_the_number():
    heading = Heading(SectionKind.GOAL, 1, {"sv": "Förnyelse", "en": "Goal 5: Renewal"})
    assert designations.of([heading])[heading.key].number == "5"
