"""Word files in the shapes of Word itself and of Google Docs, with all their detours."""

from tests.webapp.drafts.word_files import (
    OFFICE,
    cell,
    control,
    drawn,
    field,
    p,
    picture,
    png,
    r,
    relationships,
    root,
    table,
    zipped,
)
from tests.webapp.drafts.word_files import content_types as types

_LINKED = '<w:rStyle w:val="Hyperlnk"/>'
_UNDERLINED = '<w:u w:val="single"/>'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_LATENT = '<w:latentStyles w:count="376"><w:lsdException w:name="heading 1"/></w:latentStyles>'
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/>'
    '<w:lang w:val="sv-SE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
)


def _style(ident: str, named: str, *more: str, based: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{named}"/>'
        f'<w:basedOn w:val="{based}"/>{"".join(more)}</w:style>'
    )


_NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
_WORD_STYLES = (
    _DEFAULTS,
    _LATENT,
    _NORMAL,
    _style("Rubrik", "Title"),
    _style("Rubrik1", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>"),
    _style("Rubrik2", "heading 2", "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>"),
    _style(
        "Mlrubrik",
        "Målrubrik",
        "<w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr>",
        based="Rubrik1",
    ),
    _style("Innehll1", "toc 1"),
    _style("Liststycke", "List Paragraph"),
    _style("Beskrivning", "caption"),
    _style("Fotnotstext", "footnote text"),
    _style("Citat", "Quote"),
    _style("Brdtext", "Body Text"),
    '<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>",
    '<w:style w:type="character" w:styleId="Hyperlnk"><w:name w:val="Hyperlink"/></w:style>',
)


def _level(depth: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


_WORD_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    + _level(0, "bullet", "\uf0b7")
    + _level(1, "bullet", "o")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "decimal", "%1.")
    + _level(1, "lowerLetter", "%2)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + _level(0, "decimal", "Mål %1:")
    + "</w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'
        for number, kind in ((3, 0), (4, 1), (5, 2))
    )
)


def _item(words: str, number: int, depth: int = 0, style: str = "Liststycke") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(r(words), style=style, properties=place)


def _contents() -> str:
    begin, end = field('TOC \\o "1-3" \\h \\z \\u', "|").split(r("|"))
    line = f'<w:hyperlink w:anchor="_Toc1">{r("Utgångspunkter")}{field("PAGEREF _Toc1", "3")}'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return control(
        gallery,
        p("Innehåll") + p(begin, f"{line}</w:hyperlink>", style="Innehll1") + p(end),
    )


