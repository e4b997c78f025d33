"""The authority's own Word template: checked when it comes, filled when an edition is compiled."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm

from tests.factories.accounts import UserFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.reports.steps import contents, sign_in
from webapp.core import rendering
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.drafts.word.refusal import Refusal, WordRefused
from webapp.reports import phrases, queries, service
from webapp.reports.compilers import templated
from webapp.reports.models import Format
from webapp.reports.wordtemplate import fields
from webapp.reports.wordtemplate.checking import Problem, check
from webapp.reports.wordtemplate.fields import Field
from webapp.reports.wordtemplate.opening import opened

MAIN = "word/document.xml"


def saved(document):
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def template(*paragraphs, header="{diarienummer}"):
    """A template made with another program than ours, with styles of its own."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].left_margin = Cm(5)
    for each in paragraphs:
        document.add_paragraph(each)
    return saved(document)


def swedish_word():
    """One in which Word in Swedish named the styles, without most of those that we need."""
    document = Document(BytesIO(template("{rubrik}", "{innehåll}", "{sammanställning}")))
    styles = document.styles.element
    for style in list(document.styles):
        if style.name == "Heading 1":
            style.element.set(qn("w:styleId"), "Rubrik1")
        elif style.type is WD_STYLE_TYPE.PARAGRAPH and style.name in {"List Bullet", "Quote"}:
            styles.remove(style.element)
    return saved(document)


