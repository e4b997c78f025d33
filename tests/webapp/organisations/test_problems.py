import pytest

from webapp.organisations.addresses import find_normalised
from webapp.organisations.addresslist import Field, Row, corrected, entry, has_errors, problems
from webapp.organisations.numbers import MASK, is_valid, looks_personal, normalised


def row(**cells: str) -> Row:
    filled = {Field.NAME: "Åsele kommun", Field.ADDRESS: "registrator@asele.example"}
    blank = dict.fromkeys(Field, "")
    given = {Field(field): text for field, text in cells.items()}
    return Row(line=2, cells=blank | filled | given, extra={}, raw=())


def codes(**cells: str) -> list[str]:
    return [problem.code for problem in problems(row(**cells))]


def test_a_sound_row_has_no_problems() -> None:
    assert codes(number="212000-2627", category="Kommun", sector="offentlig", language="sv") == []


@pytest.mark.parametrize("name", ["", "-", "—", "?"])
def test_a_name_must_say_something(name: str) -> None:
    assert codes(name=name) == ["name_missing"]


@pytest.mark.parametrize("name", ["=1+1", "+46 AB", "-2 AB", "@SUM(A1)", "＝1+1"])
def test_a_name_that_a_spreadsheet_would_run_is_flagged(name: str) -> None:
    assert codes(name=name) == ["name_is_formula"]


@pytest.mark.parametrize(
    "address",
    [
        "registrator@umea.example",
        "a@sub.umea.test",
        "registrator@åsele.se",
        "a.b+remiss@umea.se",
        "mailto:a@umea.se",
        "Diariet <diariet@umea.se>;",
    ],
)
def test_addresses_that_can_be_written_to_are_accepted(address: str) -> None:
    assert codes(address=address) == []


@pytest.mark.parametrize(
    "address",
    [
        "inte-en-adress",
        "a@",
        "@b.se",
        "a b@c.se",
        "a@b",
        "a@b..se",
        "a@b.se; c@d.se",
        "å@x.se",
        f"{'a' * 2000}@x.se",
    ],
)
def test_addresses_that_cannot_be_written_to_are_flagged(address: str) -> None:
    assert codes(address=address)[0] == "address_invalid"


def test_a_missing_address_is_not_an_invalid_one() -> None:
    assert codes(address="") == ["address_missing"]


def test_an_address_is_stored_bare_with_its_domain_in_small_letters() -> None:
    assert find_normalised("Diariet <Diariet@UMEA.SE>") == "Diariet@umea.se"


@pytest.mark.parametrize(
    "number", ["212000-2627", "2120002627", "16212000-2627", "232100-0222", "SE232100022201"]
)
def test_real_organisation_numbers_are_accepted(number: str) -> None:
    assert codes(number=number) == []
    assert len(normalised(number)) == 10


@pytest.mark.parametrize(
    "number", ["212000-2628", "212000-262", "12", "ABC", "982123456789", "٢١٢٠٠٠٢٦٢٧"]
)
def test_wrong_organisation_numbers_are_flagged(number: str) -> None:
    assert codes(number=number) == ["number_invalid"]


@pytest.mark.parametrize("number", ["811218-9876", "198112189876", "811278-9873", MASK])
def test_numbers_of_people_are_flagged_as_such(number: str) -> None:
    assert codes(number=number) == ["looks_personal"]


def test_a_persons_number_is_not_a_valid_number_for_a_body() -> None:
    assert not is_valid("811218-9876")
    assert entry(row(number="811218-9876")).number == ""


def test_every_wrong_digit_is_noticed() -> None:
    right = "2120002627"
    for at, digit in enumerate(right):
        wrong = [right[:at] + other + right[at + 1 :] for other in "0123456789" if other != digit]
        assert not any(is_valid(number) for number in wrong)


def test_a_value_added_tax_number_that_begins_like_a_year_is_no_persons() -> None:
    assert not looks_personal("202100297501")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"category": "blandat"}, "category_unknown"),
        ({"sector": "blandad"}, "sector_unknown"),
        ({"language": "klingonska"}, "language_unknown"),
    ],
)
def test_unknown_words_are_warnings_only(cells: dict[str, str], code: str) -> None:
    assert codes(**cells) == [code]
    assert not has_errors(row(**cells))


@pytest.mark.parametrize(("field", "length"), [("name", 201), ("comment", 2001), ("category", 101)])
def test_a_text_longer_than_the_register_holds_is_flagged(field: str, length: int) -> None:
    assert "too_long" not in codes(**{field: "x" * (length - 1)})
    assert "too_long" in codes(**{field: "x" * length})


def test_errors_come_before_warnings() -> None:
    assert codes(category="blandat", address="x") == ["address_invalid", "category_unknown"]


def test_a_corrected_row_is_checked_anew() -> None:
    wrong = row(address="inte-en-adress")
    right = corrected(wrong, {Field.ADDRESS: "  registrator@asele.example "})
    assert has_errors(wrong)
    assert not has_errors(right)
    assert entry(right).address == "registrator@asele.example"


def test_a_personal_number_typed_as_a_correction_is_not_kept() -> None:
    typed = corrected(row(), {Field.NUMBER: "8112189876", Field.COMMENT: "se 811218-9876"})
    assert "9876" not in repr(typed)


def test_a_wrong_number_is_not_stored() -> None:
    assert entry(row(number="212000-2628")).number == ""


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Vännäs kommun", "municipality"),
        ("Göteborgs stad", "municipality"),
        ("Region Norrbotten", "region"),
        ("Nordland fylkeskommune", "region"),
        ("Länsstyrelsen i Norrbottens län", "agency"),
        ("Sametinget", "sami"),
        ("Umeå universitet", "university"),
        ("Umeå Energi AB", "company"),
        ("Kvarkenrådet", "other"),
    ],
)
def test_a_name_tells_the_category_where_the_list_does_not(name: str, category: str) -> None:
    assert entry(row(name=name)).category == category
    assert entry(row(name=name, category="grannlän och nationell")).category == category
    assert entry(row(name=name, category="förening")).category == "civil_society"
