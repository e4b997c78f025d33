from tests.webapp.drafts.word_files import (
    STYLES,
    assert_editable,
    control,
    drawn,
    field,
    p,
    picture,
    png,
    r,
    read_parts,
    root,
    shown,
    table,
    texts,
    tree,
)
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.word.draft import Finding, Outcome


def test_pictures_are_kept_with_their_descriptions() -> None:
    draft = read_parts(
        p("Före ", picture("i", alt="Karta över [länet]"), " efter"),
        p(picture("i")),
        p(picture("i", alt="Linje", decorative=True)),
        more={"word/media/1.png": png()},
        links={"i": ("image", "media/1.png")},
    )
    words, *figures = draft.sections[0].blocks
    assert words.text == "Före efter"
    images = [figure.image for figure in figures if figure.image]
    assert [image.alt for image in images] == ["Karta över [länet]", "", ""]
    assert [image.decorative for image in images] == [False, False, True]
    assert images[0].data == png()
    assert images[0].content_type == "image/png"
    assert blocks.figure_key(figures[0].text) == images[0].key
    assert blocks.plain(figures[0].text) == "Karta över [länet]"
    assert draft.report.count(Finding.IMAGES_WITHOUT_ALT) == 1
    assert_editable(draft)


def test_pictures_that_cannot_be_shown_are_counted() -> None:
    draft = read_parts(
        p("Text.", picture("emf"), picture("lie"), picture("gone"), picture("out", how="link")),
        more={"word/media/1.emf": b"\x01\0\0\0", "word/media/2.png": b"<svg onload='x()'/>"},
        links={
            "emf": ("image", "media/1.emf"),
            "lie": ("image", "media/2.png"),
            "out": ("image", "https://spy.example/x.png"),
        },
    )
    assert texts(draft) == ["Text."]
    assert draft.report.count(Finding.UNREADABLE_IMAGES) == 3
    assert draft.report.count(Finding.EXTERNAL_IMAGES) == 1
    assert "spy" not in repr(draft)


def test_an_old_kind_of_picture_is_kept() -> None:
    shape = '<w:r><w:pict><v:shape alt="Vapen"><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    draft = read_parts(
        p(shape), more={"word/media/1.png": png()}, links={"i": ("image", "media/1.png")}
    )
    assert [block.kind for block in draft.sections[0].blocks] == [BlockKind.FIGURE]
    assert blocks.plain(texts(draft)[0]) == "Vapen"


# What Word adds around the text


def test_tracked_changes_are_read_as_accepted() -> None:
    draft = read_parts(
        p("Vi ", f"<w:del>{r('ska')}</w:del>", f"<w:ins>{r('kommer att')}</w:ins>", " växa."),
        p("Första ", properties="<w:rPr><w:del/></w:rPr>"),
        p("andra."),
        p(f"<w:moveFrom>{r('flyttat')}</w:moveFrom>", f"<w:moveTo>{r('hit')}</w:moveTo>"),
    )
    assert texts(draft) == ["Vi kommer att växa.", "Första andra.", "hit"]
    assert draft.report.count(Finding.INSERTIONS_ACCEPTED) == 2
    assert draft.report.count(Finding.DELETIONS) == 2


def test_a_deleted_row_is_gone() -> None:
    rows = table(["A", "B"], ["c", "d"], ["e", "f"])
    changed = rows.replace(
        "<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr>"
        '<w:t xml:space="preserve">c',
        '<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t xml:space="preserve">c',
    )
    assert changed != rows
    draft = read_parts(changed)
    assert "c" not in shown(draft)
    assert draft.report.count(Finding.DELETIONS) == 1


def test_notes_stand_where_they_are_referred_to() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="3"/></w:r>'
    draft = read_parts(
        p("Målen", note, " nås.", end),
        more={
            "word/footnotes.xml": root(
                "footnotes", f'<w:footnote w:id="2">{p(" Se *budget*.")}</w:footnote>'
            ),
            "word/endnotes.xml": root("endnotes", f'<w:endnote w:id="3">{p("Källa.")}</w:endnote>'),
        },
        links={"f": ("footnotes", "footnotes.xml"), "e": ("endnotes", "endnotes.xml")},
    )
    assert texts(draft) == ["Målen^[Se \\*budget\\*.] nås.^[Källa.]"]
    assert blocks.plain(texts(draft)[0]) == "Målen nås.\nSe *budget*.\nKälla."
    assert draft.report.count(Finding.NOTES) == 2
    assert_editable(draft)


def test_a_headings_note_stands_below_it() -> None:
    draft = read_parts(
        p("Mål", '<w:r><w:footnoteReference w:id="2"/></w:r>', style="Rubrik1"),
        more={
            "word/footnotes.xml": root(
                "footnotes", f'<w:footnote w:id="2">{p("Not.")}</w:footnote>'
            )
        },
        links={"f": ("footnotes", "footnotes.xml")},
    )
    assert tree(draft) == [(1, "Mål")]
    assert texts(draft) == ["(Fotnot: Not.)"]
    assert draft.report.as_json() == {
        "kept.headings": 1,
        "kept.paragraphs": 1,
        "simplified.notes_below": 1,
    }