def repacked(data, **changed):
    """The file with parts put in or changed; underscores are slashes."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        parts = {each: old.read(each) for each in old.namelist()}
        parts |= {name.replace("__", "/"): content for name, content in changed.items()}
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def take(round_, data, actor, *, for_all=False):
    upload = service.Upload(data, "mall.docx")
    return service.take_template(round_, upload, for_all=for_all, actor=actor)


def made(report, data, wording):
    return Document(BytesIO(templated.compile_report(report, data, wording=wording)))


def faults(data):
    return {(each.name, each.problem) for each in check(opened(data)).faults}


def test_every_field_has_a_name_in_every_language_and_a_sentence():
    for names in fields.NAMES.values():
        assert set(names) == set(Field)
        assert len(set(names.values())) == len(names)
    assert set(phrases.FIELDS) == set(Field)
    assert set(phrases.PROBLEMS) == set(Problem)


def test_the_report_takes_its_place_and_what_stands_around_it_stays(report, swedish):
    data = template(
        "Titel: {rubrik}", "{inbjudna} bjöds in", "{Sammanställning}", "Efter.", header="{utgåva}"
    )
    document = made(report, data, swedish)
    texts = [each.text for each in document.paragraphs]
    assert texts[:2] == ["Titel: Förslag till innovationsstrategi för Västerbotten 2027–2034",
                         f"{len(report.invited)} bjöds in"]  # fmt: skip
    assert texts[-1] == "Efter."
    assert "1 Sammanfattning" in texts
    assert document.sections[0].header.paragraphs[0].text == "2"
    assert document.core_properties.title.startswith("Förslag till innovationsstrategi")
    assert "{" not in "".join(texts)


def test_a_name_that_word_has_cut_in_pieces_is_found(report, swedish):
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("Dnr {di", "arie", "nummer}, {ut", "gåva}."):
        paragraph.add_run(piece).bold = piece == "arie"
    document.add_paragraph("{sammanställning}")
    texts = [each.text for each in made(report, saved(document), swedish).paragraphs]
    assert texts[0] == "Dnr RS 2026/0417, 2."


def test_the_templates_styles_are_used_by_name_and_ours_are_put_in_where_it_has_none(
    report, swedish
):
    document = made(report, swedish_word(), swedish)
    body = document.element.body
    used = set(body.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val"))
    assert used <= {each.style_id for each in document.styles}
    assert "Rubrik1" in used
    assert "Heading1" not in used
    bullet = next(each for each in document.styles if each.name == "List Bullet")
    number = bullet.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    assert number in document.part.numbering_part.element.xpath("./w:num/@w:numId")


def test_tables_are_as_wide_as_the_templates_text(report, swedish):
    document = made(report, template("{sammanställning}"), swedish)
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    widths = {int(each) for each in document.element.body.xpath(".//w:tblW/@w:w")}
    assert widths
    assert all(width - 10 < each <= width for each in widths)


def test_without_places_report_contents_and_title_page_come_last(report, swedish):
    texts = [each.text for each in made(report, template("Först."), swedish).paragraphs]
    assert texts[0] == "Först."
    title = texts.index("Förslag till innovationsstrategi för Västerbotten 2027–2034")
    assert title < texts.index("Innehåll") < texts.index("1 Sammanfattning", title)


def test_what_the_starter_gives_looks_as_without_a_template(report, swedish):
    document = made(report, templated.starter("sv", "Mall"), swedish)
    texts = [each.text for each in document.paragraphs]
    assert texts[0] == "Region Västerbotten"
    assert texts.count("Innehåll") == 1
    assert "RS 2026/0417 · Förslag" in document.sections[0].header.paragraphs[0].text


def test_the_same_report_gives_the_same_file(report, swedish):
    one, other = (
        templated.compile_report(report, template("{report}"), wording=swedish) for _ in range(2)
    )
    with ZipFile(BytesIO(one)) as first, ZipFile(BytesIO(other)) as second:
        assert first.read(MAIN) == second.read(MAIN)


def test_what_was_typed_stays_text(small, english):
    data = template("{title} {report}", "{bodies who object}")
    assert faults(data) == {("report", Problem.NOT_ALONE)}
    hostile = template("<w:p/> & {title}", "{report}")
    assert made(small, hostile, english).paragraphs[0].text.startswith("<w:p/> & ")


def test_a_template_for_new_documents_becomes_a_document(report, swedish):
    data = template("{sammanställning}")
    with ZipFile(BytesIO(data)) as package:
        types = package.read("[Content_Types].xml")
    dotx = repacked(
        data, **{"[Content_Types].xml": types.replace(b"document.main", b"template.main")}
    )
    assert made(report, dotx, swedish).paragraphs


@pytest.mark.parametrize(
    ("paragraphs", "wrong"),
    [
        (["{rubrikk}"], ("rubrikk", Problem.UNKNOWN)),
        (["{synpunkter i avsnittet}"], ("synpunkter i avsnittet", Problem.UNKNOWN)),
        (["Här: {innehåll}"], ("innehåll", Problem.NOT_ALONE)),
        (["{report}", "{sammanställning}"], ("sammanställning", Problem.TWICE)),
        (["Titel: {rubrik"], ("rubrik", Problem.UNCLOSED)),
        (["{rubrik och {utgåva}", "tomt: {}"], ("rubrik och", Problem.UNCLOSED)),
        ([f"{{{'långt ' * 20}}}"], (f"{'långt ' * 5}…", Problem.UNKNOWN)),
    ],
)
def test_names_that_cannot_be_used_are_told(paragraphs, wrong):
    assert faults(template(*paragraphs)) == {wrong}


def test_a_passage_cannot_stand_in_a_header_or_a_table():
    assert faults(template("a", header="{report}")) == {("report", Problem.NOT_ALONE)}
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{contents}"
    assert faults(saved(document)) == {("contents", Problem.NOT_ALONE)}


def test_names_are_told_one_by_one_beside_the_form(round_, officer, client):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/report/templates"
    client.get(address)
    wrong = BytesIO(template("{rubrikk}", "{okänt}", "{rubrik}", "{utgåva av"))
    answer = client.submit("Ladda upp mallen", file=(wrong, "mall.docx"))
    assert answer.status_code == 422
    said = client.text("main")
    assert "{rubrikk} är okänt. Menade du {rubrik}?" in said
    assert "{okänt} är okänt." in said
    closed = "{utgåva av börjar med en klammer som aldrig stängs. Menade du {utgåva}?"
    assert closed in said
    assert queries.templates(round_.id) == []


def test_an_edition_is_made_of_the_chosen_template_and_keeps_it(round_, officer, client, work_off):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report/templates")
    right = BytesIO(template("Från {myndighet}", "{sammanställning}"))
    assert client.submit("Ladda upp mallen", file=(right, "mall.docx")).status_code == 200
    assert "mall.docx" in client.text("main")
    assert "{innehåll} saknas" in client.text("main")
    assert "{sammanställning} saknas" not in client.text("main")
    client.get(f"/rounds/{round_.id}/report")
    client.submit("Ta fram en ny utgåva")
    client.get(f"/rounds/{round_.id}/report/templates")
    client.submit("Lägg undan")
    assert queries.templates(round_.id) == []
    work_off()
    (edition,) = queries.editions(round_.id)
    document = Document(BytesIO(contents(edition, Format.DOCX)))
    assert document.paragraphs[0].text.startswith("Från ")
    client.get(f"/rounds/{round_.id}/report")
    assert client.page.select("select[name=template] option[selected]") == []


def test_a_template_is_for_its_round_or_for_all(round_, officer):
    own, every = (
        take(round_, template("a"), officer),
        take(round_, template("b"), officer, for_all=True),
    )
    assert queries.templates(round_.id) == [own, every]
    other = RoundFactory(closed=True)
    assert queries.templates(other.id) == [every]
    session.flush()
    with pytest.raises(DomainError):
        queries.template(other.id, own.id)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", Refusal.NOT_WORD),
        (b"PK\x03\x04 broken", Refusal.DAMAGED),
        (repacked(template("a"), **{"word/vbaProject.bin": b"x"}), Refusal.MACROS),
        (repacked(template("a"), **{MAIN: b"<w:document"}), Refusal.DAMAGED),
        (repacked(template("a"), **{MAIN: b"<document/>"}), Refusal.NO_DOCUMENT),
        (
            repacked(template("a"), **{MAIN: b"<!DOCTYPE x [<!ENTITY y 'z'>]><x/>"}),
            Refusal.UNSAFE_XML,
        ),
        (
            repacked(
                template("a"),
                **{
                    "word/_rels/header1.xml.rels": (
                        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                        b'relationships"><Relationship Id="r1" TargetMode="External" '
                        b'Target="https://example.com/x.png" Type="http://schemas.openxmlformats'
                        b'.org/officeDocument/2006/relationships/image"/></Relationships>'
                    )
                },
            ),
            Refusal.OUTSIDE,
        ),
    ],
)
def test_a_broken_or_unsafe_file_is_refused_with_a_sentence(round_, officer, data, reason):
    with pytest.raises(WordRefused) as refused:
        opened(data)
    assert refused.value.reason is reason
    with rendering.spoken("sv"), pytest.raises(DomainError) as told:
        take(round_, data, officer)
    assert len(str(told.value)) > 20


def test_only_those_who_compile_choose_the_look(round_, client):
    reader = UserFactory(roles=[Role.APPROVER])
    with pytest.raises(ForbiddenError):
        take(round_, template("a"), reader)
    sign_in(client, reader)
    client.get(f"/rounds/{round_.id}/report/templates")
    assert not client.page.select("main form")


def test_the_page_of_templates_takes_as_many_queries_however_many_there_are(
    round_, officer, client, count_queries
):
    sign_in(client, officer)
    address = f"/rounds/{round_.id}/report/templates"
    take(round_, template("a"), officer)
    session.commit()
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for _ in range(5):
        take(round_, template("a"), UserFactory())
    session.commit()
    assert count_queries(lambda: client.get(address)) == few


def test_a_file_is_had_again_as_it_came_and_a_starter_in_both_languages(round_, officer, client):
    data = template("{sammanställning}")
    kept = take(round_, data, officer)
    session.commit()
    sign_in(client, officer)
    assert client.file(f"/rounds/{round_.id}/report/templates/{kept.id}").data == data
    for language in ("sv", "en"):
        file = client.file(f"/reports/templates/{language}/start.docx").data
        assert not check(opened(file)).faults
