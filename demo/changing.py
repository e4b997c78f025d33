"""A proposal that is taken into the text, and a change in it that a point is said to be why."""

from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import Point
from webapp.drafts import queries as drafts
from webapp.drafts.models import Block
from webapp.drafts.service import Spot, Written
from webapp.rounds.models import Round

SENTENCE = "100 000 kronor"


def take_in(round_: Round, officer: User) -> None:
    """Accept the first proposal that can be taken in as it is."""
    for point in queries.points(round_.id):
        plan = queries.plan(point)
        if plan is not None and plan.obstacle is None:
            service.accept(point, actor=officer)
            return


def say_why(round_: Round, officer: User) -> None:
    """Say of a change that was written in the document which point it came of."""
    document = round_.version.document
    working = drafts.working_version(document.id)
    for section in drafts.reading(working.id) if working else ():
        point = _on(round_, section.key)
        for block in section.blocks:
            if point is not None and SENTENCE in block.text.get("sv", ""):
                former = drafts.section(round_.version_id, section.key)
                was = next(each for each in former.blocks if each.key == block.key)
                spot = Spot(section.key, block.key, "sv")
                service.link(point, spot, _written(was, block), actor=officer)


def _on(round_: Round, section_key: object) -> Point | None:
    found = (each for each in queries.points(round_.id) if each.section_key == section_key)
    return next(found, None)


def _written(was: Block, now: Block) -> Written:
    return Written(now.key, None, dict(was.text), dict(now.text))
