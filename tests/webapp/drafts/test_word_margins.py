"""What stands in the margin of a Word file: comments and tracked changes, read and kept."""

import pytest
from sqlalchemy import select

from tests.webapp.drafts.pages import new_document, rows, sign_in, upload
from tests.webapp.drafts.word_files import docx, p, r, read_parts, root, table, texts
from webapp.core.database import session
from webapp.drafts.models import InternalNote, NoteOrigin
from webapp.drafts.word.draft import Finding, RemarkKind
from webapp.drafts.word.reader import read

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="00000001" w15:done="0"/>'
    '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
    '<w15:commentEx w15:paraId="00000003" w15:done="1"/></w15:commentsEx>'
)
LINKS = {"c": ("comments", "comments.xml"), "x": ("commentsExtended", "commentsExtended.xml")}


def comment(number: int, author: str, words: str, date: str = "2026-03-02T09:30:00Z") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">'
        f'<w:p {W14} w14:paraId="0000000{number}">{r(words)}</w:p></w:comment>'
    )


COMMENTS = root(
    "comments",
    comment(1, "Sixten Skog", "Kan vi styrka detta?")
    + comment(2, "Åsa Ö", "Ja, se bilagan.")
    + comment(3, "Sixten Skog", "Klart."),
)
MARGIN = {"word/comments.xml": COMMENTS, "word/commentsExtended.xml": EXTENDED}


def starts(*numbers: int) -> str:
    return "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)


def ends(*numbers: int) -> str:
    return "".join(
        f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
        for n in numbers
    )


def changed(tag: str, words: str, author: str = "Sixten Skog") -> str:
    text = r(words).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    inside = text if tag in {"del", "moveFrom"} else r(words)
    return f'<w:{tag} w:id="9" w:author="{author}" w:date="2026-03-01T10:00:00Z">{inside}</w:{tag}>'


BODY = (
    p("Mål", style="Rubrik1"),
    p("Länet är ", starts(1, 2), "starkast i landet", ends(1, 2), "."),
    starts(3) + p("Två stycken som") + p("hör ihop.", ends(3)),
)


def test_a_comment_stands_at_its_words_with_who_and_when() -> None:
    draft = read(docx(*BODY, more=MARGIN, links=LINKS))
    first, second, _ = draft.sections[0].blocks
    asked, answered = first.bag.remarks
    assert (asked.author, asked.text, asked.quote) == (
        *("Sixten Skog", "Kan vi styrka detta?", "starkast i landet"),
    )
    assert asked.moment is not None
    assert asked.moment.isoformat() == "2026-03-02T09:30:00+01:00"
    assert (answered.reply_to, asked.is_resolved) == (asked.name, False)
    [done] = second.bag.remarks
    assert (done.quote, done.is_resolved) == (" Två stycken som hör ihop.", True)
    assert draft.report.count(Finding.COMMENTS) == 3


def test_a_comment_on_nothing_that_is_read_is_not_lost() -> None:
    gone = f'<w:del w:id="8" w:author="A"><w:r><w:commentReference w:id="1"/></w:r>{r("x")}</w:del>'
    draft = read(
        docx(p("Mål", style="Rubrik1", properties=""), p("Kvar.", gone), more=MARGIN, links=LINKS)
    )
    assert [each.name for each in draft.sections[0].blocks[0].bag.remarks][:1] == ["1"]
    assert {each.name for each in draft.remarks} == {"2", "3"}


CHANGED = (
    p("Mål", style="Rubrik1"),
    p(
        *("Vi ", changed("del", "ska"), changed("ins", "kommer att"), " växa"),
        *(changed("ins", " snabbt", "Åsa"), "."),
    ),
    p("Första ", properties='<w:rPr><w:del w:author="A"/></w:rPr>'),
    p("andra."),
    p(changed("ins", "Helt ny.", "A"), properties='<w:rPr><w:ins w:author="A"/></w:rPr>'),
    p(changed("moveFrom", "flyttat")),
    p(changed("moveTo", "hit")),
)


def test_changes_are_carried_out_and_each_is_told() -> None:
    draft = read_parts(*CHANGED)
    assert texts(draft) == ["Vi kommer att växa snabbt.", "Första andra.", "Helt ny.", "hit"]
    told = [
        (each.kind, each.text, each.quote)
        for block in draft.sections[0].blocks
        for each in block.bag.remarks
    ]
    assert told == [
        (RemarkKind.REPLACED, "ska", "kommer att"),
        (RemarkKind.INSERTED, "", " snabbt"),
        (RemarkKind.INSERTED, "", "Helt ny."),
        (RemarkKind.MOVED_AWAY, "flyttat", ""),
        (RemarkKind.MOVED_HERE, "", "hit"),
    ]


def test_changes_are_rejected_and_the_text_is_as_it_was() -> None:
    draft = read(docx(*CHANGED), reject_changes=True)
    assert texts(draft) == ["Vi ska växa.", "Första", "andra.", "flyttat"]
    assert draft.report.count(Finding.INSERTIONS_REJECTED) == 4
    assert draft.report.count(Finding.DELETIONS_UNDONE) == 2
    assert draft.report.count(Finding.DELETIONS) == 0


