"""The receipt of a submitted response as a tagged PDF (PDF/UA-1): what came in, when, in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from webapp.drafts.typesetting import Typesetter, array, directed, exact, literal, primary
from webapp.responses import proposals
from webapp.responses.content import digest
from webapp.responses.plaintext import clean, line, paragraphs, title
from webapp.responses.words import Words

ATTACHED = "response.json"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment or answer as submitted; `about` is the section or the question."""

    about: str
    text: str
    quote: str = ""
    proposed_wording: str = ""
    position: str = ""
    choices: tuple[str, ...] = ()
    """The words of the options that were chosen."""
    change: str = ""
    """What it does with the quoted words: replace, add, remove; empty where it does nothing."""
    importance: str = ""
    files: tuple[str, ...] = ()
    """The names of the attached files that support it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says. States are given in words; `content` is its canonical bytes.

    Without `content` it is a copy for others than the sender, who cannot check it by them.
    """

    title: str
    registry_number: str
    authority: str
    sender: str
    form: str
    position: str
    submitted_at: datetime
    late: bool
    content: bytes
    last_day: date | None = None
    contact: str = ""
    statement: str = ""
    comments: tuple[Said, ...] = ()
    answers: tuple[Said, ...] = ()
    attachments: tuple[str, ...] = ()
    together: str = ""
    """The other bodies whose answer it is, where it is a joint one."""
    joins: str = ""
    """Whose answer it joins, and which."""
    decision: tuple[tuple[str, str], ...] = ()
    """What is known of the decision behind it, each with its name."""
    language: str = ""
    notice: str = ""
    """What is left out of a copy for others, and why."""

    def __post_init__(self) -> None:
        """Refuse a time that could be read in two ways."""
        if self.submitted_at.tzinfo is None:
            raise ValueError("the time of submission lacks a time zone")

    @property
    def checksum(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return digest(self.content)


def compile_receipt(receipt: Receipt, *, words: Words) -> bytes:
    """The receipt as PDF with the registered content attached; the same receipt, the same bytes."""
    source = "".join(_source(receipt, words))
    return Typesetter(receipt.submitted_at).pdf(source, content=receipt.content.decode())


def _source(receipt: Receipt, words: Words) -> Iterator[str]:
    _ = words.gettext
    running = f"{receipt.registry_number} · {receipt.title}"
    yield '#import "/responses/receipt.typ": *\n'
    yield f"#show: paged.with(title: {literal(title(receipt.title))}, "
    yield f"authors: {array([line(receipt.authority)])}, running: {literal(line(running))}, "
    yield f"language: {literal(primary(words.language))})\n"
    yield _first_page(receipt, words)
    yield _heading(1, _("What was submitted"))
    yield from _content(receipt, words)
    if not receipt.content:
        return
    yield _heading(1, _("How to check the receipt"))
    yield _prose("body", _checking(words))
    description = _("The response as it was registered")
    yield f"#registered({literal('/' + ATTACHED)}, {literal(description)})\n"


def _first_page(receipt: Receipt, words: Words) -> str:
    _ = words.gettext
    kind, summed = _("Receipt for a response"), _("Checksum (SHA-256)")
    if not receipt.content:
        kind = _("A response as it may be read")
    pairs = (array([name, line(value)]) for name, value in _facts(receipt, words) if value)
    facts = "".join(f"{pair}," for pair in pairs)
    checksum = f"({literal(summed)}, {exact(receipt.checksum)})" if receipt.content else "none"
    head = f"{literal(line(receipt.authority))}, {literal(kind)}"
    notes = [_punctuality(receipt, words), *paragraphs(receipt.notice)]
    return f"#receipt({head}, ({facts}), {checksum}, {array(notes)})\n"


def _facts(receipt: Receipt, words: Words) -> tuple[tuple[str, str], ...]:
    _ = words.gettext
    return (
        (_("Registry number"), receipt.registry_number),
        (_("Sender"), receipt.sender),
        (_("Answers jointly with"), receipt.together),
        (_("Kind of response"), receipt.form),
        (_("Position"), receipt.position),
        (_("Received"), words.exact_moment(receipt.submitted_at)),
        (_("Last day to answer"), words.date(receipt.last_day) if receipt.last_day else ""),
        (_("Joins the answer of"), receipt.joins),
        *receipt.decision,
        (_("Contact"), receipt.contact),
    )


def _punctuality(receipt: Receipt, words: Words) -> str:
    _ = words.gettext
    if receipt.late:
        return _(
            "The response came in after the last day to answer. It is registered, and the "
            "authority decides whether it can be considered."
        )
    return _("The response came in on time.")


def _content(receipt: Receipt, words: Words) -> Iterator[str]:
    _ = words.gettext
    spoken = receipt.language
    if receipt.statement:
        yield _heading(2, _("Statement"))
        yield _prose("body", paragraphs(receipt.statement), language=spoken)
    if receipt.answers:
        yield _heading(2, _("Answers to the questions"))
        yield from (_said(said, spoken, words) for said in receipt.answers)
    if receipt.comments:
        yield _heading(2, _("Comments by section"))
        yield from (_said(said, spoken, words) for said in receipt.comments)
    if receipt.attachments:
        yield _heading(2, _("Attached files"))
        yield f"#bullets({array(map(line, receipt.attachments))})\n"
    if not (receipt.statement or receipt.answers or receipt.comments or receipt.attachments):
        yield _prose("note", (_("The response holds no text of its own."),))


def _said(said: Said, language: str, words: Words) -> str:
    _ = words.gettext
    meta = " · ".join(filter(None, (line(said.position), line(said.importance))))
    head = ", ".join(map(literal, ("", "", line(said.about), meta)))
    parts = (
        "" if said.change else _call("quote", paragraphs(said.quote)),
        f"bullets({array(map(line, said.choices))})" if said.choices else "",
        _call("body", paragraphs(said.text), language=language),
        _change(said, language, words)
        if said.change
        else _call(
            "proposal", paragraphs(said.proposed_wording), _("Proposed wording:"), language=language
        ),
        _call("body", (_("Supported by: %(files)s") % {"files": line(", ".join(said.files))},))
        if said.files
        else "",
    )
    return f"#entry({head}, {{{'; '.join(filter(None, parts))}}})\n"


def _change(said: Said, language: str, words: Words) -> str:
    """The Typst call that shows what a comment would take away and put in."""
    _ = words.gettext
    labels = {
        "replace": _("Proposed change:"),
        "add": _("Proposed new paragraph:"),
        "remove": _("Proposed to be removed:"),
    }
    found = proposals.pieces(said)
    pieces = "".join(f"{array((each.fate.value, clean(each.text)))}," for each in found)
    spoken = f", language: {literal(primary(language))}" if primary(language) else ""
    return f"tracked({literal(labels[said.change])}, ({pieces}){spoken})" if pieces else ""


def _checking(words: Words) -> tuple[str, ...]:
    _ = words.gettext
    return (
        _(
            "The file %(name)s, which is attached to this PDF, holds the response exactly as it "
            "was registered. Save the file and work out its SHA-256, for instance with the program "
            "sha256sum."
        )
        % {"name": ATTACHED},
        _("If it is the same as the checksum above, nothing in the response has been changed."),
    )


def _heading(level: int, text: str) -> str:
    return f"#heading(level: {level}, {literal(text)})\n"


def _prose(style: str, texts: tuple[str, ...], *, language: str = "") -> str:
    call = _call(style, texts, language=language)
    return f"#{call}\n" if call else ""


def _call(style: str, texts: tuple[str, ...], label: str = "", *, language: str = "") -> str:
    """The Typst call that sets paragraphs of one style; nothing if there are none."""
    if not texts:
        return ""
    spoken = f", language: {literal(primary(language))}" if primary(language) else ""
    return f"prose({literal(style)}, {literal(label)}, {directed(texts)}{spoken})"
