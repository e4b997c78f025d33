"""The text that was sent out as Word, with every point in its margin and every proposal tracked."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from types import MappingProxyType
from zipfile import ZipFile

import pytest
from lxml import etree
from sqlalchemy import select

from tests.factories.responses import CommentFactory, ResponseFactory, SecrecyCheckFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.drafts.pages import new_document, sign_in
from tests.webapp.drafts.test_writing import write
from tests.webapp.reports.steps import compiled, decide_all
from webapp.assessment import service as assessment
from webapp.core import storage
from webapp.core.database import session
from webapp.drafts import passages
from webapp.drafts import queries as drafts
from webapp.drafts import service as drafting
from webapp.drafts.word import reader
from webapp.reports import commented, queries, service
from webapp.reports.commented import Anchor
from webapp.reports.copying import grouped
from webapp.reports.models import Edition, Format
from webapp.reports.service import compiling
from webapp.reports.wording import Wording
from webapp.responses.models import Change, Secrecy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST = "Senast *2030* ska [länet](https://ex.se) ha tio nya testmiljöer^[En not.] och fler."
PLAIN = "Senast 2030 ska länet ha tio nya testmiljöer och fler."
SECOND = "Rådgivarna besöker företagen."
TABLE = "| Mål | År |\n| --- | --- |\n| ett | 2030 |"


class Scene:
    """A text that was sent out, to be answered."""

    def __init__(self, client):
        self.officer = sign_in(client)
        document = new_document(self.officer)
        write(client, document, "Mål", text=f"{FIRST}\n\n{SECOND}\n\n{TABLE}")
        self.version = drafting.freeze(document, name="R", note="", actor=self.officer)
        self.round = RoundFactory(closed=True, version=self.version)
        [self.section] = drafts.reading(self.version.id)

    def say(self, quote="", words="", *, change=None, block=0, **columns):
        """An answer with one comment; the response."""
        response = ResponseFactory(
            invitation=InvitationFactory(round=self.round), statement=" ",
            sender=columns.pop("sender", "Lycksele kommun"),
        )  # fmt: skip
        key = self.section.blocks[block].key if block is not None else None
        CommentFactory(
            response=response, quote=quote, proposed_wording=words, change=change,
            section_key=self.section.key, block_key=key, **columns,
        )  # fmt: skip
        assessment.gather(response.id)
        session.commit()
        return response

    def parts(self, work_off):
        """The parts of the compiled file."""
        decide_all(self.round, self.officer)
        session.commit()
        edition = compiled(self.round, self.officer, work_off)
        self.data = storage.contents(queries.file(edition, Format.COMMENTED).file)
        with ZipFile(BytesIO(self.data)) as package:
            names = ["word/document.xml", "word/comments.xml"]
            return [etree.fromstring(package.read(name)) for name in names]


@pytest.fixture
def scene(client):
    return Scene(client)


def said(element):
    tags = (f"{W}t", f"{W}delText")
    return "".join(each.text or "" for each in element.iter(*tags))


def tracked(document, kind):
    """What is put in or taken away, and by whom."""
    found = document.iter(f"{W}{kind}")
    return [(each.get(f"{W}author"), said(each)) for each in found if said(each)]


def anchored(document, number):
    """The words between the marks of a comment."""
    text, is_open = "", False
    for each in document.iter():
        if each.tag == f"{W}commentRangeStart" and each.get(f"{W}id") == str(number):
            is_open = True
        elif each.tag == f"{W}commentRangeEnd" and each.get(f"{W}id") == str(number):
            return text
        elif is_open and each.tag in {f"{W}t", f"{W}delText"}:
            text += each.text or ""
    return None


def test_each_point_is_one_comment_at_its_words(scene, work_off):
    selector = passages.of(PLAIN, 7, 11).selector("sv")
    scene.say("2030", text="För tidigt.", selector=selector)
    scene.say(text="Om hela stycket.", block=1)
    scene.say(text="Om avsnittet.", block=None)
    document, comments = scene.parts(work_off)
    texts = [said(each) for each in comments]
    assert len(texts) == 3
    assert "För tidigt." in texts[0]
    assert [anchored(document, n) for n in range(3)] == ["2030", "", ""]
    assert {each.get(f"{W}author") for each in comments} == {"Lycksele kommun"}
    references = [each.get(f"{W}id") for each in document.iter(f"{W}commentReference")]
    assert sorted(references) == ["0", "1", "2"]


def test_proposals_are_tracked_as_their_makers(scene, work_off):
    scene.say("tio nya", "femton nya", change=Change.REPLACE)
    scene.say(SECOND, change=Change.REMOVE, block=1, sender="Malå kommun")
    scene.say(SECOND, "Ett nytt stycke.", change=Change.ADD, block=1, sender="Vännäs kommun")
    document, _comments = scene.parts(work_off)
    assert tracked(document, "ins") == [
        ("Lycksele kommun", "femton"), ("Vännäs kommun", "Ett nytt stycke."),
    ]  # fmt: skip
    assert tracked(document, "del") == [("Lycksele kommun", "tio"), ("Malå kommun", SECOND)]


def test_a_second_proposal_on_the_same_words_stands_behind_them(scene, work_off):
    scene.say("tio nya", "femton nya", change=Change.REPLACE)
    scene.say("tio", "tolv", change=Change.REPLACE, sender="Malå kommun")
    document, comments = scene.parts(work_off)
    assert [text.strip() for _who, text in tracked(document, "ins")] == ["femton", "tolv"]
    assert len(comments) == 2


def test_words_in_a_table_and_beside_a_note_are_found(scene, work_off):
    scene.say("2030", "2035", change=Change.REPLACE, block=2)
    scene.say("testmiljöer och fler", "testmiljöer", change=Change.REPLACE)
    document, _comments = scene.parts(work_off)
    assert ("Lycksele kommun", "2035") in tracked(document, "ins")
    assert ("Lycksele kommun", " och fler") in tracked(document, "del")


def test_words_that_do_not_stand_there_are_said_in_the_comment(scene, work_off):
    scene.say("tjugo gamla", "trettio", change=Change.REPLACE)
    document, comments = scene.parts(work_off)
    assert tracked(document, "ins") == []
    assert "trettio" in said(comments)


def test_a_proposal_that_names_no_words_is_said_in_the_comment(scene, work_off):
    scene.say(words="Skriv hellre så.", block=None)
    scene.say("finns inte", text="Om dessa ord.")
    document, comments = scene.parts(work_off)
    assert tracked(document, "ins") == []
    assert "Skriv hellre så." in said(comments[0])
    assert "finns inte" in said(comments[1])


def test_what_is_masked_or_withheld_is_not_in_it(scene, work_off):
    masked = scene.say("tio", "hemligheten", change=Change.REPLACE, text="Vi är hemligheten.")
    hidden = scene.say(text="Det döljs.", sender="Dolda bolaget")
    shared = {"law": "OSL 21:1", "reason": "Skydd."}
    SecrecyCheckFactory(response=masked, state=Secrecy.MASKED, words=["hemligheten"], **shared)
    SecrecyCheckFactory(response=hidden, state=Secrecy.WITHHELD, **shared)
    document, comments = scene.parts(work_off)
    everything = said(document) + etree.tostring(comments, encoding="unicode")
    assert len(comments) == 1
    assert "hemligheten" not in everything
    assert "[maskat]" in everything
    assert "Dolda bolaget" not in everything
    assert tracked(document, "ins") == []


def test_a_private_person_is_not_named(scene, work_off):
    response = scene.say(text="Mitt.")
    person = ResponseFactory(
        invitation=None, round=scene.round, organisation=None, sender="Nils Hemlig", named=False,
        for_body=False, statement="Jag säger nej.",
    )  # fmt: skip
    assessment.gather(person.id)
    assert response.for_body
    _document, comments = scene.parts(work_off)
    assert {each.get(f"{W}author") for each in comments} == {"Lycksele kommun", "Privatperson"}
    with ZipFile(BytesIO(scene.data)) as package:
        assert not any(b"Nils Hemlig" in package.read(name) for name in package.namelist())


def test_our_own_reader_finds_every_comment(scene, work_off):
    for number in range(5):
        scene.say("tio" if number % 2 else "", text=f"Synpunkt <{number}> & mer.\n\nEtt till.")
    scene.parts(work_off)
    draft = reader.read(scene.data)
    bags = [each.bag for section in draft.sections for each in (section, *section.blocks)]
    remarks = [remark for bag in bags for remark in bag.remarks]
    assert ["& mer. Ett till." in each.text.replace("\n", " ") for each in remarks] == [True] * 5
    assert {each.author for each in remarks} == {"Lycksele kommun"}


LETTER = "Vi vill att målet står kvar i strategin, för barnens och de kommande årens skull."


def copies(report, count, **last):
    """The report with copies of one text in its first section, of which the last differs."""
    [first, *_] = (placed.point for placed in report.points())
    plain = replace(first, text=LETTER, quote="", proposed_wording="", change="", person=True)
    said = [
        replace(plain, number=str(1000 + n), registry_number=f"R-{n}", sender="Privatperson")
        for n in range(count)
    ]
    said[-1] = replace(said[-1], **last)
    section = replace(report.sections[0], points=tuple(said))
    alone = replace(report, sections=(section, *report.sections[1:]))
    return grouped(alone, {each.number: uuid.UUID(int=1) for each in said})


def margin(report, anchors=MappingProxyType({})):
    found = list(commented.remarks(report, anchors, {}, Wording("en")))
    assert [each.number for each in found] == list(range(len(found)))
    return [each for each in found if "100" in each.text[0]]


def test_copies_of_a_campaign_are_one_comment_with_the_number_of_its_senders(small):
    [said] = margin(copies(small, 900, text=LETTER.replace("målet", "MÅLSATSEN")))
    assert said.maker.author == "Sent by 900 private persons"
    assert said.text[0].startswith("Points 1000–1899 · the same text, or nearly")
    assert said.text[2] == LETTER
    assert said.text[3].startswith("Point 1899. Nearly the same:")
    assert "[removed: målet][added: MÅLSATSEN]" in said.text[3]
    assert said.text[-1].endswith("900 private persons (1000–1899).")
    assert len(said.text) == 5


def test_copies_on_other_words_are_comments_of_their_own(small):
    report = copies(small, 6)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    on = {str(1000 + n): Anchor(at, quote="ett" if n < 4 else "två") for n in range(6)}
    assert [each.text[0].split(" · ")[0] for each in margin(report, on)] == [
        "Points 1000–1003", "Points 1004, 1005",
    ]  # fmt: skip


def test_a_copy_that_proposes_something_else_is_a_comment_of_its_own(small):
    first, alone = margin(copies(small, 4, proposed_wording="Minst 30 procent."))
    assert first.text[0].startswith("Points 1000–1002")
    assert alone.text[0].startswith("Point 1003")
    assert "Minst 30 procent." in alone.text


def test_a_comment_has_nothing_that_it_can_do_without(scene, work_off):
    scene.say(text="Ett.\n\nTvå  med\nrader.", block=1)
    _document, comments = scene.parts(work_off)
    head, first, second = next(iter(comments))
    assert {etree.QName(each).localname for part in (head, first) for each in part.iter()} == {
        "p", "r", "t",
    }  # fmt: skip
    assert not any(each.attrib for part in (head, first) for each in part.iter())
    assert said(second) == "Två  medrader."


def test_too_many_comments_for_one_file_come_by_chapter_too(scene, work_off, client, monkeypatch):
    scene.say("tio nya", "femton nya", change=Change.REPLACE)
    scene.say(text="Om allt.", block=None)
    scene.parts(work_off)
    edition = session.scalars(select(Edition)).one()
    assert Format.CHAPTERS not in {each.format for each in edition.files}
    page = client.get(f"/editions/{edition.id}").text
    assert "chapters" not in page
    monkeypatch.setattr(compiling, "MANY", 1)
    again = compiled(scene.round, scene.officer, work_off)
    file = queries.file(again, Format.CHAPTERS).file
    assert file.name.endswith("-med-kommentarer-kapitelvis.zip")
    with ZipFile(BytesIO(storage.contents(file))) as package:
        [name] = package.namelist()
        assert name == "01 1 Mål.docx"
        with ZipFile(BytesIO(package.read(name))) as inside:
            comments = etree.fromstring(inside.read("word/comments.xml"))
    assert len(comments) == 2
    address = f"/editions/{again.id}"
    client.get(address)
    assert "kB · LibreOffice behöver lång tid" in client.text("#files ~ ul")
    assert client.get(f"{address}/chapters").mimetype == "application/zip"
    service.publish(again, actor=scene.officer)
    session.commit()
    assert "LibreOffice behöver lång tid" in client.get(f"/reports/{scene.round.id}").text


def test_how_far_the_files_by_chapter_have_come(scene, work_off):
    scene.say("tio nya", "femton nya", change=Change.REPLACE)
    scene.parts(work_off)
    edition = session.scalars(select(Edition)).one()
    told = []
    said = service.read(edition, authority="Region Exempel")
    with service.write_by_chapter(scene.round, said, progress=lambda *seen: told.append(seen)):
        pass
    assert told == [(0.0, "1 Mål"), (1.0,)]
