"""The figures of a published edition: where they stand, what they tell, and what they do not."""

import csv
import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete

from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports.steps import compiled, contents, decide_all
from tests.webapp.responses.steps import enter, sign_in
from webapp.assessment import service as assessment
from webapp.core import clock, storage
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.models import Category, Sector
from webapp.reports import queries, service
from webapp.reports.figures import Edited
from webapp.reports.models import Edition, EditionFile, Format
from webapp.responses.models import Channel, Position, Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome

WITHHELD = Outcome(Secrecy.WITHHELD, "OSL 21 kap. 1 §", "Hälsa.")


BOTH = (Format.JSON, Format.FIGURES)


def out(round_, officer, *, number=1, formats=BOTH):
    """An edition that is published, with the data alone: the figures are read out of those."""
    moment = clock.now()
    edition = Edition(
        round_id=round_.id, number=number, made_by=officer.id, status=JobStatus.DONE,
        began_at=moment, published_at=moment,
    )  # fmt: skip
    session.add(edition)
    session.flush()
    session.expire_all()
    report = service.outline(edition, authority="Region Exempel")
    for format_ in formats:
        data = service.write(report, format_)
        file = storage.keep(data, name=f"{format_}.json", content_type="application/json")
        session.flush()
        session.add(EditionFile(edition_id=edition.id, format=format_, file_id=file.id))
    session.commit()
    return edition


def answer(round_, name, category=Category.MUNICIPALITY, sector=Sector.PUBLIC, **said):
    """An invited body's answer, with a comment on the first section."""
    body = OrganisationFactory(name=name, category=category, sector=sector)
    response = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=body), **said
    )
    section = drafts.outline(round_.version_id)[0]
    CommentFactory(response=response, section_key=section.key, position=Position.OPPOSE)
    assessment.gather(response.id)
    return response


def rows(client, key):
    """The rows of a table by what each is called."""
    return {
        row.select_one("th").get_text(): [cell.get_text() for cell in row.select("td")]
        for row in client.page.select(f"#table-{key} tbody tr")
    }


def column(client, key, name):
    """The figures of one column."""
    names = [each.get_text() for each in client.page.select(f"#table-{key} thead th")]
    place = names.index(name) - 1
    return [
        int(cells[place].replace("\N{NO-BREAK SPACE}", "")) for cells in rows(client, key).values()
    ]


@pytest.fixture
def edition(round_, officer, work_off):
    """A published edition with all its files."""
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    service.publish(edition, actor=officer)
    session.commit()
    return edition


@pytest.fixture
def addresses(round_):
    here = f"/reports/{round_.id}"
    return [
        f"{path}/statistics{ending}"
        for path in (here, f"{here}/editions/1")
        for ending in ("", "/csv", "/xlsx")
    ]


def test_everyone_reads_the_figures_at_their_addresses(
    edition, round_, officer, addresses, new_client
):
    public, staff, other = new_client(), new_client(), new_client()
    sign_in(staff, officer)
    enter(other, InvitationFactory(round=RoundFactory()))
    for reader in (public, staff, other):
        assert [reader.file(path).status_code for path in addresses] == [200] * 6
        reader.get(f"/reports/{round_.id}/statistics")
        assert "1 av 2 inbjudna svarade" in reader.text("main")
        assert f"/reports/{round_.id}/editions/1/statistics" in reader.text("#about ~ dl")
    assert public.file(f"/reports/{round_.id}/statistics/pdf").status_code == 404
    assert public.get(f"/reports/{round_.id}/editions/7/statistics").status_code == 404


def test_before_anything_is_published_there_are_none(round_, officer, work_off, client, addresses):
    decide_all(round_, officer)
    compiled(round_, officer, work_off)
    sign_in(client, officer)
    assert [client.file(path).status_code for path in addresses] == [404] * 6


def test_the_report_the_round_and_the_case_lead_there(edition, round_, officer, client):
    sign_in(client, officer)
    latest = f"/reports/{round_.id}/statistics"
    links = {
        f"/reports/{round_.id}": f"/reports/{round_.id}/editions/1/statistics",
        f"/reports/{round_.id}/dispositions": latest,
        f"/rounds/{round_.id}/read": latest,
        f"/c/{round_.consultation_id}": latest,
        f"/rounds/{round_.id}/statistics": latest,
    }
    for page, target in links.items():
        client.get(page)
        assert client.page.select(f'a[href="{target}"]'), page


def test_the_figures_never_change_and_say_what_took_their_place(edition, round_, officer, client):
    here = f"/reports/{round_.id}/editions/1/statistics"
    client.get(here)
    before, kept = client.page.select_one("#table-category").get_text(), client.file(f"{here}/csv")
    answer(round_, "Nya kommunen", submitted_at=clock.now())
    session.flush()
    client.get(here)
    assert client.page.select_one("#table-category").get_text() == before
    out(round_, officer, number=2)
    client.get(here)
    assert "En senare utgåva har ersatt den här" in client.text("main")
    assert client.page.select_one("#table-category").get_text() == before
    assert client.file(f"{here}/csv").data == kept.data
    client.get(f"/reports/{round_.id}/statistics")
    assert "2 av 3 inbjudna svarade" in client.text("main")


