"""The check for secrecy: what is found, who decides, what is kept, and what is left to check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import UserFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.audit.models import Entry
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.organisations.models import Contact
from webapp.responses import labels, queries
from webapp.responses.masking import masked, stands_in
from webapp.responses.models import Secrecy
from webapp.responses.personal import Kind, finds, national
from webapp.responses.service import secrecy, submission
from webapp.responses.service.secrecy import Outcome

LAW, WHY = "OSL 21 kap. 1 §", "Uppgifter om hälsa visas inte."


def number_of(year: int, month: int, day: int, serial: int) -> str:
    """A number with its check digit (Luhn), in ten digits."""
    nine = f"{year % 100:02}{month:02}{day:02}{serial:03}"
    doubled = "".join(str(int(digit) * (2 - at % 2)) for at, digit in enumerate(nine))
    return f"{nine}{-sum(map(int, doubled)) % 10}"


NUMBERS = st.tuples(
    st.integers(1900, 2025),
    st.integers(1, 12),
    st.one_of(st.integers(1, 28), st.integers(61, 88)),
    st.integers(0, 999),
)


@given(
    born=NUMBERS,
    joint=st.sampled_from(["-", "", "+", " ", "–", " - "]),
    century=st.booleans(),
    around=st.sampled_from([("", ""), ("Född ", "."), ("(", ")"), ("nr: ", ", sa hon")]),
)
def test_every_identity_number_is_masked(born, joint, century, around):
    ten = number_of(*born)
    written = f"{born[0] // 100 if century else ''}{ten[:6]}{joint}{ten[6:]}"
    said = written.join(around)
    assert masked(said, (), "#") == "#".join(around)
    assert [each.kind for each in finds(said)] == [Kind.NUMBER]


@given(st.text(), st.lists(st.text(min_size=1)))
def test_what_is_masked_is_gone_and_the_rest_stays(said, words):
    left = masked(said, words, "\x00")
    for each in words:
        if each != "\x00":
            assert not stands_in(each, left)
    if not any(stands_in(each, said) for each in words) and not finds(said):
        assert left == said


def test_a_number_with_a_wrong_check_digit_is_no_identity_number():
    ten = number_of(1985, 3, 14, 123)
    wrong = f"{ten[:9]}{(int(ten[9]) + 1) % 10}"
    for said in (wrong, f"{wrong[:6]}-{wrong[6:]}", "802002-4280", "RUN 2027/12-34", "2027-03-14"):
        assert not [each for each in finds(said) if each.kind is Kind.NUMBER], said


@pytest.mark.parametrize(
    ("said", "kind", "text_"),
    [
        ("Ring 070-123 45 67 efter tre.", Kind.PHONE, "070-123 45 67"),
        ("Ring +46 90 465 04 12!", Kind.PHONE, "+46 90 465 04 12"),
        ("Skriv till kim.o@folket.example.", Kind.E_MAIL, "kim.o@folket.example"),
        (
            "Jag bor på Storgatan 12 B, 903 26 Umeå.",
            Kind.STREET,
            "Storgatan 12 B, 903 26 Umeå",
        ),
    ],
)
def test_what_tells_of_a_person_is_found(said, kind, text_):
    assert [(each.kind, each.text) for each in finds(said)] == [(kind, text_)]


@pytest.mark.parametrize(
    "said",
    [
        "070-123 45 67", "0701234567", "+46 70 123 45 67", "+46 (0)70-123 45 67", "0046 70 1234567",
        "08-123 456 78", "090\N{EN DASH}12 34 56", "(070) 123 45 67", "0920-202 02",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_however_it_is_written(said):
    [found] = [each for each in finds(f"Ring {said}, gärna kvällstid.") if each.kind is Kind.PHONE]
    assert said.strip("()") in found.text or found.text in said
    assert national(found.text) in {"701234567", "812345678", "90123456", "92020202"}


@pytest.mark.parametrize(
    "said",
    [
        "dnr 01234-2026", "Dnr: 04567/2026", "ärendenr 0123456789", "RÖ 2026/0012345",
        "den 01-02-2026", "den 03/04 2026", "kl. 08-12 2026",
        "1 000 000 000", "2 050 000 000 invånare", "050 000 000 kronor", "0,125 000 00",
        "sidorna 012-345 67", "s. 0123456789", "§ 0123 456 78", "bankgiro 050-123 45 67",
        "ISBN 0-19-853453-1", "Handlingsplanen 2026", "Järnvägen 2030", "Box 443, 901 09 Umeå",
        "mål 12, 903 26 personer",
    ],
)  # fmt: skip
def test_other_numbers_are_neither_telephones_nor_addresses(said):
    assert not finds(f"Vi svarar på {said}. Se vidare.")


@pytest.mark.parametrize(
    "said",
    [
        "Byn 12, 922 93 Tavelsjö", "Rödåsel 14 B\n922 92 Vindeln", "Skolgatan 3", "Esplanaden 7",
        "Hagaesplanaden 7, SE-903 26 Umeå", "Boxgatan 3",
        f"S{'o' * 28}desplanaden 7", f"S{'o' * 29}n 7, 903 26 Umeå",
    ],
)  # fmt: skip
def test_an_address_is_found_where_there_is_no_street_too(said):
    expected = [] if said == "Esplanaden 7" else [said]
    assert [each.text for each in finds(f"Hon bor på {said}.")] == expected


@pytest.fixture
def officer(database):
    return UserFactory()


@pytest.fixture
def round_(officer):
    return RoundFactory()


def answer(round_, **kwargs):
    return ResponseFactory(invitation=InvitationFactory(round=round_), **kwargs)


def test_of_a_private_person_all_is_certain(round_):
    person = ResponseFactory(
        round=round_, invitation=None, organisation=None, for_body=False, sender="Kim",
        statement="Ring 070-123 45 67.",
    )  # fmt: skip
    assert [(each.text, each.certain) for each in labels.found_in(person)] == [
        ("070-123 45 67", True)
    ]


QUOTED = f"""Bolaget, postadress Storgatan 1, 903 26 Umeå, växel: 090-12 34 56,
info@bolaget.example,
Eva Ek, 070-999 88 77. En boende skriver: "Ring mig, 070-123 45 67, eller kom till Byn 12, 922 93
Tavelsjö; jag heter {number_of(1985, 3, 14, 123)} och har b.b@folket.example.\""""


@pytest.fixture
def quoting(round_):
    """A body's letter, with how it is reached and how somebody is who is quoted."""
    response = answer(round_, statement=QUOTED)
    response.organisation.email = "registrator@bolaget.example"
    response.organisation.contacts.append(Contact(name="Eva Ek", phone="+46 70 999 88 77"))
    session.commit()
    return response


