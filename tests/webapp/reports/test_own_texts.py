"""The authority's own texts: written with figures that stay right, and told where two write."""

import json

import pytest
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory, check_all
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports.conftest import PERSON
from tests.webapp.reports.steps import compiled, contents, sign_in
from webapp.assessment import service as assessment
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.drafts import queries as drafts
from webapp.reports import phrases, placeholders, places, queries, service
from webapp.reports.models import Format, ReportTextRevision
from webapp.reports.placeholders import Placeholder
from webapp.responses import queries as responses
from webapp.responses.models import Secrecy, SecrecyCheck

HOSTILE = "<script>alert(1)</script> & {svar}"


def write(round_, text, actor, **where):
    place, language = where.get("place", "foreword"), where.get("language", "sv")
    typed = service.Typed(queries.spot(round_, place), language, text, where.get("revision", 0))
    return service.write_text(round_, typed, actor=actor)


def in_section(round_):
    return places.of_section(drafts.outline(round_.version_id)[0].key)


def told(edition):
    return json.loads(contents(edition, Format.JSON))


def test_every_placeholder_has_a_name_of_its_own_in_every_language_and_a_sentence():
    for names in placeholders.NAMES.values():
        assert set(names) == set(Placeholder)
        assert len(set(names.values())) == len(names)
    assert set(phrases.PLACEHOLDERS) == set(Placeholder)


def test_names_are_understood_in_both_languages_and_however_they_are_written():
    assert placeholders.named("  De som   AVSTYRKER ") is Placeholder.WHO_OBJECT
    assert placeholders.named("bodies who object") is Placeholder.WHO_OBJECT
    assert placeholders.named("de som tycker") is None


def test_a_text_is_filled_in_once_and_not_again():
    values = {Placeholder.WHO_OBJECT: "{svar}", Placeholder.ANSWERS: "7"}
    text = "{de som avstyrker} av {svar}, {okänt} { }"
    assert placeholders.filled(text, values.get) == "{svar} av 7, {okänt} { }"


def test_figures_say_what_the_tables_of_the_same_edition_say(round_, officer, work_off):
    write(round_, "{inbjudna} bjöds in, {svar} svar. Ej svar: {de som inte svarade}.", officer)
    write(round_, "Avstyrker: {de som avstyrker}.", officer, place="summary")
    write(
        round_,
        "{synpunkter i avsnittet} av {synpunkter}, från {de som yttrat sig i avsnittet}.",
        officer,
        place=in_section(round_),
    )
    report = told(compiled(round_, officer, work_off))
    assert report["foreword"] == "2 bjöds in, 1 svar. Ej svar: Tysta bolaget."
    assert report["summary"] == "Avstyrker: 1 privatperson."
    assert report["sections"][0]["summary"] == "1 av 3, från Umeå kommun."
    assert PERSON not in json.dumps(report)


def test_private_persons_who_spoke_are_counted_after_the_bodies(round_, officer, work_off):
    key = drafts.outline(round_.version_id)[0].key
    names = ("Älvsbyns kommun", "Åsele kommun", "ångermanlands museum")
    bodies = [
        ResponseFactory(
            invitation=InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
        )
        for name in names
    ]
    unasked = {"invitation": None, "round": round_, "organisation": None, "for_body": False}
    persons = [ResponseFactory(**unasked, sender=PERSON, named=False) for _ in range(2)]
    for response in (*bodies, *persons, *persons):
        CommentFactory(response=response, section_key=key)
    for response in (*bodies, *persons):
        assessment.gather(response.id)
    write(round_, "{de som yttrat sig i avsnittet}", officer, place=in_section(round_))
    said = told(compiled(round_, officer, work_off))["sections"][0]["summary"]
    assert said == (
        "Umeå kommun, ångermanlands museum, Åsele kommun, Älvsbyns kommun och 2 privatpersoner"
    )


def test_where_there_is_nobody_to_name_a_sentence_still_reads(round_, officer, work_off):
    write(round_, "Tillstyrker gör {de som tillstyrker}.", officer)
    assert told(compiled(round_, officer, work_off))["foreword"].endswith("gör ingen.")