def test_what_is_withdrawn_shows_no_figures(edition, officer, addresses, client):
    service.withdraw(edition, "Ett namn stod fel.", actor=officer)
    session.commit()
    for path in addresses:
        assert client.get(path).status_code == 410
        assert "Ett namn stod fel." in client.text()
        assert "Umeå" not in client.text()


def test_what_became_secret_since_keeps_the_figures_back(edition, officer, addresses, client):
    [answered] = [each for each in queries.material(edition.round_id).responses if each.invitation]
    secrecy.check(answered, WITHHELD, actor=officer)
    session.commit()
    assert [client.get(path).status_code for path in addresses] == [404] * 6


@pytest.fixture
def busy(officer):
    """Bodies of several kinds, one withheld, and private persons."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    ends = clock.now() - timedelta(days=20)
    answer(round_, "Umeå kommun", position=Position.ENDORSE, submitted_at=ends)
    answer(round_, "Malå kommun", position=Position.OPPOSE, channel=Channel.PAPER)
    answer(round_, "Bolaget", Category.COMPANY, Sector.BUSINESS, submitted_at=ends)
    hidden = answer(round_, "Hemliga kommunen", position=Position.NEITHER, submitted_at=ends)
    InvitationFactory(round=round_, organisation=OrganisationFactory(name="Tysta kommunen"))
    for name in ("Karin Kanariesson", "Nils Kanariesson"):
        person = {"invitation": None, "round": round_, "organisation": None, "named": True}
        said = ResponseFactory(**person, sender=name, for_body=False, position=Position.OPPOSE)
        assessment.gather(said.id)
    session.flush()
    secrecy.check(hidden, WITHHELD, actor=officer)
    session.commit()
    return round_


def test_the_figures_add_up_to_those_of_the_report(busy, officer, client):
    report = json.loads(contents(out(busy, officer), Format.JSON))
    client.get(f"/reports/{busy.id}/statistics")
    counts, stated = report["counts"], report["positions"]["total"]
    came = counts["invited"] - counts["no_answer"] + counts["unasked"]
    assert (counts["invited"], stated, came) == (5, 5, 6)
    for key in ("category", "sector"):
        assert sum(column(client, key, "Inbjudna")) == counts["invited"]
        assert sum(column(client, key, "Svarade inte")) == counts["no_answer"]
        assert sum(column(client, f"{key}-positions", "Summa")) == came
        assert sum(column(client, f"{key}-positions", "Lämnas inte ut")) == came - stated
    assert sum(column(client, "positions", "Svar")) == came
    assert sum(column(client, "days", "Svar den dagen")) == came
    assert column(client, "days", "Svar sammanlagt")[-1] == came
    in_time, after = (
        column(client, "weeks", "I tid"),
        column(client, "weeks", "Efter sista svarsdag"),
    )
    assert (sum(in_time), sum(after)) == (3, 3), "up to the last day, and past it"
    assert column(client, "weeks", "Svar sammanlagt")[-1] == came
    assert sum(column(client, "channel", "Svar")) == came
    told = sum(len(each["points"]) for each in report["sections"]) + len(report["general_views"])
    assert sum(column(client, "parts", "Synpunkter")) == told


def test_nobody_secret_or_private_is_told_of(busy, officer, client):
    out(busy, officer)
    here = f"/reports/{busy.id}/statistics"
    client.get(here)
    workbook = load_workbook(io.BytesIO(client.file(f"{here}/xlsx").data))
    cells = [
        str(c.value) for sheet in workbook for row in sheet for c in row if c.value is not None
    ]
    client.get(here)
    told = (client.page.get_text(), client.file(f"{here}/csv").data.decode(), " ".join(cells))
    for said in told:
        assert "Umeå kommun" in said
        assert "Hemliga" not in said
        assert "Kanarie" not in said
        assert "Synpunkter i svar som inte lämnas ut" not in said
    client.get(here)
    assert set(rows(client, "municipalities")) == {"Malå kommun", "Umeå kommun"}
    assert rows(client, "category-positions")["Privatpersoner"][-1] == "2"
    assert "Varken eller" not in client.text("#table-positions"), "what the withheld one says"


def test_by_which_channel_a_sender_answered_is_nowhere_in_the_data(busy, officer):
    def keys(value):
        if isinstance(value, dict):
            yield from value
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                yield from keys(each)

    report = json.loads(contents(out(busy, officer), Format.JSON))
    ways = report["figures"].pop("channels")
    assert {each["channel"]: each["count"] for each in ways} == {"web": 5, "paper": 1}
    assert "channel" not in set(keys(report))


def test_a_round_that_nobody_answered_says_so(officer, client):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    InvitationFactory(round=round_)
    out(round_, officer)
    client.get(f"/reports/{round_.id}/statistics")
    assert "Ingen svarade" in client.text("main")
    assert "0 av 1 inbjudna svarade" in client.text("main")
    assert not client.page.select("#table-positions, #table-days, #table-channel, #table-parts")
    assert client.file(f"/reports/{round_.id}/statistics/xlsx").status_code == 200


def test_a_round_where_every_answer_is_withheld_says_so(officer, client):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    for number in range(3):
        secrecy.check(answer(round_, f"Hemliga {number} kommun"), WITHHELD, actor=officer)
    out(round_, officer)
    client.get(f"/reports/{round_.id}/statistics")
    assert "Inga svar lämnas ut" in client.text("main")
    assert "3 av 3 inbjudna svarade" in client.text("main")
    assert rows(client, "positions") == {"Lämnas inte ut": ["3"]}
    assert "Hemliga" not in client.page.get_text()
    assert not client.page.select("#table-municipalities, #table-parts")


def test_an_edition_from_before_there_were_figures_says_so(busy, officer, client):
    edition = out(busy, officer, formats=[Format.JSON])
    report = json.loads(contents(edition, Format.JSON))
    del report["figures"]
    file = storage.keep(json.dumps(report).encode(), name="d.json", content_type="application/json")
    session.flush()
    queries.file(queries.published(busy.id), Format.JSON).file_id = file.id
    session.commit()
    session.expire_all()
    client.get(f"/reports/{busy.id}/statistics")
    assert "Den här utgåvan har inga egna siffror" in client.text("main")
    assert client.file(f"/reports/{busy.id}/statistics/csv").status_code == 404


def test_their_own_file_says_what_the_whole_does_and_the_page_reads_nothing_else(
    busy, officer, client
):
    edition = out(busy, officer)
    small, whole = (json.loads(contents(edition, each)) for each in (Format.FIGURES, Format.JSON))
    assert Edited.read(small) == Edited.read(whole)
    assert "points" not in small["sections"][0]
    session.execute(delete(EditionFile).where(EditionFile.format == Format.JSON))
    session.commit()
    session.expire_all()
    client.get(f"/reports/{busy.id}/statistics")
    assert "inbjudna svarade" in client.text("main")


def test_an_edition_without_that_file_is_read_as_a_whole(busy, officer, client):
    out(busy, officer, formats=[Format.JSON])
    client.get(f"/reports/{busy.id}/statistics")
    assert "inbjudna svarade" in client.text("main")


def test_files_are_in_the_language_of_the_page_and_hold_no_formula(busy, officer, client):
    answer(busy, "=1+1 kommun", position=Position.ENDORSE)
    out(busy, officer)
    here = f"/reports/{busy.id}/editions/1/statistics"
    client.get("/language/en")
    data = client.file(f"{here}/xlsx").data
    book = load_workbook(io.BytesIO(data))
    sheet = book["Municipalities that answered"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert "=1+1 kommun" in {cell.value for cell in sheet["A"]}
    assert any(here in str(cell.value) for row in book.worksheets[-1] for cell in row)
    text = client.file(f"{here}/csv").data.decode("utf-8-sig")
    [head, *found] = csv.reader(io.StringIO(text), delimiter=";")
    assert head == ["Table", "Row", "Column", "Value"]
    assert ["Municipalities that answered", "'=1+1 kommun", "Position", "Endorses"] in found


def test_charts_are_told_apart_without_colour_and_each_has_its_table(busy, officer, client):
    out(busy, officer)
    client.get(f"/reports/{busy.id}/statistics")
    assert not client.page.select("main [style], main script, main style")
    charts = client.page.select("main figure [role=img]")
    assert len(charts) == 9
    assert all(each["aria-label"] for each in charts)
    textures = {each["id"] for each in client.page.select("pattern")}
    used = {each["fill"] for each in client.page.select("rect[fill]")}
    assert used <= {f"url(#{each})" for each in textures}
    assert used
    for table in client.page.select("main table"):
        assert table.caption.get_text()
        assert {each["scope"] for each in table.select("th")} == {"col", "row"}


@pytest.mark.slow
def test_nine_hundred_bodies_take_as_many_queries_as_two(officer, client, count_queries):
    def counted(many):
        round_ = RoundFactory(closed=True, version=VersionFactory())
        for number in range(many):
            answer(round_, f"Nya {number} kommun", position=list(Position)[number % 3])
        out(round_, officer)
        here = f"/reports/{round_.id}/statistics"
        return round_, count_queries(lambda: client.get(here))

    _few, queries_of_few = counted(2)
    round_, queries_of_many = counted(900)
    assert queries_of_few == queries_of_many <= 12
    assert len(rows(client, "municipalities")) == 900
    assert sum(column(client, "positions", "Svar")) == 900
    data = client.file(f"/reports/{round_.id}/statistics/xlsx").data
    assert load_workbook(io.BytesIO(data))["Kommuner som svarat"].max_row == 901
