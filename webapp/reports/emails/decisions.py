"""To everyone that was asked and everyone that answered: what the board decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.core import rendering
from webapp.core.rendering import localised, show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.reports.telling import Recipient, Why
from webapp.rounds import labels
from webapp.rounds import queries as rounds
from webapp.rounds.emails import Preview, is_said_otherwise, preview
from webapp.rounds.models import BoardDecision


def board_decision(decision: BoardDecision, told: Sequence[Recipient]) -> list[Letter]:
    """One letter to each address of `told`; the same decision is never said twice to one."""
    intros = rounds.intros(decision.round_id).get(Occasion.BOARD_DECISION, {})
    shared = {tag: _words(decision, tag) for tag in {each.language for each in told}}
    return [
        Letter(
            occasion=Occasion.BOARD_DECISION,
            about=decision.id,
            concerns=each.invitation_id,
            address=each.address,
            language=each.language,
            params={
                **shared[each.language],
                "intro": intros.get(each.language, ""),
                "name": each.name,
                "why": each.why.value,
                "has_answered": each.has_answered,
                "to_one": each.to_one,
            },
            thread=decision.round_id,
        )
        for each in told
    ]


def previews_of_decision(
    decision: BoardDecision,
    samples: Sequence[Recipient],
    counts: Mapping[tuple[Why, str, bool], int],
) -> list[tuple[Recipient, Preview]]:
    """The e-mail as each of `samples` gets it, with how many get the same for the same reason.

    A private person's is one of its own where a body is told the same in other words.
    """
    firsts: dict[tuple[Why, str, bool], tuple[Recipient, Letter]] = {}
    alike: Counter[tuple[Why, str, bool]] = Counter()
    for each, letter in zip(samples, board_decision(decision, samples), strict=True):
        kind = (each.why, each.language, each.to_one and is_said_otherwise(letter))
        firsts.setdefault(kind, (each, letter))
        alike[kind] += counts.get((each.why, each.language, each.to_one), 1)
    return [(each, preview(letter, alike[kind])) for kind, (each, letter) in firsts.items()]


def _words(decision: BoardDecision, language: str) -> Mapping[str, Any]:
    round_ = decision.round
    case = round_.consultation
    with rendering.spoken(language):
        day = show_date(decision.decided_on, "d MMMM y")
        decided = str(labels.DECIDED[decision.decided])
    return {
        "title": localised(case.title, language),
        "registry_number": case.registry_number,
        "day": day,
        "body": localised(decision.body, language),
        "paragraph": decision.paragraph,
        "decided": decided,
        "text": localised(decision.text, language),
        "text_language": language if decision.text.get(language) else "sv",
        "round_id": str(decision.round_id),
        "case": str(round_.consultation_id),
        "has_report": round_.reported_at is not None,
        "has_minutes": decision.minutes_id is not None,
        "version": str(decision.version_id or ""),
        "contact": {
            "name": case.contact_name,
            "title": case.contact_title,
            "email": case.contact_email,
            "phone": case.contact_phone,
        },
    }
