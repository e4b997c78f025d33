"""Two versions of a document compared in the browser."""

import pytest

from tests.factories.drafts import DocumentFactory, VersionFactory
from tests.webapp.drafts.pages import new_document, rows, sign_in
from tests.webapp.drafts.test_writing import write
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.tree import Step


@pytest.fixture
def document(client):
    """A document with a frozen version, written on since: one added, removed, moved, edited."""
    user = sign_in(client)
    document = new_document(user)
    for title in ("Ett", "Två", "Tre", "Fyra"):
        write(client, document, title, text=f"Senast 2030 ska {title} vara klart.\n\nOförändrat.")
    service.freeze(document, name="Utkast", note="", actor=user)
    session.commit()
    one, two, _three, four = rows(document)
    client.get(f"/documents/{document.id}/sections/{one.key}")
    client.submit("Spara", text_sv="Senast 2035 ska Ett vara klart.\n\nOförändrat.")
    service.delete_section(document, two.key, actor=user)
    service.move_section(document, four.key, Step.UP, actor=user)
    session.commit()
    write(client, document, "Fem", text="Nytt avsnitt.")
    return document


def address(document, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/documents/{document.id}/compare?{query}"


def test_a_table_says_what_became_of_each_section(client, document):
    client.get(address(document))
    lines = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in client.page.select("#changes-table tbody tr")
    ]
    assert lines == [
        ["1 Ett", "Redigerat", "1", "1"],
        ["2 Två", "Borttaget", "0", "7"],
        ["4 → 2 Fyra", "Flyttat", "0", "0"],
        ["4 Fem", "Tillagt", "2", "0"],
    ]
    assert "1 avsnitt tillagt, 1 borttaget, 1 flyttat, 1 redigerat" in client.text()


def test_the_differences_are_shown_by_word_and_heard(client, document):
    client.get(address(document))
    text = client.page.select_one(".y-compared__text")
    assert [each.get_text() for each in text.select("del, ins")] == [
        "[borttaget: 2030]", "[tillagt: 2035]",
    ]  # fmt: skip
    assert "1 stycke, lista, tabell eller figur i avsnittet är oförändrat" in client.text()


def test_side_by_side_shows_each_wording_with_its_own_marks(client, document):
    client.get(address(document, view="side"))
    before, after = client.page.select(".y-compared__text")[:2]
    assert "2030" in before.get_text()
    assert "2035" not in before.get_text()
    assert "2035" in after.get_text()
    assert "2030" not in after.get_text()


def test_the_same_version_twice_or_no_difference_says_so(client, document):
    version = queries.frozen_versions(document.id)[0]
    client.get(address(document, **{"from": version.id, "to": version.id}))
    assert "samma version två gånger" in client.text()
    client.get(address(document, language="en"))
    assert client.page.select(".y-compared__text") == []


@pytest.mark.parametrize("query", ["from=x&to=y", "language=xx&view=zz", "from=" + "0" * 32])
def test_what_is_not_a_version_is_passed_over(client, document, query):
    assert client.get(f"/documents/{document.id}/compare?{query}").status_code == 200


def test_a_version_of_another_document_cannot_be_chosen(client, document):
    other = VersionFactory(number=7, name="Någon annans")
    client.get(address(document, to=other.id))
    assert "Någon annans" not in client.text()


def test_all_staff_may_compare_and_nobody_else(client, document):
    sign_in(client, Role.REGISTRAR)
    assert client.get(address(document)).status_code == 200
    with client.session_transaction() as kept:
        kept.clear()
    assert "Logga in" in client.get(address(document)).text
    assert "Ändringar per avsnitt" not in client.text()


def test_comparing_asks_as_much_however_long_the_versions_are(client, count_queries):
    counts = []
    sign_in(client)
    for sections in (2, 30):
        document = DocumentFactory()
        for number in (1, 2):
            VersionFactory(document=document, number=number, sections=sections)
        session.commit()
        counts.append(count_queries(lambda: client.get(address(document))))  # noqa: B023 - called here
    assert counts[0] == counts[1]
