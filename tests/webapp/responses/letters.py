"""Letters as files, made here: what bodies send when they do not answer on the web."""

import zipfile
from email.message import EmailMessage
from io import BytesIO

import docx
import pypdfium2
import typst
from PIL import Image

PARAGRAPHS = (
    "Kommunstyrelsen har tagit del av förslaget till ny innovationsstrategi för åren framöver.",
    (
        "Kommunen tillstyrker förslaget i huvudsak, men vill lyfta några synpunkter som rör "
        "uppföljning och ansvarsfördelning mellan regionen, kommunerna och näringslivet i länet."
    ),
    "Målen i avsnitt två bör gå att mäta.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def as_pdf(*paragraphs: str) -> bytes:
    """A letter printed to PDF."""
    source = "\n\n".join(paragraphs or PARAGRAPHS)
    return bytes(typst.compile(f'#set text(lang: "sv")\n{source}'.encode(), format="pdf"))


def as_scan(*paragraphs: str) -> bytes:
    """The same, printed, signed and put through a scanner: a picture of each page."""
    document = pypdfium2.PdfDocument(as_pdf(*paragraphs))
    pages = [page.render(scale=2, grayscale=True).to_pil() for page in document]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=144)
    return out.getvalue()


def as_blank_scan() -> bytes:
    """A scan of a page without a word on it."""
    out = BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PDF")
    return out.getvalue()


def as_docx(*paragraphs: str) -> bytes:
    """A letter in Word."""
    document = docx.Document()
    for paragraph in paragraphs or PARAGRAPHS:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_odt(*paragraphs: str) -> bytes:
    """A letter in LibreOffice."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    said = "".join(f"<t:p>{paragraph}</t:p>" for paragraph in paragraphs or PARAGRAPHS)
    xml = (
        f'<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0">'
        f"<o:body><o:text>{said}</o:text></o:body></o:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", xml)
    return out.getvalue()


def as_mail(
    *files: tuple[str, bytes], body: str = "Svar bifogas.", sender: str = "", **headers: str
) -> bytes:
    """A letter by e-mail, as a mail server hands it over; in names, underscores are hyphens."""
    message = EmailMessage()
    message["From"] = sender or "Diariet <diariet@umea.example>"
    message["To"] = "remiss@region.example"
    message["Subject"] = headers.pop("subject", "Sv: Remiss av innovationsstrategi")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
