"""What a report's data say of themselves: everything that is produced, by the standards."""

import dataclasses
import hashlib
import json
import tomllib
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from sqlalchemy import select

from demo import load as demo
from local import schemas as making
from tests.factories.drafts import VersionFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports import examples, messy, reading
from tests.webapp.reports.examples import Size
from tests.webapp.reports.reading import ADDRESS, SCHEMA, check, faults
from tests.webapp.reports.steps import sign_in
from webapp.accounts.models import User
from webapp.core import rendering
from webapp.core.database import session
from webapp.reports import service
from webapp.reports.audience import Audience
from webapp.reports.compilers.columns import INSIDE
from webapp.reports.inside import Inside, Note
from webapp.reports.outline import Change, Own
from webapp.reports.participation import Behind
from webapp.reports.schemas import FOLDER, VERSION, Data, of_report, published
from webapp.reports.service import Shape
from webapp.reports.wording import Wording
from webapp.responses.models import Response, Secrecy
from webapp.responses.service import secrecy
from webapp.responses.service.secrecy import Outcome
from webapp.rounds.models import Round

DEMANDED = {
    ("report", 1): "fd468827f7999bad",
    ("points", 1): "f5b33a9536b3a167",
}
"""A mark of what each published version demands. A version whose mark would change is a new one."""

EXPLAINS = {"title", "description", "$id", "$comment", "dc:description", "@id"}


