"""Two presses at the same moment, on a database of their own: one waits for the other."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from tests.databases import fresh_database
from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.accounts.models import Participant, User
from webapp.core import clock
from webapp.core.database import db, session
from webapp.factory import create_app
from webapp.responses import queries
from webapp.responses.models import Channel, IncomingResponse, OwnSpace, Position, Response
from webapp.responses.service import Submission, filing, submit
from webapp.responses.service.filing import Answerer, Filing
from webapp.rounds.models import Invitation


@pytest.fixture
def real(server_url, migrated, settings) -> Iterator[Flask]:
    """The application on a database where transactions really end."""
    with fresh_database(server_url, migrated) as url:
        app = create_app(replace(settings, database_url=url))
        with app.app_context():
            yield app
            session.remove()
            db.engine.dispose()


def at_once(app: Flask, actions: list[Callable[[], None]]) -> None:
    """Do all `actions`, each in a thread and a transaction of its own, as one."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], None]) -> None:
        with app.app_context():
            barrier.wait()
            action()
            session.commit()

    threads = [Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def press(space_id: uuid.UUID, person_id: uuid.UUID, key: uuid.UUID) -> Callable[[], None]:
    def press() -> None:
        space = session.get_one(OwnSpace, space_id)
        submit(space, session.get_one(Participant, person_id), Submission(key))

    return press


def test_a_double_press_is_one_response_and_numbers_have_no_holes(real):
    round_ = RoundFactory()
    person = ParticipantFactory().id
    spaces = [
        OwnSpaceFactory(invitation=InvitationFactory(round=round_), position=Position.ENDORSE).id
        for _ in range(3)
    ]
    session.commit()
    keys = {space: uuid.uuid4() for space in spaces}
    at_once(real, [press(space, person, keys[space]) for space in spaces * 3])
    found = session.scalars(select(Response).order_by(Response.number)).all()
    assert [response.number for response in found] == [1, 2, 3]
    assert {response.submission_key for response in found} == set(keys.values())


def test_two_windows_that_submit_at_once_make_two_versions(real):
    space = OwnSpaceFactory(position=Position.ENDORSE).id
    person = ParticipantFactory().id
    session.commit()
    at_once(real, [press(space, person, uuid.uuid4()) for _ in range(2)])
    first, second = session.scalars(select(Response).order_by(Response.number)).all()
    assert (first.replaces_id, second.replaces_id) == (None, first.id)


def letter(round_id: uuid.UUID) -> uuid.UUID:
    waiting = IncomingResponse(
        round_id=round_id, channel=Channel.PAPER, arrived_at=clock.now(), text_status="read"
    )
    session.add(waiting)
    session.commit()
    return waiting.id


def file_it(
    incoming_id: uuid.UUID, invitation_id: uuid.UUID, user_id: uuid.UUID
) -> Callable[[], None]:
    def file_it() -> None:
        invitation = session.get_one(Invitation, invitation_id)
        who = Answerer(invitation, invitation.organisation, name=invitation.name)
        said = Filing(who, clock.now(), position=Position.ENDORSE, statement="Brevet.")
        filing.file(queries.incoming(incoming_id), said, actor=session.get_one(User, user_id))

    return file_it


@pytest.mark.parametrize("writes_on_the_web", [True, False])
def test_letters_and_the_web_at_once_leave_one_response_that_counts(real, writes_on_the_web):
    invitation = InvitationFactory(round=RoundFactory())
    keys = (invitation.round_id, invitation.id, UserFactory().id)
    person = ParticipantFactory().id
    actions = []
    if writes_on_the_web:
        space = OwnSpaceFactory(invitation=invitation, position=Position.OPPOSE).id
        session.commit()
        actions = [press(space, person, uuid.uuid4())]
    letters = [letter(keys[0]) for _ in range(3)]
    # Each is filed twice, as by a double press.
    actions += [file_it(each, *keys[1:]) for each in letters * 2]
    at_once(real, actions)
    found = session.scalars(select(Response).order_by(Response.number)).all()
    assert [each.number for each in found] == list(range(1, len(letters) + writes_on_the_web + 1))
    assert [each.replaces_id for each in found] == [None, *(each.id for each in found[:-1])]
    assert len(queries.submitted(keys[0])) == 1
