"""The text between the two rounds: what the officer changed after the first, and froze anew."""

from typing import Final

from demo.drafting import rewrite, titled
from webapp.accounts.models import User
from webapp.drafts import service
from webapp.drafts.models import Document, Version

ENDS: Final = {
    "sv": "parallellt med att remissvaren sammanställs.",
    "en": "drawn up while the responses are being compiled.",
}
ADDED: Final = {
    "sv": "När en stor arbetsgivare växer eller försvinner snabbt sammankallar regionen parterna "
    "inom fem arbetsdagar. Vem som gör vad övas en gång om året.",
    "en": "When a large employer grows or disappears quickly, the region calls the parties "
    "together within five working days. Who does what is practised once a year.",
}
CHANGES: Final = (
    (
        "Så prioriteras projektidéer",
        {
            "sv": ("färre än 10 000 invånare", "färre än 15 000 invånare"),
            "en": ("fewer than 10,000 inhabitants", "fewer than 15,000 inhabitants"),
        },
    ),
    (
        "Exempel 7: Besöksnäring och friluftsliv",
        {
            "sv": ("i maj och november", "i juni och november"),
            "en": ("in May and November", "in June and November"),
        },
    ),
    (
        "Höj kompetensen där omställningen sker",
        {
            "sv": ("Lärcentrum i varje kommun ger", "Lärcentrum och campus i kommunerna ger"),
            "en": (
                "Learning centres in every municipality give",
                "Learning centres and campuses in the municipalities give",
            ),
        },
    ),
    ("Genomförande", {tag: (words, f"{words}\n\n{ADDED[tag]}") for tag, words in ENDS.items()}),
)
"""What answers of the first round led to: the section, and the words before and after."""


def renew(document: Document, officer: User) -> Version:
    """Change the text as the decisions on the first round say, and freeze what is asked about."""
    for title, texts in CHANGES:
        rewrite(document, titled(document, title), texts, officer)
    return service.freeze(document, name="Andra remissen", note="", actor=officer)
