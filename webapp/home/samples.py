"""What the gallery of e-mails fills each of them in with. Pure, and all of it invented."""

from collections.abc import Mapping
from typing import Any

from webapp.notifications.models import AMONG_COLLEAGUES, Occasion

ID = "00000000-0000-7000-8000-000000000000"
"""Of what the e-mails are about. Their links lead nowhere."""

TITLES = {"sv": "Regional innovationsstrategi", "en": "Regional innovation strategy"}
DAYS = {"sv": "onsdag 31 mars 2027", "en": "Wednesday 31 March 2027"}
OPENINGS = {"sv": "måndag 11 januari 2027", "en": "Monday 11 January 2027"}
MOMENTS = {"sv": "onsdag 10 mars 2027 13:00", "en": "Wednesday 10 March 2027 13:00"}
LETTERS = {
    "sv": "Vi vill veta vad ni tycker om förslaget. Svara gärna på frågorna.",
    "en": "We would like to know what you think of the draft. Please answer the questions.",
}
CORRECTIONS = {
    "sv": "Beloppet för 2028 ska vara 42 miljoner kronor.",
    "en": "The amount for 2028 is SEK 42 million.",
}
QUOTES = {
    "sv": "Vi ställer oss i huvudsak bakom förslaget.",
    "en": "We endorse the draft in the main.",
}
REASONS = {
    "sv": "Kommunstyrelsen sammanträder den 6 april.",
    "en": "The municipal board meets on 6 April.",
}
MEETINGS = {"sv": "Dialogkonferens", "en": "Dialogue conference"}
QUESTIONS = {"sv": "Måste alla frågor besvaras?", "en": "Must every question be answered?"}

CONTACT = {
    "name": "Karin Kontakt",
    "title": "Strateg",
    "email": "karin.kontakt@region.example",
    "phone": "090-465 04 10",
}


def _colleagues(language: str) -> dict[str, Any]:
    place = {"key": ID, "by": "Anders Ek", "place": f"2.1 {TITLES[language]}"}
    return {
        "by": "Anders Ek",
        "came": "registrator@umea.example",
        "role": "writer",
        "until": DAYS[language],
        "link": f"{ID}:1",
        "places": [{**place, "day": DAYS[language]}, {**place, "day": ""}],
        "remarks": [place, {**place, "place": ""}],
        "outcome": "returned",
        "body": "Vindelns kommun",
        "said": "yes",
        "sent": True,
    }


def params(occasion: Occasion, language: str) -> Mapping[str, Any]:
    """What an e-mail on `occasion` is filled in with, in one language."""
    return {**_common(language), **_OWN.get(occasion, _nothing)(language)}


def _common(language: str) -> dict[str, Any]:
    letter = LETTERS[language]
    return {
        "about": ID,
        "title": TITLES[language],
        "registry_number": "RUN 2027/12",
        "name": "Umeå kommun",
        "deadline": DAYS[language],
        "questions": 4,
        "day": DAYS[language],
        "opens": OPENINGS[language],
        "ended": DAYS[language],
        "moment": MOMENTS[language],
        "starts": MOMENTS[language],
        "link": "preview",
        "not_me": ID,
        "contact": CONTACT,
        "letter_html": f"<p>{letter}</p>",
        "letter_text": letter,
        "letter_language": language,
        "heading": CORRECTIONS[language],
        "text_html": f"<p>{CORRECTIONS[language]}</p>",
        "text_plain": CORRECTIONS[language],
        "text_language": language,
        "round_id": ID,
        "has_begun": True,
        "is_open": True,
        "mailbox": "kommunen@umea.example",
        "body": ID,
        "address": "kommunen@umea.example",
        "answer": REASONS[language],
        "reason": REASONS[language],
        "because": REASONS[language],
        "who": "Umeå kommun",
        "asked": QUESTIONS[language],
        "meeting": MEETINGS[language],
        "description": LETTERS[language],
        "place": "Väven, Umeå",
        "join": "https://moten.region.example/dialog",
    }


def _response(language: str) -> dict[str, Any]:
    return {
        "contact": CONTACT["email"],
        "reference": "RUN 2027/12-34",
        "response_number": "RUN 2027/12-34",
        "response": ID,
        "response_id": ID,
        "sender": "Umeå kommun",
        "together": ["Vindelns kommun", "SCA"],
        "answer": "RUN 2027/12-33",
        "form": "answer",
        "preliminary": True,
        "late": False,
        "channel": "email",
        "position": "endorse_in_part",
        "read": "endorse_in_part",
        "quote": QUOTES[language],
        "came_in": MOMENTS[language],
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "subject": TITLES[language],
        "files": ["yttrande.pdf"],
    }


def _digest(language: str) -> dict[str, Any]:
    line = {**_response(language), "title": TITLES[language], "id": ID}
    return {"lines": [line, {**line, "reference": "RUN 2027/12-35", "sender": "SCA"}]}


def _weekly(language: str) -> dict[str, Any]:
    line = {
        "id": ID,
        "title": TITLES[language],
        "registry_number": "RUN 2027/12",
        "deadline": DAYS[language],
        "days": 21,
        "invited": 203,
        "answered": 61,
        "trouble": 2,
        "unasked": 4,
        "questions": 1,
    }
    return {"week": 10, "rounds": [line]}