def demanded(schema):
    """What a schema demands, without the sentences that explain it."""
    if isinstance(schema, list):
        return [demanded(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in EXPLAINS}
    if "properties" in schema:  # A member may be called as a word of the schema's own.
        members = schema["properties"].items()
        kept["properties"] = {name: demanded(said) for name, said in members}
    return {k: v if k == "properties" else demanded(v) for k, v in kept.items()}


@pytest.mark.parametrize(("name", "version"), DEMANDED)
def test_what_a_published_version_demands_never_changes(name, version):
    said = json.dumps(demanded(published(Data(name), version)), sort_keys=True)
    mark = hashlib.sha256(said.encode()).hexdigest()[:16]
    assert mark == DEMANDED[name, version], (
        "This version is published: raise schemas.VERSION, run python -m local.schemas, and add "
        "the new version's mark here (docs/decisions/0073). Before its first release it may change."
    )


def test_what_is_published_is_what_the_code_makes():
    for path, text in making.files().items():
        assert path.read_text("utf-8") == text, f"{path}: run python -m local.schemas"


def test_the_schema_is_one_by_its_own_standard():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


def test_every_member_says_what_it_is():
    for name, thing in {"Report": SCHEMA, **SCHEMA["$defs"]}.items():
        assert thing["title"], name
        assert thing["description"].endswith("."), name
        for member, said in thing.get("properties", {}).items():
            assert said["title"], (name, member)
            assert len(said["description"]) > 10, (name, member)


def made(**words):
    """What makes schemas, with other words than the published ones for some of them."""
    told = tomllib.loads((FOLDER / "members.toml").read_text("utf-8"))
    return of_report._Making({**told, **words})


def test_a_new_member_is_refused_until_it_is_described(small, english):
    kind = dataclasses.make_dataclass("Own", [("weather", str, "")], bases=(Own,), frozen=True)
    with pytest.raises(of_report.UndescribedError, match="weather"):
        made()._defined(kind)
    said = json.loads(reading.written(small, english))
    assert faults(said) == []
    assert any("weather" in each for each in faults({**said, "weather": "sun"}))
    said.pop("edition")
    assert any("edition" in each for each in faults(said))


def test_words_for_what_is_not_there_are_refused():
    with pytest.raises(of_report.UndescribedError, match="snow"):
        made(Note={"_": "x", "author": "x", "text": "x", "snow": "x"})._defined(Note)
    with pytest.raises(of_report.UndescribedError, match="board"):
        made(Audience={"_": "x", "public": "x", "internal": "x"})._defined(Audience)


def full(report):
    """The report with something in every member that the examples leave empty."""
    inside = Inside("Hanna", date(2026, 11, 1), "Hanna", "Siv", ("a", "b"), (Note("Bo", "Ja."),))
    behind = Behind("board", "Kommunstyrelsen", date(2026, 9, 1), "§ 12", "KS 1", "Bo")
    view = replace(
        report.general_views[0],
        inside=inside, change="replace", choices=("ett", "två"), copies=2, group="G1",
        language="en", importance="Viktigt",
    )  # fmt: skip
    body = replace(report.invited[0], behind=behind, together=("Malå kommun",))
    own = Own("före", "efter", "sv")
    return replace(
        report,
        general_views=(view, *report.general_views[1:]),
        invited=(body, *report.invited[1:]),
        changes=(*report.changes, Change("1", "a", "b", ("1", "2"), own=(own, None))),
    )


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_whole_report_is_as_it_is_described(language, audience, swedish, english, tmp_path):
    report = replace(full(examples.report(language)), audience=audience)
    said, rows = check(report, {"sv": swedish, "en": english}[language], tmp_path)
    assert (rows[0]["copies"], rows[1]["copies"]) == (2, None)
    if audience is Audience.INTERNAL:
        assert rows[0]["due"].date() == date(2026, 11, 1)
    assert said["$schema"] == ADDRESS
    assert next(iter(said)) == "$schema"


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_messiest_report_is_as_it_is_described(language, swedish, english, tmp_path):
    check(messy.report(language, 900), {"sv": swedish, "en": english}[language], tmp_path)


def test_what_is_of_another_type_is_told(swedish, tmp_path):
    report = full(examples.report("sv", Size(bodies=14, unasked=2, points=26)))
    said = json.loads(reading.written(report, swedish))
    said["general_views"][0]["decision"] = "perhaps"
    said["compiled_at"] = "yesterday"
    said["permalink"] = None
    assert [each.split(":")[0] for each in faults(said)] == [
        "$.compiled_at", "$.permalink", "$.general_views[0].decision",
    ]  # fmt: skip
    with pytest.raises(UserWarning, match="Invalid column value"):
        check(replace(report, general_views=(replace(report.general_views[0], language="åäö å"),)),
              swedish, tmp_path)  # fmt: skip


def produced(round_, officer, folder):
    """Check the data of the round for each audience in each language; the number of points."""
    counts = set()
    for audience in Audience:
        for language in ("sv", "en"):
            shape = Shape(audience)
            edition = service.request(round_, language=language, actor=officer, shape=shape)
            report = service.read(edition, authority="Region Exempel").report
            with rendering.spoken(language):
                said, rows = check(report, Wording(language, rendering.catalogue()), folder)
            assert said["audience"] == audience
            counts.add(len(rows))
    assert len(counts) == 1
    return counts.pop()


def test_every_edition_of_a_round_is_as_it_is_described(round_, officer, edition, tmp_path):
    assert produced(round_, officer, tmp_path) > 1


@pytest.mark.parametrize("state", [Secrecy.MASKED, Secrecy.WITHHELD])
def test_what_is_hidden_leaves_data_that_are_as_described(
    round_, officer, edition, state, tmp_path
):
    for response in session.scalars(select(Response).where(Response.round_id == round_.id)):
        words = (response.statement.split()[0],) if state is Secrecy.MASKED else ()
        hidden = Outcome(state, "OSL 21 kap. 1 §", "Skydd.", words=words)
        secrecy.check(response, hidden, actor=officer)
    session.flush()
    session.expire_all()
    assert (produced(round_, officer, tmp_path) == 0) is (state is Secrecy.WITHHELD)


def test_a_round_that_nobody_answered_has_data_that_are_as_described(officer, tmp_path):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    InvitationFactory(round=round_)
    session.flush()
    assert produced(round_, officer, tmp_path) == 0


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_demos_editions_are_as_they_are_described(database, tmp_path):
    demo.load(("hanna@region.example", "x" * 12), ("bo@region.example", "x" * 12), say=str)
    for round_ in session.scalars(select(Round).where(Round.opened_at.is_not(None))):
        officer = session.scalars(select(User).where(User.email == "hanna@region.example")).one()
        assert produced(round_, officer, tmp_path) > 5


def test_everyone_reads_the_schemas(client, app):
    for data, kind in ((Data.REPORT, "schema+json"), (Data.POINTS, "csvm+json")):
        response = client.get(f"/schemas/{data}/{VERSION}.json")
        assert response.content_type == f"application/{kind}"
        told = response.json.get("$id") or response.json["@id"]
        assert told == f"http://127.0.0.1:8000/schemas/{data}/{VERSION}.json"
    assert client.get("/schemas/report/99.json").status_code == 404
    assert client.get("/schemas/weather/1.json").status_code == 404


def test_an_edition_names_its_schema_and_leads_to_what_its_csv_is(
    client, edition, officer, tmp_path
):
    service.publish(edition, actor=officer)
    session.flush()
    address = f"/reports/{edition.round_id}/editions/{edition.number}"
    said = client.get(f"{address}/json")
    assert said.json["$schema"] in said.headers["Link"]
    assert client.get(said.json["$schema"]).json["$id"] == said.json["$schema"]
    table = client.get(f"{address}/csv")
    assert table.headers["Link"].startswith('<csv-metadata.json>; rel="describedby"')
    metadata = client.get(f"{address}/csv-metadata.json")
    assert metadata.json["url"] == f"http://127.0.0.1:8000{address}/csv"
    assert client.get(f"/reports/{edition.round_id}/csv-metadata.json").data == metadata.data
    assert (
        len(reading.table(table.data, metadata.json, tmp_path)) == len(table.data.splitlines()) - 1
    )
    page = client.get(address).text
    assert f"/schemas/report/{VERSION}.json" in page
    assert f"{address}/csv-metadata.json" in page


def test_staff_find_the_descriptions_beside_the_files(client, edition, officer):
    sign_in(client, officer)
    page = client.get(f"/editions/{edition.id}").text
    address = f"/editions/{edition.id}/csv-metadata.json"
    assert address in page
    assert f"/schemas/report/{VERSION}.json" in page
    said = client.get(address)
    name = (
        client.get(f"/editions/{edition.id}/csv").headers["Content-Disposition"].partition("=")[2]
    )
    assert said.json["url"] == name
    assert f"{name}-metadata.json" in said.headers["Content-Disposition"]
    assert {each["name"] for each in said.json["tableSchema"]["columns"]}.isdisjoint(
        each.name for each in INSIDE
    )


def test_an_edition_from_before_says_nothing_that_does_not_hold(client, edition, officer):
    edition.data_version = None
    service.publish(edition, actor=officer)
    session.flush()
    address = f"/reports/{edition.round_id}/editions/{edition.number}"
    assert "Link" not in client.get(f"{address}/json").headers
    assert client.get(f"{address}/csv-metadata.json").status_code == 404
    assert "schemas/report" not in client.get(address).text
