"""What officers have done with the points of a round: in sets, for there may be 100,000.

Nine in ten are opened and decided on, a third is somebody's, two in five have a theme, a third
is summed up in an argument, and some letters were sent by many. A second person is demanded behind
each decision, and stands behind all but one in a hundred.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import text

from webapp.core.database import session

ARGUMENTS = 150
GROUPS = 60
THEMES = 12
_STATEMENTS = (
    """
    UPDATE point SET decision = NULL, reply = '', decided_by = NULL, decided_at = NULL
    WHERE round_id = :round AND number % 10 = 3
    """,
    """
    INSERT INTO point_opening (point_id, user_id, opened_at)
    SELECT id, :officer, now() FROM point WHERE round_id = :round AND number % 10 <> 7
    """,
    """
    INSERT INTO second_demanded (round_id, demanded_by, demanded_at)
    VALUES (:round, :officer, now())
    """,
    """
    INSERT INTO decision_approval (point_id, revision, approved_by, approved_at)
    SELECT id, revision, :officer, now() FROM point
    WHERE round_id = :round AND decision IS NOT NULL AND number % 100 <> 8
    """,
    """
    INSERT INTO assignment (id, created_at, point_id, assignee_id, due, assigned_by, assigned_at,
        told_at)
    SELECT uuidv7(), now(), id, :officer, current_date + (number % 21)::int - 7, :officer, now(),
        now()
    FROM point WHERE round_id = :round AND number % 3 = 1
    """,
    """
    INSERT INTO theme (id, created_at, consultation_id, name)
    SELECT uuidv7(), now(), consultation_id, 'Tema ' || chr(64 + each)
    FROM round, generate_series(1, :themes) AS each WHERE round.id = :round
    """,
    """
    INSERT INTO point_theme (point_id, theme_id)
    SELECT point.id, theme.id
    FROM point JOIN round ON round.id = point.round_id
    JOIN theme ON theme.consultation_id = round.consultation_id
        AND theme.name = 'Tema ' || chr(65 + (point.number / 5 % :themes)::int)
    WHERE point.round_id = :round AND point.number % 5 < 2
    """,
    """
    INSERT INTO argument (id, created_at, round_id, number, view, summary, reply, made_by, revision)
    SELECT uuidv7(), now(), :round, each,
        jsonb_build_object('sv', 'målen behöver kunna följas upp, del ' || each),
        jsonb_build_object('sv', 'De saknar utgångsvärden, målnivåer och ett årtal.'), '',
        :officer, 1
    FROM generate_series(1, :arguments) AS each
    """,
    """
    INSERT INTO argument_section (argument_id, section_key)
    SELECT argument.id, (CAST(:keys AS uuid[]))[1 + argument.number % cardinality(:keys)]
    FROM argument WHERE argument.round_id = :round AND argument.number % 8 <> 0
    """,
    """
    INSERT INTO argument_point (argument_id, point_id, linked_by, linked_at)
    SELECT argument.id, point.id, :officer, now()
    FROM point JOIN argument ON argument.round_id = point.round_id
        AND argument.number = 1 + (point.number / 3 % :arguments)::int
    WHERE point.round_id = :round AND point.number % 3 = 0
    """,
    """
    INSERT INTO alike_search (id, created_at, round_id, asked_by, status, percent, attempts,
        finished_at, compared, latest_number)
    SELECT uuidv7(), now(), :round, :officer, 'done', 100, 1, now(), count(*), max(number)
    FROM point WHERE round_id = :round
    """,
    """
    INSERT INTO alike_group (id, created_at, round_id, lead_id, state, size)
    SELECT uuidv7(), now(), :round, min(id::text)::uuid,
        CASE WHEN number / 4 % :groups % 2 = 0 THEN 'confirmed' ELSE 'proposed' END, count(*)
    FROM point WHERE round_id = :round AND number % 4 = 2 GROUP BY number / 4 % :groups
    """,
    """
    INSERT INTO alike_member (group_id, point_id, state, is_same, likeness)
    SELECT alike_group.id, point.id, alike_group.state, point.number % 3 > 0,
        CASE WHEN point.number % 3 > 0 THEN 1 ELSE 0.9 END
    FROM alike_group JOIN point AS lead ON lead.id = alike_group.lead_id
    JOIN point ON point.round_id = :round AND point.number % 4 = 2
        AND point.number / 4 % :groups = lead.number / 4 % :groups
    WHERE alike_group.round_id = :round
    """,
)


def weigh(
    round_id: uuid.UUID, officer_id: uuid.UUID, section_keys: tuple[uuid.UUID, ...]
) -> Iterator[None]:
    """Do with the round's points what officers do, one thing at a time: commit after each."""
    yield
    known: Mapping[str, Any] = {
        "round": round_id, "officer": officer_id, "keys": list(section_keys),
        "themes": THEMES, "arguments": ARGUMENTS, "groups": GROUPS,
    }  # fmt: skip
    for statement in map(text, _STATEMENTS):
        asked = {key: value for key, value in known.items() if f":{key}" in statement.text}
        session.execute(statement, asked)
        yield
