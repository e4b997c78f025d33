from itertools import combinations

import pytest

from webapp.organisations.addresslist import Doublet, Field, Known, Row, doublets


def row(line: int, name: str, *, number: str = "", address: str = "") -> Row:
    cells = dict.fromkeys(Field, "")
    cells |= {Field.NAME: name, Field.NUMBER: number, Field.ADDRESS: address}
    return Row(line=line, cells=cells, extra={}, raw=(name, number, address))


def proposals(*names: str) -> tuple[Doublet, ...]:
    return doublets([row(line, name) for line, name in enumerate(names, start=2)])


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Umeå kommun", "UMEÅ  Kommun", "same_name"),
        ("RF-SISU Västerbotten", "RF–SISU, Västerbotten", "same_name"),
        ("Västerbottens idrott & kultur", "Västerbottens idrott och kultur", "same_name"),
        ("Linné-caféet", "Linné caféet", "same_name"),
        ("Umeå kommun", "Umea Kommun", "name_differs_in_dots"),
        ("Företagarna Österbotten", "Foretagarna Osterbotten", "name_differs_in_dots"),
        ("Vännäs kommun", "Vännäs kommuns", "name_differs_in_form"),
        ("Malå kommun", "Malås kommun", "name_differs_in_form"),
        ("Nordmalings kommun", "Nordmaling kommun", "name_differs_in_form"),
        ("Umeå Energi AB", "Aktiebolaget Umeå Energi", "name_differs_in_form"),
        ("Umeå Energi AB (publ)", "Umeå Energi", "name_differs_in_form"),
        ("Coompanion Norr ek. för.", "Coompanion Norr ekonomisk förening", "name_differs_in_form"),
        ("Företagarna i Umeå", "Företagarna Umeå", "name_differs_in_form"),
        ("Länsstyrelsen i Västerbottens län", "Länsstyrelsen Västerbotten", "name_differs_in_form"),
        ("Umeå stad", "Umeå kommun", "name_differs_in_form"),
        (
            "Sveriges Kommuner och Regioner (SKR)",
            "Sveriges kommuner och regioner",
            "name_differs_in_form",
        ),
        ("Malå kommun", "Mala kommuns", "name_differs_in_dots_and_form"),
    ],
)
def test_two_spellings_of_one_body_are_proposed(one: str, other: str, reason: str) -> None:
    for pair in ((one, other), (other, one)):
        found = proposals(*pair)
        assert [(each.line, each.with_line, each.reasons) for each in found] == [(3, 2, (reason,))]


DIFFERENT = (
    "Region Västerbotten",
    "Region Norrbotten",
    "Västerbottens museum",
    "Nordmalings kommun",
    "Norsjö kommun",
    "Umeå universitet",
    "Umeå kommun",
    "Luleå kommun",
    "Luleå tekniska universitet",
    "LO Västerbotten",
    "PRO Västerbotten",
    "LRF Västerbotten",
    "TCO Västerbotten",
    "Saco Västerbotten",
    "Företagarna Västerbotten",
    "Företagarna (Umeå)",
    "Företagarna (Luleå)",
    "Sametinget",
    "Svenska Samernas Riksförbund",
    "Habo kommun",
    "Håbo kommun",
    "Österbottens förbund",
    "Innovation Västerbotten",
    "Coompanion Västerbotten",
)


def test_different_bodies_with_similar_names_are_not_proposed() -> None:
    assert proposals(*DIFFERENT) == ()
    known = [Known(key=name, name=name) for name in DIFFERENT]
    found = doublets([row(2, name) for name in DIFFERENT], known)
    assert [each.with_key for each in found if each.with_key] == list(DIFFERENT)


@pytest.mark.parametrize("name", ["", "-", "...", "=", "()"])
def test_missing_names_are_not_alike(name: str) -> None:
    assert proposals(name, name) == ()


def test_a_shared_mailbox_is_proposed_whatever_its_capitals() -> None:
    rows = [
        row(2, "Kulturnämnden", address="Registrator@x.example"),
        row(3, "Byggnadsnämnden", address="<registrator@X.example>"),
    ]
    assert [each.reasons for each in doublets(rows)] == [("same_address",)]


def test_invalid_addresses_and_numbers_are_not_alike() -> None:
    rows = [row(line, f"N{line}", number="123", address="saknas") for line in (2, 3)]
    assert doublets(rows) == ()


def test_one_number_in_several_dresses_is_one_number() -> None:
    spellings = ("212000-2627", "2120002627", "16212000-2627", "SE212000262701")
    for one, other in combinations(spellings, 2):
        found = doublets([row(2, "A", number=one), row(3, "B", number=other)])
        assert [each.reasons for each in found] == [("same_number",)]


def test_more_reasons_make_a_proposal_surer() -> None:
    def sureness(**second: str) -> float:
        first = row(2, "Umeå kommun", number="2120002627", address="a@x.example")
        return doublets([first, row(3, "Umea kommun", **second)])[0].confidence

    name_only = sureness()
    with_address = sureness(address="a@x.example")
    with_all = sureness(address="a@x.example", number="2120002627")
    assert name_only < with_address < with_all <= 1


def test_two_numbers_that_differ_weaken_an_equal_name_and_undo_a_similar_one() -> None:
    one = row(2, "Företagarna", number="2120002627", address="a@x.example")
    same = doublets([one, row(3, "Företagarna", number="2321000222")])
    assert [each.confidence for each in same] == [0.28]
    other = row(3, "Foretagarna", number="2321000222", address="a@x.example")
    assert doublets([one, other]) == ()


def test_the_register_is_searched_by_name_number_and_address() -> None:
    known = [
        Known(key="vännäs", name="Vännäs kommun"),
        Known(key="umeå", name="Umeå kommun", number="2120002627"),
        Known(key="malå", name="Malå kommun", address="kommun@mala.example"),
    ]
    rows = [
        row(2, "Vännäs kommuns"),
        row(3, "Kommunen i Umeå", number="212000-2627"),
        row(4, "Kommunstyrelsen", address="kommun@mala.example"),
        row(5, "Åsele kommun"),
    ]
    found = doublets(rows, known)
    assert [(each.line, each.with_key) for each in found] == [
        (2, "vännäs"),
        (3, "umeå"),
        (4, "malå"),
    ]


def test_the_surest_proposal_for_a_row_comes_first() -> None:
    known = [Known(key="address", name="X", address="a@x.example"), Known(key="name", name="Y")]
    found = doublets([row(2, "Y", address="a@x.example")], known)
    assert [each.with_key for each in found] == ["name", "address"]


def test_a_body_met_after_its_namesake_is_still_found() -> None:
    found = proposals("Håbo kommun", "Habo kommun", "Habo  kommun")
    assert [(each.line, each.with_line) for each in found] == [(4, 3)]


def test_many_rows_alike_give_one_proposal_each_and_not_one_for_every_pair() -> None:
    rows = [row(line, "Umeå kommun", address="a@x.example") for line in range(2, 2002)]
    found = doublets(rows, [Known(key="k", name="Umeå kommun")])
    assert len(found) == 2000 + 1999