def test_headers_and_footers_are_left_out_and_comments_are_not_text() -> None:
    draft = read_parts(
        p("Text.", '<w:r><w:commentReference w:id="1"/></w:r>'),
        more={
            "word/comments.xml": root(
                "comments", f'<w:comment w:id="1">{p("Hemlig lapp")}</w:comment>'
            ),
            "word/header1.xml": root("hdr", p("Sidhuvud")),
            "word/footer1.xml": root("ftr", p("")),
        },
        links={
            "c": ("comments", "comments.xml"),
            "h": ("header", "header1.xml"),
            "f": ("footer", "footer1.xml"),
        },
    )
    assert texts(draft) == ["Text."]
    assert draft.report.of(Outcome.DROPPED) == {Finding.HEADERS_FOOTERS: 1}
    assert draft.report.count(Finding.COMMENTS) == 1


def test_a_table_of_contents_is_left_out_and_other_fields_show_their_result() -> None:
    begin, end = field("TOC \\o", "|").split(r("|"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    listing = control(gallery, p("Förteckning 3"))
    draft = read_parts(
        p("Innehåll", style="Rubrik1"),
        p(begin, r("Mål"), field("PAGEREF _x", "7")),
        p("Vision 9"),
        p(end),
        p("Gammal rad 12", style="Innehll1"),
        listing,
        p("Mål", style="Rubrik1"),
        p(
            "Se sidan ",
            field("PAGEREF _y", "12"),
            " och ",
            field('HYPERLINK "https://a.example"', "nätet"),
        ),
        f'<w:p><w:fldSimple w:instr="DATE">{r("i dag")}</w:fldSimple></w:p>',
    )
    assert tree(draft) == [(1, "Mål")]
    assert texts(draft) == ["Se sidan 12 och [nätet](https://a.example)", "i dag"]
    assert draft.report.count(Finding.CONTENTS_LINES) == 4


def test_a_table_of_contents_that_never_ends_swallows_nothing() -> None:
    begin = field("TOC", "|").split(r("|"))[0]
    draft = read_parts(p(begin, "x"), p("Mål", style="Rubrik1"), p("Text."))
    assert texts(draft) == ["Text."]


def test_controls_and_text_boxes_keep_their_text() -> None:
    box = f"<w:txbxContent>{p('I rutan.')}</w:txbxContent>"
    choice = drawn(f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>")
    fallback = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{choice}</mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
    draft = read_parts(
        control("", p("I styrning.")),
        p(control("", r("I raden.")), drawing),
        p(control("<w:showingPlcHdr/>", r("Klicka här"))),
    )
    assert texts(draft) == ["I styrning.", "I raden.", "I rutan."]
    assert draft.report.count(Finding.TEXT_BOXES) == 1
    assert draft.report.count(Finding.PLACEHOLDERS) == 1


def test_hidden_text_charts_and_embedded_files_are_counted() -> None:
    chart = drawn('<c:chart r:id="x"/>')
    draft = read_parts(
        p("Syns.", r("Dolt", "<w:vanish/>"), chart, "<w:r><w:object/></w:r>"),
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " klart"),
        p("<m:oMath><m:r><m:t>E=mc²</m:t></m:r></m:oMath>"),
        '<w:altChunk r:id="c"/>',
    )
    assert texts(draft) == ["Syns.", "✓ klart", "E=mc²"]
    assert draft.report.of(Outcome.DROPPED) == {
        Finding.EMPTY_CHARTS: 1,
        Finding.EMBEDDED_FILES: 2,
        Finding.HIDDEN_TEXT: 1,
    }


def test_a_diagram_becomes_a_list_of_its_words() -> None:
    diagram = drawn('<dgm:relIds r:dm="d"/>')
    data = root("x", "").replace("</w:x>", "") + "".join(
        f"<dgm:pt><a:p><a:t>{word}</a:t></a:p></dgm:pt>" for word in ("Vision", "Mål")
    )
    draft = read_parts(
        p(diagram),
        more={"word/diagrams/data1.xml": data + '<dgm:pt type="pres"/></w:x>'},
        links={"d": ("diagramData", "diagrams/data1.xml")},
    )
    assert texts(draft) == ["- Vision\n- Mål"]


def test_the_strict_variant_of_the_format_isread_parts() -> None:
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in {
            "word/document.xml": root("document", f"<w:body>{p('Mål', style='Rubrik1')}</w:body>"),
            "word/styles.xml": root("styles", STYLES),
        }.items()
    }
    assert tree(read_parts(more=strict)) == [(1, "Mål")]