def test_what_may_be_a_persons_in_a_bodys_letter_is_less_certain(quoting):
    found = labels.found_in(quoting)
    assert [each.text for each in found if each.certain] == [number_of(1985, 3, 14, 123)]
    assert [each.text for each in found if not each.certain] == [
        "070-123 45 67",
        "Byn 12, 922 93 Tavelsjö",
        "b.b@folket.example",
    ]


def test_a_mailbox_where_anyone_may_have_one_says_nothing_of_the_others(round_):
    response = answer(round_, statement="Skriv till kim@gmail.com eller byalaget@gmail.com.")
    response.organisation.email = response.invitation.email = "byalaget@gmail.com"
    assert [each.text for each in labels.found_in(response)] == ["kim@gmail.com"]


def test_what_is_less_certain_is_ticked_by_a_person(client, quoting):
    sign_in(client, UserFactory(roles=frozenset({Role.CASE_OFFICER})))
    page = f"/responses/{quoting.id}/secrecy"
    client.get(page)
    assert "Mindre säkert: 3 telefonnummer eller adresser" in client.text("main details")
    assert not client.page.select("main details input[checked]")
    form = {"state": "masked", "finds": [], "unsure": ["070-123 45 67"], "law": LAW, "reason": WHY}
    answer = client.submit("Spara prövningen", **form)
    assert answer.status_code == 422
    assert "2 telefonnummer eller adresser skulle visas för alla: Byn 12" in client.text(
        "main form"
    )
    assert client.page.select("main details[open] input[name=unsure][checked]")
    client.submit("Spara prövningen", may_show="y", **form)
    session.expire_all()
    assert quoting.check.words == ["070-123 45 67"]
    client.get(page)
    assert [each["value"] for each in client.page.select("main details[open] input[checked]")] == [
        "070-123 45 67"
    ]


def test_only_what_is_certain_keeps_a_response_from_being_opened_with_others(client, round_):
    officer = UserFactory(roles=frozenset({Role.CASE_OFFICER}))
    sign_in(client, officer)
    response = answer(round_, statement="Ring Eva, 070-123 45 67.")
    session.commit()
    client.get(f"/responses/{response.id}")
    client.get(f"/rounds/{round_.id}/secrecy")
    assert "Mindre säkert: 1 telefonnummer eller adress" in client.text("main table")
    assert client.page.select(f"input[name=responses][value='{response.id}']")
    assert secrecy.open_all([response], actor=officer, confirmed=1) == 1