def _boxed(words: str) -> str:
    box = f"<w:txbxContent>{p(words)}</w:txbxContent>"
    choice = drawn(f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>")
    fallback = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    inside = choice.removeprefix("<w:r>").removesuffix("</w:r>")
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{inside}</mc:Choice>'
        f"<mc:Fallback>{fallback.removeprefix('<w:r>').removesuffix('</w:r>')}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _note(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def _word_body() -> str:
    split = (
        '<w:proofErr w:type="spellStart"/>' + r("inno") + '<w:proofErr w:type="spellEnd"/>'
        "<w:r><w:lastRenderedPageBreak/><w:t>vationen</w:t></w:r>"
    )
    checkbox = control(
        f"<w14:checkbox {W14}/>", "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
    )
    inserted = f'<w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">{r("infogad")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A"><w:r><w:delText>struken</w:delText></w:r></w:del>'
    nested = table(["inre", "ruta"], ["tredje", "fjärde"])
    wide = cell(p("Bred rubrik"), '<w:gridSpan w:val="2"/>')
    tall = cell(p("Hög cell"), '<w:vMerge w:val="restart"/>')
    rest = cell(p(""), "<w:vMerge/>")
    return "".join(
        [
            p("Strategi ", "för länet", style="Rubrik"),
            _contents(),
            p("Utgångspunkter", style="Rubrik1"),
            p("Här börjar ", split, " på allvar", _note(1), ".", style="Brdtext"),
            p(inserted, " och ", deleted, " mening. ", r("osynlig", "<w:rStyle w:val='Dold'/>")),
            p(
                f'<w:hyperlink r:id="web">{r("regionens plats", _LINKED)}</w:hyperlink>',
                " samt ",
                field('HYPERLINK "https://www.example.se"', "en fältlänk"),
                " och ",
                f'<w:hyperlink w:anchor="_Ref7">{r("avsnittet nedan")}</w:hyperlink>',
                ", se ",
                field("REF _Ref7 \\h", "tabell sju"),
                ".",
            ),
            _item("första punkten", 3) + _item("underpunkt", 3, 1) + _item("steg ett", 4),
            _item("bokstavssteg", 4, 1),
            p("Förnyelse", style="Mlrubrik"),
            p("Tabell ", field("SEQ Tabell", "1"), " Översikt", style="Beskrivning"),
            table(["Kol", wide], [tall, "y", cell(p("flera") + p("stycken"))], [rest, "z", nested_cell(nested)]),
            p(picture("bild", alt="Karta")),
            p("Figur ", field("SEQ Figur", "1"), ". Kartan visar länet", style="Beskrivning"),
            p("Text vid rutan. ", _boxed("Faktaruta med ord.")),
            p(drawn('<c:chart r:id="chart"/>')),
            p(drawn('<dgm:relIds r:dm="smart"/>')),
            p("<m:oMathPara><m:oMath><m:r><m:t>a=b+c</m:t></m:r></m:oMath></m:oMathPara>"),
            p("Klimat<w:r><w:noBreakHyphen/></w:r>".replace("Klimat", r("Klimat")), r("mål"), "<w:r><w:tab/></w:r>", r("efter tabb")),
            p(r("H"), r("2", '<w:vertAlign w:val="subscript"/>'), r("O"), r("överstruket", "<w:strike/>")),
            control("<w:dropDownList/>", p("Valt värde")) + p(checkbox, " Kryssat val"),
            p("Målbild", style="Mlrubrik"),
            p(r("The vision in English", '<w:lang w:val="en-GB"/>'), _note(2, "endnote")),
            p("Sista citatet.", style="Citat"),
            '<w:sectPr><w:headerReference w:type="default" r:id="head"/></w:sectPr>',
        ]
    )  # fmt: skip


def nested_cell(inner: str) -> str:
    """A cell with a table in it."""
    return cell(p("yttre") + inner + p("efter"))


def _notes(kind: str, *said: str) -> str:
    marks = "".join(
        f'<w:{kind} w:type="{form}" w:id="{number}"><w:p><w:r><w:{form}/></w:r></w:p></w:{kind}>'
        for number, form in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return root(f"{kind}s", marks + "".join(said))


_CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich>'
    "<a:p><a:r><a:t>Diagramrubrik</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>"
    '<c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Serienamn</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Umeå</c:v></c:pt><c:pt idx="1"><c:v>Lycksele</c:v></c:pt>'
    '</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt>'
    '<c:pt idx="1"><c:v>34</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea>'
    "</c:chart></c:chartSpace>"
)
_SMART = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>'
    '<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Smartruta</a:t></a:r></a:p></dgm:t></dgm:pt>'
    '<dgm:pt modelId="2" type="pres"/></dgm:ptLst></dgm:dataModel>'
)


def word_shape() -> bytes:
    """A file as Word writes one in Swedish."""
    outside = f'<Relationship Id="web" Type="{OFFICE}/hyperlink" Target="https://region.example" TargetMode="External"/>'
    references = relationships(
        {
            "s": ("styles", "styles.xml"),
            "n": ("numbering", "numbering.xml"),
            "f": ("footnotes", "footnotes.xml"),
            "e": ("endnotes", "endnotes.xml"),
            "head": ("header", "header1.xml"),
            "bild": ("image", "media/image1.png"),
            "chart": ("chart", "charts/chart1.xml"),
            "smart": ("diagramData", "diagrams/data1.xml"),
        }
    ).replace("</Relationships>", outside + "</Relationships>")
    own = p("<w:r><w:footnoteRef/></w:r>", " Fotnotens ord.", style="Fotnotstext")
    return zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relationships({"d": ("officeDocument", "word/document.xml")}),
            "word/document.xml": root("document", f"<w:body>{_word_body()}</w:body>"),
            "word/_rels/document.xml.rels": references,
            "word/styles.xml": root("styles", "".join(_WORD_STYLES)),
            "word/numbering.xml": root("numbering", _WORD_NUMBERING),
            "word/footnotes.xml": _notes("footnote", f'<w:footnote w:id="1">{own}</w:footnote>'),
            "word/endnotes.xml": _notes(
                "endnote", f'<w:endnote w:id="2">{p("Slutnotens ord.")}</w:endnote>'
            ),
            "word/header1.xml": root("hdr", p("Sidhuvudets ord")),
            "word/charts/chart1.xml": _CHART,
            "word/diagrams/data1.xml": _SMART,
            "word/media/image1.png": png(),
        }
    )  # fmt: skip