def test_a_rejected_change_of_style_is_undone() -> None:
    was = '<w:pPrChange w:author="A"><w:pPr/></w:pPrChange>'
    body = docx(p("Mål", style="Rubrik1"), p("Brödtext", style="Rubrik2", properties=was))
    assert [each.title for each in read(body).sections] == ["Mål", "Brödtext"]
    assert [each.title for each in read(body, reject_changes=True).sections] == ["Mål"]


@pytest.mark.parametrize(("tag", "kept"), [("ins", "c"), ("del", "a")])
def test_rows_that_were_inserted_and_deleted(tag: str, kept: str) -> None:
    rows_ = table(["Rad", "Värde"], ["c", "d"], ["e", "f"])
    whole = "<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:pPr></w:pPr>" + r("c")
    assert whole in rows_
    marked = rows_.replace(
        whole, whole.replace("<w:tr>", f'<w:tr><w:trPr><w:{tag} w:author="A"/></w:trPr>')
    )
    accepted, rejected = read_parts(marked), read(docx(marked), reject_changes=True)
    with_row, without = (accepted, rejected) if tag == "ins" else (rejected, accepted)
    assert "| c | d |" in texts(with_row)[0]
    assert "| c | d |" not in texts(without)[0]
    told = accepted.sections[0].blocks[0].bag.remarks
    assert [each.text for each in told] == ([] if tag == "ins" else ["c d"])


# Kept as notes


@pytest.fixture
def document(client):
    return new_document(sign_in(client))


def notes() -> list[InternalNote]:
    return list(
        session.scalars(select(InternalNote).order_by(InternalNote.created_at, InternalNote.id))
    )


def test_comments_become_internal_notes_on_their_blocks(client, document, work_off):
    upload(client, document, docx(*BODY, more=MARGIN, links=LINKS))
    work_off()
    [section] = rows(document)
    made = {note.text: note for note in notes()}
    asked, answer, done = (
        made[text] for text in ("Kan vi styrka detta?", "Ja, se bilagan.", "Klart.")
    )
    assert (asked.origin, asked.author_id, asked.author_name) == (
        *(NoteOrigin.WORD, None, "Sixten Skog"),
    )
    assert (asked.section_key, asked.block_key) == (section.key, section.blocks[0].key)
    assert asked.quote == "starkast i landet"
    assert asked.created_at.isoformat().startswith("2026-03-02T08:30")
    assert answer.reply_to == asked.id
    assert (done.resolved_at is not None, asked.resolved_at) == (True, None)
    assert done.block_key == section.blocks[1].key
    client.get(client.path)
    assert "3 anteckningar gjordes" in client.text("[aria-labelledby=notes]")
    client.get(f"/documents/{document.id}/notes")
    assert "Kan vi styrka detta?" in client.text()
    assert "Från Word" in client.text()


def test_a_comment_is_taken_in_once_and_resolved_when_it_is(client, document, work_off):
    upload(client, document, docx(*BODY, more=MARGIN, links=LINKS))
    work_off()
    done = EXTENDED.replace(
        'w15:paraId="00000001" w15:done="0"', 'w15:paraId="00000001" w15:done="1"'
    )
    later = {
        "word/comments.xml": COMMENTS.replace(
            "</w:comments>", comment(4, "Ny", "Nytt.") + "</w:comments>"
        ),
        "word/commentsExtended.xml": done,
    }
    upload(client, document, docx(*BODY, more=later, links=LINKS), replace="y")
    work_off()
    assert sorted(note.text for note in notes()) == [
        "Ja, se bilagan.", "Kan vi styrka detta?", "Klart.", "Nytt.",
    ]  # fmt: skip
    assert all(n.resolved_at for n in notes() if n.text == "Kan vi styrka detta?")
    client.get(client.path)
    assert "1 anteckning gjordes" in client.text("[aria-labelledby=notes]")
    assert "3 fanns sedan" in client.text("[aria-labelledby=notes]")


@pytest.mark.parametrize(
    ("choice", "text", "told"),
    [
        ("accept", "Vi kommer att växa snabbt.", 0),
        ("reject", "Vi ska växa.", 0),
        ("show", "Vi kommer att växa snabbt.", 5),
    ],
)
def test_the_writer_chooses_what_becomes_of_changes(client, work_off, choice, text, told):
    document = new_document(sign_in(client))
    upload(client, document, docx(*CHANGED), tracked_changes=choice)
    work_off()
    [section] = rows(document)
    assert section.blocks[0].text["sv"] == text
    assert len(notes()) == told
    if told:
        replaced = next(note for note in notes() if note.quote == "kommer att")
        assert replaced.text == "Ersatt i Word-filen. Där stod det: ”ska”"
        assert (replaced.author_name, replaced.block_key) == ("Sixten Skog", section.blocks[0].key)