def test_what_is_less_certain_is_shown_only_when_a_person_confirms_how_many(
    client, round_, officer
):
    sign_in(client, officer)
    quoting = answer(round_, statement="Ring Eva, 070-123 45 67, eller Bo, 070-765 43 21.")
    plain = answer(round_)
    for each in (quoting, plain):
        client.get(f"/responses/{each.id}")
    client.get(f"/rounds/{round_.id}/secrecy")
    ticked = [str(quoting.id), str(plain.id)]
    asked = client.submit("De ikryssade är öppna", responses=ticked)
    assert asked.status_code == 422
    assert "Får 2 telefonnummer eller adresser visas?" in client.text("h1")
    assert "Ring Eva, 070-123 45 67" in client.text("main")
    assert len(client.page.select("main form li")) == 2, "as many as are confirmed"
    assert queries.unchecked(round_.id) == 2
    hidden = [each["value"] for each in client.page.select("main input[name=responses]")]
    assert sorted(hidden) == sorted(ticked)
    client.submit("Det får visas: 2 svar är öppna", responses=hidden)
    assert queries.unchecked(round_.id) == 0
    statement = select(Entry).where(Entry.action == "responses.check_secrecy")
    told = [entry.details["shown"] for entry in session.scalars(statement.order_by(Entry.id))]
    assert told == [2, 0]


def test_what_the_person_did_not_see_is_not_confirmed(round_, officer):
    response = answer(round_, statement="Ring Eva, 070-123 45 67, eller Bo, 070-765 43 21.")
    submission.note_read(response, officer)
    with pytest.raises(secrecy.UnconfirmedError) as raised:
        secrecy.open_all([response], actor=officer, confirmed=1)
    assert raised.value.count == 2


def test_a_part_that_is_masked_or_an_answer_withheld_leaves_nothing_to_confirm(quoting):
    part = Outcome(Secrecy.MASKED, LAW, WHY, parts=("statement",))
    assert secrecy.still_shown(quoting, part) == []
    assert secrecy.still_shown(quoting, Outcome(Secrecy.WITHHELD, LAW, WHY)) == []
    assert len(secrecy.still_shown(quoting, Outcome(Secrecy.OPEN))) == 3


def test_the_latest_check_counts_and_the_same_twice_is_one(round_, officer):
    response = answer(round_)
    hidden = Outcome(Secrecy.WITHHELD, LAW, WHY)
    secrecy.check(response, Outcome(Secrecy.OPEN), actor=officer)
    for _ in range(2):
        secrecy.check(response, hidden, actor=officer)
    assert [each.state for each in response.checks] == [Secrecy.OPEN, Secrecy.WITHHELD]
    assert response.check.state is Secrecy.WITHHELD


@pytest.mark.parametrize(
    "change", ["UPDATE secrecy_check SET law = ''", "DELETE FROM secrecy_check"]
)
def test_a_check_never_changes(round_, officer, change):
    secrecy.check(answer(round_), Outcome(Secrecy.OPEN), actor=officer)
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(text(change))


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome(Secrecy.WITHHELD, "", WHY), "law"),
        (Outcome(Secrecy.WITHHELD, LAW, ""), "reason"),
        (Outcome(Secrecy.MASKED, LAW, WHY), "words"),
        (Outcome(Secrecy.MASKED, LAW, WHY, words=("står inte där",)), "words"),
        (Outcome(Secrecy.OPEN, words=("förslaget",)), "state"),
    ],
)
def test_what_is_hidden_has_a_reason_and_stands_there(round_, officer, outcome, field):
    with pytest.raises(DomainError) as stopped:
        secrecy.check(answer(round_), outcome, actor=officer)
    assert stopped.value.field == field


def test_an_approver_reads_but_does_not_check(round_, client):
    approver = UserFactory(roles=[Role.APPROVER])
    response = answer(round_)
    with pytest.raises(ForbiddenError):
        secrecy.check(response, Outcome(Secrecy.OPEN), actor=approver)
    sign_in(client, approver)
    assert client.get(f"/rounds/{round_.id}/secrecy").status_code == 200
    assert client.get(f"/responses/{response.id}/secrecy").status_code == 403


def test_the_trail_has_the_check_but_not_what_is_masked(round_, officer):
    response = answer(round_)
    secrecy.check(response, Outcome(Secrecy.MASKED, LAW, WHY, words=("huvudsak",)), actor=officer)
    entry = session.scalars(select(Entry).where(Entry.action == "responses.check_secrecy")).one()
    assert entry.details["state"] == "masked"
    assert "huvudsak" not in str(entry.details)


