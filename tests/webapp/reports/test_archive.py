"""The archive package: as E-ARK CSIP 2.1 asks for, by the numbers of its requirements."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from lxml import etree
from sqlalchemy import select

from tests.factories.responses import ResponseFactory, check_all
from tests.webapp.reports import reading
from tests.webapp.reports.steps import compiled
from tests.webapp.reports.test_packages import begun, hide
from tests.webapp.reports.test_secrecy import LAW, NUMBER, answer
from tests.webapp.responses.steps import sign_in
from webapp.assessment import service as assessment
from webapp.core import storage
from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.reports import queries, schemas, service
from webapp.reports.models import PackageKind
from webapp.reports.packed import schemas_folder
from webapp.reports.service import Wanted
from webapp.reports.service.cataloguing import VERSION
from webapp.responses.models import Response

SPACES = {
    "m": "http://www.loc.gov/METS/",
    "x": "http://www.w3.org/1999/xlink",
    "c": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "p": "http://www.loc.gov/premis/v3",
    "dc": "http://purl.org/dc/elements/1.1/",
}
ROOT = Path(__file__).parents[3]


class Package:
    """An archive package as whoever receives it reads it."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        [self.folder] = {name.partition("/")[0] for name in self.zip.namelist()}
        self.names = {name.partition("/")[2] for name in self.zip.namelist()}

    def read(self, path: str) -> bytes:
        return self.zip.read(f"{self.folder}/{path}")

    def xml(self, path: str) -> etree._Element:
        return etree.fromstring(self.read(path))

    def mets(self) -> dict[str, etree._Element]:
        """Every METS file, by the folder that it stands in."""
        found = [name for name in self.names if name.endswith("METS.xml")]
        return {name.removesuffix("METS.xml"): self.xml(name) for name in found}


def find(tree, path):
    return tree.xpath(path, namespaces=SPACES)


@pytest.fixture
def late(round_, officer):
    """A masked answer with a file, and one that took the place of another."""
    response = answer(round_, "Malå kommun", "A")
    first = session.scalars(select(Response).where(Response.sender == "Umeå kommun")).one()
    second = ResponseFactory(
        invitation=first.invitation, participant=first.participant, replaces_id=first.id
    )
    assessment.gather(second.id)
    session.expire_all()
    check_all(round_)
    session.flush()
    return response


@pytest.fixture
def package(round_, officer, late, work_off):
    edition = begun(round_, officer)
    hide(round_, officer)
    return made(edition, officer, work_off)


def made(edition, officer, work_off):
    package = service.ask_for_package(edition, Wanted(PackageKind.ARCHIVE, "sv"), actor=officer)
    work_off()
    found = queries.package(package.id)
    assert (found.status, found.fault) == (JobStatus.DONE, None)
    return Package(storage.contents(found.file))


class _Local(etree.Resolver):
    """The schemas that the schemas ask for, from the package's own folder."""

    def resolve(self, url, _public, context):
        name = url.rpartition("/")[2]
        return self.resolve_filename(str(schemas_folder() / name), context)


def schema(name):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(schemas_folder() / name, parser))


def test_its_files_are_valid_by_the_schemas_that_are_in_it(package):
    mets, premis = schema("mets.xsd"), schema("premis.xsd")
    for folder, tree in package.mets().items():
        assert mets.validate(tree), (folder, mets.error_log)
    tree = package.xml("metadata/preservation/premis.xml")
    assert premis.validate(tree), premis.error_log
    for each in schemas_folder().glob("*.xsd"):  # CSIPSTR15
        assert package.read(f"schemas/{each.name}") == each.read_bytes()


def test_the_folders_are_where_they_should_be(package):
    identifier = package.mets()[""].get("OBJID")
    assert package.folder == identifier  # CSIPSTR1, CSIPSTR2
    assert "METS.xml" in package.names  # CSIPSTR4
    assert "metadata/preservation/premis.xml" in package.names  # CSIPSTR5, CSIPSTR6
    assert "metadata/descriptive/dc.xml" in package.names  # CSIPSTR7
    parts = {
        re.match(r"representations/(\w+)/", name)[1]
        for name in package.names
        if "/" in name and name.startswith("representations/")
    }  # CSIPSTR9, CSIPSTR10
    assert parts == {"report", "text", "answers"}
    for part in parts:
        assert f"representations/{part}/METS.xml" in package.names  # CSIPSTR12
        assert any(name.startswith(f"representations/{part}/data/") for name in package.names)
    assert "documentation/readme.txt" in package.names  # CSIPSTR16
    assert all(name.isascii() for name in package.names)


