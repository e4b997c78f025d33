"""Every endpoint declares its access, and no one gets in who should not."""

import uuid

import pytest
from flask import Flask

from tests.client import PageClient
from tests.factories.accounts import ParticipantFactory, UserFactory
from webapp.core import access
from webapp.core.access import Kind, Role
from webapp.core.database import session

OTHERS = {"static"}


METHODS = ("GET", "POST", "HEAD", "PATCH", "DELETE")
"""In which an address is tried: in the first that it takes."""


def rules(app: Flask):
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in OTHERS:
            yield rule, access.declared(app.view_functions[rule.endpoint])


def address(app: Flask, rule):
    values = {
        name: uuid.uuid4() if type(converter).__name__ == "UUIDConverter" else "x"
        for name, converter in rule._converters.items()
    }
    numbers = {n: 1 for n, c in rule._converters.items() if type(c).__name__ == "IntegerConverter"}
    with app.test_request_context():
        return rule.build({**values, **numbers}, append_unknown=False)[1]


def test_every_endpoint_declares_its_access(app):
    assert [rule.endpoint for rule, declared in rules(app) if declared is None] == []


@pytest.mark.parametrize("who", ["nobody", "participant", *Role])
def test_nobody_gets_in_who_should_not(app, client: PageClient, who):
    _enter(client, who)
    for rule, declared in rules(app):
        method = next(each for each in METHODS if each in rule.methods)
        answer = client._open(method, address(app, rule), follow_redirects=False)
        assert declared is not None
        if _may(declared, who):
            assert answer.status_code not in {401, 403}, f"{who} {rule}: {answer.status_code}"
        elif who == "nobody":
            assert answer.status_code == 302, f"{who} {rule}: {answer.status_code}"
            assert answer.location.startswith("/sign-in"), rule
        else:
            assert answer.status_code == 403, f"{who} {rule}: {answer.status_code}"
        if rule.endpoint == "accounts.sign_out":
            _enter(client, who)


def _enter(client: PageClient, who: str) -> None:
    if who == "nobody":
        return
    person = ParticipantFactory() if who == "participant" else UserFactory(roles=[Role(who)])
    session.commit()
    with client.session_transaction() as kept:
        kept["_user_id"] = person.get_id()
        kept["_fresh"] = True


def _may(declared: access.Access, who: str) -> bool:
    if declared.kind is Kind.PUBLIC:
        return True
    if who == "nobody":
        return False
    if declared.kind is Kind.STAFF:
        return who != "participant" and (not declared.roles or Role(who) in declared.roles)
    return declared.kind is Kind.SIGNED_IN or who == "participant"
