"""What weighing points costs: `python -m tests.bench.weighing ROUND REPEATS`.

The pages are asked for through the product's own views, within this process. Prints JSON.
"""

import json
import sys
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from flask import Flask
from sqlalchemy import func, select

from tests.bench.drafting import Measured, get, signed_in, warmed
from webapp.accounts.models import User
from webapp.assessment.models import AlikeGroup, Argument, Point
from webapp.core.database import db, session
from webapp.factory import serve

WORKBENCH = (
    "the list", "the list's last page", "the points that wait", "rare words", "the board",
    "the board by person", "the board by theme", "the board by sender",
    "the board of found words", "one point", "related points", "how far it has come",
    "what is left", "the arguments", "one argument", "one to merge",
)  # fmt: skip
"""The pages on which officers work with points all day."""

BESIDE = (
    "the figures", "texts that are alike", "a group of them", "secrecy", "results by letter",
)  # fmt: skip
"""Those that they look at now and then."""


def everything(app: Flask, round_id: uuid.UUID, repeats: int) -> Iterator[Measured]:
    """Ask for each page that officers weigh a round's points on."""
    with app.app_context():
        officer = session.scalars(select(User)).first()
        client = signed_in(app, officer.get_id() if officer else "")
        found = _pages(round_id)
        db.session.remove()
    for page in (*WORKBENCH, *BESIDE):
        yield warmed(f"weighing: {page}", get(client, found[page]), repeats)


def _pages(round_id: uuid.UUID) -> Mapping[str, str]:
    here = f"/rounds/{round_id}"
    last = session.scalar(select(func.max(Point.number)).where(Point.round_id == round_id)) or 0
    point = session.scalar(select(Point.id).where(Point.round_id == round_id, Point.number == 5))
    argument = session.scalar(select(Argument.id).where(Argument.round_id == round_id).limit(1))
    group = session.scalar(select(AlikeGroup.id).where(AlikeGroup.round_id == round_id).limit(1))
    return {
        "the list": f"{here}/points",
        "the list's last page": f"{here}/points?after={max(last - 20, 0)}",
        "the points that wait": f"{here}/points?status=waits",
        "rare words": f"{here}/points?q=kyrkogård",
        "the board": f"{here}/board",
        "the board by person": f"{here}/board?by=assignee",
        "the board by theme": f"{here}/board?by=theme",
        "the board by sender": f"{here}/board?by=sender",
        "the board of found words": f"{here}/board?q=inlandet",
        "one point": f"/points/{point}",
        "related points": f"/points/{point}/related",
        "how far it has come": f"{here}/assessment",
        "what is left": f"{here}/gate",
        "the figures": f"{here}/statistics",
        "texts that are alike": f"{here}/alike",
        "a group of them": f"/alike/{group}",
        "the arguments": f"{here}/arguments",
        "one argument": f"/arguments/{argument}",
        "one to merge": f"/arguments/{argument}/merge",
        "secrecy": f"{here}/secrecy",
        "results by letter": f"{here}/letters/results",
    }


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    round_id, repeats = uuid.UUID(sys.argv[1]), int(sys.argv[2])
    print(json.dumps([asdict(each) for each in everything(serve(), round_id, repeats)]))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