# Google Docs


def _g(words: str, properties: str = "") -> str:
    return r(words, f'{properties}<w:rtl w:val="0"/>')


def _tagged(number: int, inside: str) -> str:
    return control(f'<w:tag w:val="goog_rdk_{number}"/><w:id w:val="{number}"/>', inside)


def _google_body() -> str:
    comment = (
        '<w:commentRangeStart w:id="0"/>' + _g("påståendet") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    suggested = '<w:ins w:author="Google-användare" w:id="3" w:date="2026-02-01T08:00:00Z">'
    suggested += _g("föreslaget") + "</w:ins>"
    return "".join(
        [
            p(_g("Strategi i Google"), style="Title"),
            _tagged(1, p(_g("Bakgrund"), style="Heading1")),
            p(_g("Vi prövar "), _tagged(2, comment), _g(" och "), _tagged(3, suggested), _g(" ord.")),
            p(f'<w:hyperlink r:id="rId9">{_g("länken", _UNDERLINED)}</w:hyperlink>', _g(" hit"), '<w:r><w:footnoteReference w:customMarkFollows="0" w:id="0"/></w:r>'),
            _item("punkt ett", 1, style="").replace("<w:pPr>", '<w:pPr><w:ind w:left="720"/>'),
            _item("punkt under", 1, 1, style=""),
            _item("siffra ett", 2, style=""),
            p(_g("Delrubrik"), style="Heading2", properties="<w:pageBreakBefore w:val='0'/>"),
            _tagged(4, table(["Celler", "i Google"], ["rad", "två"], [cell(p("hel rad"), '<w:gridSpan w:val="2"/>')])),
            p(picture("rId8", alt="Bild ur Google")),
            p(_g("Avslut på "), "<w:r><w:br w:type='page'/></w:r>", _g("ny sida")),
        ]
    )  # fmt: skip


def google_shape() -> bytes:
    """A file as Google Docs exports one."""
    levels = "".join(_level(depth, "bullet", "●") for depth in range(3))
    digits = "".join(_level(depth, "decimal", f"%{depth + 1}.") for depth in range(3))
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{digits}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="sv"/></w:rPr></w:rPrDefault></w:docDefaults>',
        _NORMAL,
        _style("Heading1", "heading 1"),
        _style("Heading2", "heading 2"),
        _style("Title", "Title"),
    )
    references = relationships(
        {
            "rId1": ("styles", "styles.xml"),
            "rId2": ("numbering", "numbering.xml"),
            "rId3": ("footnotes", "footnotes.xml"),
            "rId4": ("comments", "comments.xml"),
            "rId8": ("image", "media/image1.png"),
            "rId9": ("hyperlink", "https://docs.example/d"),
        }
    )
    said = f'<w:comment w:author="Kalle" w:id="0" w:date="2026-02-01T08:00:00Z">{p(_g("Stämmer det?"))}</w:comment>'
    note = f'<w:footnote w:id="0">{p("<w:r><w:footnoteRef/></w:r>", _g(" Noten i Google."))}</w:footnote>'
    return zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": root("document", f"<w:body>{_google_body()}</w:body>"),
            "word/_rels/document.xml.rels": references,
            "word/styles.xml": root("styles", "".join(styles)),
            "word/numbering.xml": root("numbering", numbering),
            "word/footnotes.xml": root("footnotes", note),
            "word/comments.xml": root("comments", said),
            "word/media/image1.png": png(),
        }
    )
