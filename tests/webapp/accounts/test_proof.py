"""Proof of work where very much is asked for, and the other way for who cannot have it done."""

import base64
import json
from datetime import timedelta

import altcha
import pytest
import time_machine
from sqlalchemy import select

from tests.brokers import empty, own_broker
from tests.factories.accounts import ParticipantFactory
from tests.factories.rounds import RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.accounts import asking, proof
from webapp.accounts.models import SignIn
from webapp.core import access, clock
from webapp.core.database import session
from webapp.core.extensions import redis
from webapp.notifications.models import Email

ADDRESS = "siv@svar.example"


@pytest.fixture(scope="module")
def own_redis(redis_url):
    """Counters that no other process of the tests, nor another run, adds to or empties."""
    with own_broker(redis_url) as url:
        yield url


@pytest.fixture(autouse=True)
def much(app, database, own_redis, monkeypatch):
    """Three links an hour to an address are much, and six from a network."""
    monkeypatch.setitem(app.config, "PROOF_AFTER_ADDRESS", 3)
    monkeypatch.setitem(app.config, "PROOF_AFTER_NETWORK", 6)
    monkeypatch.setitem(app.config, "REDIS_URL", own_redis)
    empty(own_redis)


def solved(challenge: str) -> str:
    """What a browser gives back for a challenge: the same work, done here."""
    found = altcha.Challenge.from_dict(json.loads(challenge))
    solution = altcha.solve_challenge(found)
    assert solution is not None
    return altcha.Payload(found, solution).to_base64()


def ask(client, email=ADDRESS, button="Skicka länken", **fields):
    client.get("/sign-in/link")
    return client.submit(button, email=email, **fields)


def asked() -> list[SignIn]:
    return list(session.scalars(select(SignIn).order_by(SignIn.id)))


def challenge_on(client) -> str:
    return str(client.page.select_one("[data-proof]")["data-proof"])


def test_who_asks_as_people_do_never_meets_it(client):
    for _ in range(3):
        assert ask(client).status_code == 200
        assert client.path == "/sign-in/code"
        assert not client.page.select("[data-proof]")
    assert len(asked()) == 3


def test_many_to_one_address_take_a_calculation(client):
    for _ in range(3):
        ask(client)
    assert ask(client).status_code == 422
    assert client.page.select_one("#email")["value"] == ADDRESS
    assert "Ingen gåta" in client.text() or "ingen gåta" in client.text()
    assert len(asked()) == 3
    client.submit("Skicka länken", proof=solved(challenge_on(client)))
    assert "Vi har skickat" in client.text()
    assert len(asked()) == 4


def test_many_from_one_network_take_it_whatever_the_addresses(client):
    for number in range(6):
        assert ask(client, f"person{number}@svar.example").status_code == 200
    round_ = RoundFactory()
    client.get(f"/rounds/{round_.id}/join")
    assert client.submit("Skicka länken", email="en@annan.example").status_code == 422
    client.submit("Skicka länken", proof=solved(challenge_on(client)))
    assert "Vi har skickat" in client.text()


def test_answers_that_are_begun_count_too(client):
    for _ in range(6):
        sign_in(client, ParticipantFactory())
        client.get(f"/rounds/{RoundFactory().id}/begin")
        client.submit("Fortsätt", name="Siv Svar", who="person")
        client.forget()
    assert ask(client).status_code == 422


def test_after_an_hour_nothing_is_asked_for(client):
    for _ in range(4):
        ask(client)
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert ask(client).status_code == 200


def test_a_solution_is_good_once(client):
    for _ in range(3):
        ask(client)
    ask(client)
    solution = solved(challenge_on(client))
    client.submit("Skicka länken", proof=solution)
    assert "Vi har skickat" in client.text()
    assert ask(client, proof=solution).status_code == 422
    assert len(asked()) == 4


def test_a_solution_is_good_for_a_while(database):
    solution = solved(proof.challenge("link"))
    with time_machine.travel(clock.now() + proof.LIFE + timedelta(seconds=2)):
        assert not proof.is_solved(solution, "link")


def test_what_was_not_solved_or_not_made_here_is_refused(database):
    challenge = json.loads(proof.challenge("link"))
    payload = json.loads(base64.b64decode(solved(json.dumps(challenge))))
    assert not proof.is_solved("", "link")
    assert not proof.is_solved("x" * 10_000, "link")
    assert not proof.is_solved("bm90IGpzb24=", "link")
    for change in (
        {"challenge": {**payload["challenge"], "signature": "0" * 64}},
        {"challenge": {**challenge, "parameters": {**challenge["parameters"], "cost": 1}}},
        {"solution": {**payload["solution"], "derivedKey": "00" * 32}},
    ):
        made = base64.b64encode(json.dumps({**payload, **change}).encode()).decode()
        assert not proof.is_solved(made, "link")
    whole = base64.b64encode(json.dumps(payload).encode()).decode()
    assert not proof.is_solved(whole, "another")
    assert proof.is_solved(whole, "link")


def test_without_javascript_the_link_comes_later(client, inbox, work_off):
    for _ in range(3):
        ask(client)
    work_off()
    inbox.clear()
    ask(client)
    client.submit("Låt den komma")
    assert client.path == "/sign-in/code"
    assert "om tio minuter" in client.text()
    work_off()
    assert inbox == []
    due = session.scalars(select(Email.next_attempt_at).order_by(Email.id.desc())).first()
    assert due - clock.now() > timedelta(minutes=9)
    latest = asked()[-1]
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        assert client.get(f"/confirm/{access.sign('sign-in', str(latest.id))}").status_code == 200


def test_waiting_is_for_one_link_an_hour_to_an_address(client):
    for _ in range(4):
        ask(client)
    client.submit("Låt den komma")
    ask(client)
    assert client.submit("Låt den komma").status_code == 422
    assert "kontaktpersonen" in client.text()
    assert len(asked()) == 4


def test_neither_address_nor_network_can_be_read_from_what_is_counted(client):
    ask(client)
    keys = [each.decode() for each in redis().keys("yttra:asked:*")]
    assert len(keys) == 2
    said = " ".join(keys) + " ".join(str(redis().zrange(each, 0, -1)) for each in keys)
    assert "siv" not in said
    assert "127.0" not in said


def test_a_network_is_what_one_customer_has(client):
    same = [asking.Asker(each) for each in ("192.0.2.7", "192.0.2.200")]
    other = [asking.Asker("198.51.100.7"), asking.Asker("2001:db8:1:203::1"), asking.Asker("x")]
    for asker in same * 3:
        asking.note_begun(asker)
    with pytest.raises(asking.ProofNeededError):
        asking.allow(asking.Asker("192.0.2.99"), "a@b.example")
    for asker in other:
        assert asking.allow(asker, "c@d.example") == timedelta()


def test_the_worker_may_run_and_nothing_else_may(client):
    policy = client.get("/sign-in/link").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy


def test_without_redis_nobody_is_stopped(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://127.0.0.1:1/0")
    for _ in range(5):
        assert ask(client).status_code == 200