def _drafting(language: str) -> dict[str, Any]:
    note = {"key": ID, "section": TITLES[language], "by": "Anders Ek"}
    return {
        "document": ID,
        "by": "Anders Ek",
        "text": QUESTIONS[language],
        "outcome": "approved",
        "delegation": "§ 12",
        "notes": [{**note, "quote": QUOTES[language], "text": QUESTIONS[language]}],
    }


def _report(language: str) -> dict[str, Any]:
    return {
        "number": 2,
        "edition": ID,
        "by": "Anders Ek",
        "text": QUESTIONS[language],
        "outcome": "approved",
        "delegation": "§ 12",
        "when": MOMENTS[language],
    }


def _decision(language: str) -> dict[str, Any]:
    return {
        "body": {"sv": "Regionala utvecklingsnämnden", "en": "The Regional Development Board"}[
            language
        ],
        "paragraph": "47",
        "decided": {"sv": "Antogs med ändringar", "en": "Adopted with changes"}[language],
        "text": CORRECTIONS[language],
        "case": ID,
        "why": "invited",
        "has_answered": True,
        "has_report": True,
        "has_minutes": True,
        "version": ID,
    }


def _points(language: str) -> dict[str, Any]:
    line = {
        "title": TITLES[language],
        "registry_number": "RUN 2027/12",
        "round_id": ID,
        "count": 7,
        "since": DAYS[language],
        "name": "Hanna Handläggare",
    }
    return {
        "count": 12,
        "by": ["Anders Ek"],
        "days": [(DAYS[language], 7), ("", 5)],
        "rounds": [line],
    }


def _clarification(language: str) -> dict[str, Any]:
    return {
        "clarification": ID,
        "reference": "RUN 2027/12-34",
        "sender": "Umeå kommun",
        "question": QUESTIONS[language],
        "words": QUOTES[language],
        "cut": False,
        "words_language": language,
        "by": "Hanna Handläggare",
        "contact": CONTACT["email"],
        "text": REASONS[language],
        "point": ID,
        "number": 34,
    }


def _undelivered(_language: str) -> dict[str, Any]:
    line = {
        "invitation": ID,
        "name": "Umeå kommun",
        "occasion": Occasion.INVITATION.value,
        "address": "kommunen@umea.example",
        "answer": "550 5.1.1 The mailbox does not exist",
        "unwanted": False,
    }
    reminder = {**line, "name": "SCA", "occasion": Occasion.REMINDER_ONE_WEEK.value}
    return {"lines": [line, {**reminder, "address": "info@sca.example", "unwanted": True}]}


def _thanks(language: str) -> dict[str, Any]:
    return {"case": ID, "steps": [(DAYS[language], MEETINGS[language])]}


def _invitation(language: str) -> dict[str, Any]:
    """An invitation to a new round, which says all that one to a first round does, and more."""
    said = {"sections": 4, "ended": OPENINGS[language], "round": ID, "report": ID}
    return {"since": {**said, "was": "answered"}}


def _account(_language: str) -> dict[str, Any]:
    said = {"by": "Anders Ek", "by_address": "anders.ek@region.example", "roles": ["case_officer"]}
    return {**said, "change": "roles", "given": ["approver"], "taken": ["registrar"]}


def _nothing(_language: str) -> dict[str, Any]:
    return {}


_RESPONSES = (
    Occasion.DRAFT_ERASED_SOON,
    Occasion.RECEIPT,
    Occasion.FINAL_AWAITED,
    Occasion.JOINED_REPLACED,
    Occasion.JOINT_LEFT,
    Occasion.NEW_RESPONSE,
    Occasion.POSITION_READ,
    Occasion.POSITION_PUT_RIGHT,
    Occasion.ANSWER_WAITS,
    Occasion.FILE_UNREADABLE,
    Occasion.RESPONSE_DISOWNED,
    Occasion.REPORT_PUBLISHED,
)

_DRAFTS = (Occasion.APPROVAL_ASKED, Occasion.APPROVAL_DECIDED, Occasion.NOTE_ASSIGNED)

_REPORTS = (
    Occasion.REPORT_WITHDRAWN,
    Occasion.REPORT_APPROVAL_ASKED,
    Occasion.REPORT_APPROVAL_DECIDED,
)

_POINTS = (Occasion.POINTS_ASSIGNED, Occasion.POINTS_OVERDUE, Occasion.POINTS_LONG_OVERDUE)

_ACCOUNTS = (
    Occasion.ACCOUNT_MADE,
    Occasion.CHOOSE_PASSWORD,
    Occasion.PASSWORD_CHANGED,
    Occasion.ROLE_CHANGED,
)

_OWN = {
    **dict.fromkeys(_ACCOUNTS, _account),
    **dict.fromkeys(_RESPONSES, _response),
    **dict.fromkeys(_DRAFTS, _drafting),
    **dict.fromkeys(_REPORTS, _report),
    **dict.fromkeys(_POINTS, _points),
    Occasion.CLARIFICATION_ASKED: _clarification,
    Occasion.CLARIFICATION_ANSWERED: _clarification,
    Occasion.BOARD_DECISION: _decision,
    Occasion.NEW_RESPONSES: _digest,
    Occasion.WEEKLY_STATUS: _weekly,
    Occasion.UNDELIVERED: _undelivered,
    Occasion.INVITATION: _invitation,
    Occasion.THANKS: _thanks,
    **dict.fromkeys(AMONG_COLLEAGUES, _colleagues),
}