def test_the_counts_add_up_and_a_new_version_is_unchecked(round_, officer):
    first, second = answer(round_), answer(round_)
    for each in (first, second):
        secrecy.check(each, Outcome(Secrecy.OPEN), actor=officer)
    ResponseFactory(invitation=first.invitation, replaces_id=first.id)
    counts = queries.checked_counts(round_.id)
    assert counts == {None: 1, Secrecy.OPEN: 1, Secrecy.MASKED: 0, Secrecy.WITHHELD: 0}


def test_one_is_masked_by_the_form(round_, officer, client):
    sign_in(client, officer)
    response = answer(round_)
    CommentFactory(response=response, text="Min son är sjuk.")
    client.get(f"/responses/{response.id}/secrecy")
    half = client.submit("Spara prövningen", state="masked", words="son är sjuk", law=LAW)
    assert half.status_code == 422
    client.submit("Spara prövningen", state="masked", words="son är sjuk", law=LAW, reason=WHY)
    assert queries.get(response.id).check.words == ["son är sjuk"]
    client.get(f"/responses/{response.id}")
    for said in ("Delvis maskat", LAW, WHY, officer.name, "Min son är sjuk."):
        assert said in client.text()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({}, ["Skriv lagrummet.", "Skriv en mening som avsändaren förstår."]),
        ({"law": LAW}, ["Skriv en mening som avsändaren förstår."]),
        ({"reason": WHY}, ["Skriv lagrummet."]),
    ],
)
def test_law_and_reason_are_asked_for_at_once(round_, officer, client, said, asked):
    sign_in(client, officer)
    response = answer(round_)
    client.get(f"/responses/{response.id}/secrecy")
    half = client.submit("Spara prövningen", state="withheld", **said)
    assert half.status_code == 422
    told = client.page.select("[role=alert] a")
    assert [each.get_text(strip=True) for each in told] == asked
    marked = {each["name"] for each in client.page.select("[aria-invalid=true]")}
    assert marked == {"law", "reason"} - set(said)


def test_how_it_would_be_read_is_shown_before_anything_is_kept(round_, officer, client):
    sign_in(client, officer)
    response = answer(round_, statement="Allt är bra.")
    CommentFactory(response=response, text="Min son är sjuk, och det märks.")
    client.get(f"/responses/{response.id}/secrecy")
    found = {"do": "preview", "state": "masked", "words": "SON är sjuk"}
    assert client.submit("Visa hur det kommer att läsas", **found).status_code == 200
    assert client.text("#seen ~ p:last-of-type") == "Min [maskat], och det märks."
    assert queries.get(response.id).check is None
    assert client.page.select_one("textarea[name=words]").text.strip() == "SON är sjuk"
    wrong = client.submit("Visa hur det kommer att läsas", **found | {"words": "står inte där"})
    assert wrong.status_code == 422
    assert not client.page.select("#seen")


def test_several_that_were_read_are_opened_at_once(round_, officer, client):
    sign_in(client, officer)
    read, unread = answer(round_), answer(round_)
    found = answer(round_, statement=f"Mitt nummer är {number_of(1985, 3, 14, 123)}.")
    for each in (read, found):
        client.get(f"/responses/{each.id}")
    client.get(f"/rounds/{round_.id}/secrecy")
    ticks = [each["value"] for each in client.page.select("input[name=responses]")]
    assert ticks == [str(read.id)]
    client.submit("De ikryssade är öppna", responses=[str(read.id), str(unread.id)])
    assert queries.unchecked(round_.id) == 3
    client.submit("De ikryssade är öppna", responses=[str(read.id)])
    assert queries.unchecked(round_.id) == 2
    assert not client.page.select("input[name=responses]")
    assert "De ikryssade är öppna" not in client.text("main"), "there is nothing to tick"


@pytest.mark.parametrize("state", ["unchecked", "open", "all", "nonsense"])
def test_the_list_takes_as_many_queries_however_long(round_, officer, client, count_queries, state):
    sign_in(client, officer)

    def fill(number: int) -> int:
        for at in range(number):
            response = answer(round_)
            CommentFactory(response=response)
            if at % 2:
                secrecy.check(response, Outcome(Secrecy.OPEN), actor=officer)
        session.commit()
        page = f"/rounds/{round_.id}/secrecy?state={state}"
        return count_queries(lambda: client.get(page))

    assert fill(4) == fill(20)