def test_the_texts_stand_in_every_format_and_only_in_their_own_language(round_, officer, work_off):
    write(round_, "Tack för {svar} svar.\n\n- ett\n- två", officer)
    write(round_, "Thanks.", officer, language="en")
    edition = compiled(round_, officer, work_off)
    page = contents(edition, Format.HTML).decode()
    assert '<p dir="auto">Tack för 1 svar.</p>' in page
    assert '<li dir="auto">två</li>' in page
    assert "Thanks." not in page
    assert page.index("Förord") < page.index("1 Sammanfattning")
    assert contents(edition, Format.PDF).startswith(b"%PDF")
    english = compiled(round_, officer, work_off, language="en")
    assert told(english)["foreword"] == "Thanks."


def test_an_edition_keeps_the_words_that_it_was_asked_for_with(round_, officer, work_off):
    text = write(round_, "Först.", officer)
    edition = service.request(round_, language="sv", actor=officer)
    write(round_, "Sedan.", officer, revision=text.revision)
    assert service.request(round_, language="sv", actor=officer) is not edition
    work_off()
    assert told(queries.edition(edition.id))["foreword"] == "Först."


def test_the_figures_are_counted_anew_in_the_next_edition(round_, officer, work_off):
    write(round_, "{inbjudna} inbjudna", officer)
    assert told(compiled(round_, officer, work_off))["foreword"] == "2 inbjudna"
    InvitationFactory(round=round_)
    session.flush()
    assert told(compiled(round_, officer, work_off))["foreword"] == "3 inbjudna"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{svarr} svar", "Menade du {svar}"),
        ("{xyz}", "Det finns ingen uppgift som heter {xyz}"),
        ("{handläggare}", "heter {handläggare}. Välj en i listan"),
        ("{synpunkter i avsnittet}", "bara stå i texten om ett avsnitt eller en fråga"),
        (
            "Vi fick {svar och {synpunkter}.",
            "”{svar och” börjar med en parentes som aldrig stängs.",
        ),
        ("Avstyrker: {de som avstyrker", "Menade du {de som avstyrker}?"),
        ("{svar\n}", "Menade du {svar}?"),
        ("Slut {", "”{” börjar med en parentes"),
        ("{" + "så " * 40 + "}", "Det finns ingen uppgift som heter {så så"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_beside_the_field(
    round_, officer, client, text, sentence
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/report/texts/foreword/sv"
    client.get(address)
    answer = client.submit("Spara texten", text=text)
    assert answer.status_code == 422
    assert sentence in client.text("#text-error")
    assert client.page.select_one("#text").text.strip() == text
    assert queries.find_text(round_.id, "foreword", "sv") is None


def test_two_who_write_are_told_and_nothing_is_lost(round_, officer, client):
    sign_in(client, officer)
    write(round_, "Tack till alla.", officer)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv")
    other = UserFactory(name="Nils Annan")
    write(round_, "Tack till alla.\n\nNils stycke.", other, revision=1)
    answer = client.submit("Spara texten", text="Varmt tack till alla.")
    assert answer.status_code == 422
    assert "Nils Annan har sparat" in client.text("#text-error")
    assert client.page.select_one("#text").text.strip() == "Varmt tack till alla.\n\nNils stycke."
    assert client.submit("Spara texten").status_code == 200
    text = queries.find_text(round_.id, "foreword", "sv")
    assert text.text == "Varmt tack till alla.\n\nNils stycke."
    assert [each.text for each in queries.text_revisions(text)][1:] == [
        "Tack till alla.\n\nNils stycke.",
        "Tack till alla.",
    ]


def test_the_history_says_who_and_what_and_is_never_changed(round_, officer, client):
    write(round_, "Tack.", officer)
    write(round_, "Varmt tack.", officer, revision=1)
    write(round_, "Varmt tack.", officer, revision=2)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv/history")
    assert len(client.page.select("main section")) == 2
    assert officer.display_name in client.text("main")
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv?from=1")
    assert client.page.select_one("#text").text.strip() == "Tack."
    with pytest.raises(DBAPIError):
        session.query(ReportTextRevision).delete()


def test_a_figure_is_put_in_and_looked_at_without_being_saved(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/texts/{in_section(round_)}/sv")
    client.submit("Lägg in i texten", text="Antal:", figure="{synpunkter i avsnittet}")
    assert client.page.select_one("#text").text.strip() == "Antal: {synpunkter i avsnittet}"
    client.submit("Se hur det blir")
    assert "Antal: 1" in client.text("#preview")
    assert "{de som yttrat sig i avsnittet} Umeå kommun" in client.text("#preview")
    assert queries.texts(round_.id, "sv") == {}


def test_what_is_typed_stays_text(round_, officer, client, work_off):
    write(round_, HOSTILE, officer)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv")
    client.submit("Se hur det blir")
    assert not client.page.select("#preview script")
    assert "<script>alert(1)</script> & 1" in client.text("#preview")
    page = contents(compiled(round_, officer, work_off), Format.FRAGMENT).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 1" in page


def test_masked_words_persons_and_numbers_are_told_of(round_, officer, client, work_off):
    check_all(round_)
    person = next(each for each in responses.submitted(round_.id) if each.sender == PERSON)
    check = SecrecyCheck(
        response=person, state=Secrecy.MASKED, words=["säger nej"], checked_by=officer.id
    )
    check.created_at = clock.now()
    session.add(check)
    session.flush()
    write(round_, f"{PERSON} (811218-9876) säger nej.", officer)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv")
    said = client.text("#preview")
    assert "säger nej är maskat" in said
    assert f"{PERSON} är namnet på" in said
    assert "811218-9876 är ett personnummer" in said
    client.get(f"/rounds/{round_.id}/report/texts")
    assert "Titta en gång till" in client.text("main")
    assert "811218-9876" not in json.dumps(told(compiled(round_, officer, work_off)))


def test_only_those_who_compile_write_and_everyone_on_the_staff_reads(round_, officer, client):
    write(round_, "Tack.", officer)
    reader = UserFactory(roles=[Role.APPROVER])
    with pytest.raises(ForbiddenError):
        write(round_, "Nej.", reader, revision=1)
    sign_in(client, reader)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv")
    assert "Tack." in client.text("main")
    assert not client.page.select("main textarea")


@pytest.mark.parametrize("address", ["nowhere/sv", "foreword/fr"])
def test_there_is_no_page_for_other_places_and_languages(round_, officer, client, address):
    sign_in(client, officer)
    answer = client.get(f"/rounds/{round_.id}/report/texts/{address}")
    assert answer.status_code == 404


def test_the_list_of_texts_takes_as_many_queries_however_many_there_are(
    round_, officer, client, count_queries
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/report/texts"
    write(round_, "Tack.", officer)
    session.commit()
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for number, section in enumerate(drafts.outline(round_.version_id)):
        write(round_, f"Text {number}", UserFactory(), place=places.of_section(section.key))
    session.commit()
    assert count_queries(lambda: client.get(address)) == few


def test_a_too_long_text_is_refused_with_its_length(round_, officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/texts/foreword/sv")
    client.submit("Spara texten", text="a" * (service.LONGEST_OWN_TEXT + 1))
    assert "20" in client.text("#text-error")
    with pytest.raises(DomainError):
        write(round_, "{nej}", officer)


def test_the_whole_report_is_seen_as_it_would_be_now(round_, officer, client, monkeypatch):
    write(round_, "Tack för {svar} svar.", officer)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/preview/sv")
    assert "Tack för 1 svar." in client.text("main")
    assert PERSON not in client.text("main")
    assert queries.editions(round_.id) == []
    client.get(f"/rounds/{round_.id}/report/preview/en")
    assert "Tack" not in client.text("main")
    monkeypatch.setattr("webapp.reports.service.texts.LONGEST_PREVIEW", 2)
    client.get(f"/rounds/{round_.id}/report/preview/sv")
    assert "för lång" in client.text("main")


def test_before_a_round_is_open_there_is_nothing_to_preview(officer, client):
    sign_in(client, officer)
    client.get(f"/rounds/{RoundFactory(draft=True).id}/report/preview/sv")
    assert "inget att redovisa" in client.text("main")