def test_each_mets_file_says_what_csip_asks_for(package):
    for folder, tree in package.mets().items():
        assert tree.get("OBJID"), folder  # CSIP1
        assert tree.get("TYPE") == "Mixed"  # CSIP2
        assert find(tree, "@c:CONTENTINFORMATIONTYPE") == ["MIXED"]  # CSIP4
        assert tree.get("PROFILE").startswith("https://earkcsip.dilcis.eu/")  # CSIP6
        [header] = find(tree, "m:metsHdr")  # CSIP117
        assert header.get("CREATEDATE")  # CSIP7
        assert header.get("LASTMODDATE")  # CSIP8
        assert find(header, "@c:OAISPACKAGETYPE") == ["SIP"]  # CSIP9
        [agent] = find(header, "m:agent[@ROLE='CREATOR']")  # CSIP10, CSIP11
        assert (agent.get("TYPE"), agent.get("OTHERTYPE")) == ("OTHER", "SOFTWARE")  # CSIP12, 13
        assert find(agent, "m:name/text()") == ["Yttra"]  # CSIP14
        assert find(agent, "m:note[@c:NOTETYPE='SOFTWARE VERSION']/text()") == [VERSION]  # CSIP16
        [structure] = find(tree, "m:structMap")  # CSIP80
        assert (structure.get("TYPE"), structure.get("LABEL")) == ("PHYSICAL", "CSIP")  # 81, 82
        assert len(find(structure, "m:div")) == 1  # CSIP84
        assert find(structure, "m:div/m:div[@LABEL='Metadata']/@ID")  # CSIP88, CSIP89
        assert find(tree, "m:fileSec/@ID")  # CSIP59
        for group in find(tree, "m:fileSec/m:fileGrp"):
            assert group.get("USE")  # CSIP64
            assert find(group, "@c:CONTENTINFORMATIONTYPE") == ["OTHER"]  # CSIP62
            assert find(group, "@c:OTHERCONTENTINFORMATIONTYPE")  # CSIP63
        identifiers = find(tree, "//@ID")
        assert len(identifiers) == len(set(identifiers))


def test_the_metadata_is_pointed_at(package):
    tree = package.mets()[""]
    for section, kind in (("m:dmdSec", "DC"), ("m:amdSec/m:digiprovMD", "PREMIS")):
        [found] = find(tree, section)  # CSIP17, CSIP31, CSIP32
        assert found.get("STATUS") == "CURRENT"  # CSIP20, CSIP34
        [reference] = find(found, "m:mdRef")  # CSIP21, CSIP35
        assert reference.get("MDTYPE") == kind  # CSIP25, CSIP39
        assert reference.get("LOCTYPE") == "URL"  # CSIP22, CSIP36
        data = package.read(reference.get(f"{{{SPACES['x']}}}href"))  # CSIP24, CSIP38
        assert reference.get("CHECKSUM") == hashlib.sha256(data).hexdigest()  # CSIP29, CSIP43
        assert int(reference.get("SIZE")) == len(data)  # CSIP27, CSIP41
        [division] = find(tree, "//m:div[@LABEL='Metadata']")
        assert found.get("ID") in {division.get("DMDID"), division.get("ADMID")}  # CSIP91, 92


def test_every_file_is_listed_once_with_its_size_and_checksum(package):
    listed = []
    for folder, tree in package.mets().items():
        for file in find(tree, "m:fileSec/m:fileGrp/m:file"):  # CSIP66
            [where] = find(file, "m:FLocat")  # CSIP76
            assert where.get("LOCTYPE") == "URL"  # CSIP77
            path = folder + unquote(where.get(f"{{{SPACES['x']}}}href"))  # CSIP79
            data = package.read(path)
            assert int(file.get("SIZE")) == len(data)  # CSIP69
            assert file.get("CHECKSUM") == hashlib.sha256(data).hexdigest()  # CSIP71
            assert file.get("CHECKSUMTYPE") == "SHA-256"  # CSIP72
            assert "/" in file.get("MIMETYPE")  # CSIP68
            assert file.get("CREATED")  # CSIP70
            listed.append(path)
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        name for name in package.names if name != "METS.xml" and not name.startswith("metadata/")
    }


def test_the_package_points_at_its_representations(package):
    tree = package.mets()[""]
    groups = {each.get("USE"): each.get("ID") for each in find(tree, "m:fileSec/m:fileGrp")}
    assert {"Documentation", "Schemas"} <= groups.keys()  # CSIP60, CSIP113
    for name in ("report", "text", "answers"):
        use = f"Representations/{name}"  # CSIP114
        [division] = find(tree, f"m:structMap/m:div/m:div[@LABEL='{use}']")  # CSIP105, CSIP107
        [pointer] = find(division, "m:mptr")  # CSIP109
        said = pointer.get(f"{{{SPACES['x']}}}href")
        assert said == f"representations/{name}/METS.xml"  # CSIP110
        assert pointer.get(f"{{{SPACES['x']}}}title") == groups[use]  # CSIP108


