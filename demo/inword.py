"""A body that answers in the comment table: some rows find their place, one does not."""

from io import BytesIO

import openpyxl

from webapp.accounts.models import Participant
from webapp.core import rendering
from webapp.core.background import take_own
from webapp.core.database import uuid7
from webapp.responses import commenttables, labels
from webapp.responses.models import AnswerFile, OwnSpace
from webapp.responses.service import answer_files as service
from webapp.responses.service.uploads import Given

ROWS = (
    ("3", "stycke 1", "al", "Bra att målen går att följa upp. Ange ett startvärde för varje.", ""),
    ("4", "", "sa", "Siffran om investeringar behöver en källa.", "Lägg till källa och årtal."),
    ("2", "stycke 40", "re", "Meningen är svår att läsa.", "Dela den i två."),
    ("Järnvägen", "", "al", "Järnvägen nämns inte, trots att allt annat hänger på den.", ""),
    ("", "", "al", "Vi står bakom strategins inriktning i stort.", ""),
)


def hand_in(space: OwnSpace, person: Participant) -> None:
    """Fill in the table, hand it in and read it, as a worker does."""
    with rendering.spoken("sv"):
        words = labels.comment_table("Innovationsstrategi", "sv")
    book = openpyxl.load_workbook(BytesIO(commenttables.as_workbook(words, ())))
    for number, (section, block, kind, comment, proposal) in enumerate(ROWS, start=2):
        for column, said in enumerate(("", "", section, block, kind, comment, proposal), start=1):
            book.worksheets[0].cell(number, column, said)
    target = BytesIO()
    book.save(target)
    handed = service.Handed(person, uuid7(), "sv")
    work = service.take_in_file(space, lambda: Given("Våra synpunkter.xlsx", target), handed)
    turn = take_own(AnswerFile, work.id)
    service.read_answer_file(turn, lambda _percent: None, authority="")