def test_premis_says_what_came_when_and_how_it_was_checked(package, round_):
    tree = package.xml("metadata/preservation/premis.xml")
    files = find(tree, "p:object[p:objectCharacteristics]")
    for file in files:
        [path] = find(file, "p:objectIdentifier/p:objectIdentifierValue/text()")
        [mark] = find(file, ".//p:messageDigest/text()")
        assert mark == hashlib.sha256(package.read(path)).hexdigest()
    assert len(files) == sum("/data/" in name for name in package.names)
    kinds = find(tree, "p:event/p:eventType/text()")
    every = session.scalars(select(Response).where(Response.round_id == round_.id)).all()
    assert kinds.count("capture") == len(every) == 4
    assert {"opened", "creation", "redaction", "quality review", "packing"} <= set(kinds)
    [detail] = find(tree, "p:event[p:eventType='redaction']//p:eventDetail/text()")
    assert LAW in detail
    known = set(find(tree, "p:agent/p:agentIdentifier/p:agentIdentifierValue/text()"))
    linked = find(tree, "//p:linkingAgentIdentifierValue/text()")
    assert set(linked) == known
    objects = set(find(tree, "p:object/p:objectIdentifier/p:objectIdentifierValue/text()"))
    assert set(find(tree, "//p:linkingObjectIdentifierValue/text()")) <= objects


def test_the_answers_are_as_they_came_the_replaced_ones_too(package, late):
    number = f"{late.number:05}"
    folder = f"representations/answers/data/{number}"
    registered = package.read(f"{folder}/response.json")
    assert registered == late.canonical()
    assert NUMBER in registered.decode()
    assert package.read(f"{folder}/attachment-1.pdf") == b"%PDF-1.7"
    assert package.read(f"{folder}/response.pdf").startswith(b"%PDF")
    tree = package.xml("metadata/preservation/premis.xml")
    [sent] = find(tree, f"p:object[.//text()='{folder}/attachment-1.pdf']/p:originalName/text()")
    assert sent == late.attachments[0].file.name
    assert sum(name.endswith("response.json") for name in package.names) == 4


def test_it_says_what_it_is_about(package, round_):
    tree = package.xml("metadata/descriptive/dc.xml")
    assert round_.consultation.registry_number in find(tree, "dc:identifier/text()")
    assert find(tree, "dc:title/text()")
    assert find(tree, "dc:creator/text()") == ["Region Exempel"]


@pytest.mark.slow
def test_the_text_and_the_whole_report_are_in_it(round_, officer, late, work_off):
    package = made(compiled(round_, officer, work_off), officer, work_off)
    report = {name.rpartition("/")[2] for name in package.names if "/report/data/" in name}
    endings = ("docx", "pdf", "xlsx", "html", "csv", "json")
    described = {"report-comments.docx", "report.csv-metadata.json"}
    assert report == {*described, *(f"report.{each}" for each in endings)}
    text = "representations/text/data"
    assert package.read(f"{text}/sent-out.sv.pdf").startswith(b"%PDF")
    assert package.read(f"{text}/sent-out.sv.docx").startswith(b"PK")


@pytest.mark.slow
def test_the_reports_data_are_described_in_it(round_, officer, late, work_off, tmp_path):
    package = made(compiled(round_, officer, work_off), officer, work_off)
    folder = "representations/report/data"
    said = json.loads(package.read(f"{folder}/report.json"))
    schema_ = json.loads(package.read(f"schemas/report-{schemas.VERSION}.json"))
    assert said["$schema"] == schema_["$id"]
    assert list(jsonschema.Draft202012Validator(schema_).iter_errors(said)) == []
    metadata = json.loads(package.read(f"{folder}/report.csv-metadata.json"))
    assert metadata["url"] == "report.csv"
    assert reading.table(package.read(f"{folder}/report.csv"), metadata, tmp_path)
    listed = find(package.mets()[""], "//m:fileGrp[@USE='Schemas']//m:FLocat/@x:href")
    assert f"schemas/report-{schemas.VERSION}.json" in listed


def test_the_officer_makes_one_on_the_page(client, round_, officer, work_off):
    begun(round_, officer)
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/packages")
    client.submit("Gör arkivpaketet")
    work_off()
    client.get(client.path)
    assert "Arkivpaket" in client.text("h1")
    assert "Internt bruk" in client.text()
    assert client.get(f"{client.path}/file").mimetype == "application/zip"


def test_the_version_is_the_products():
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text()
