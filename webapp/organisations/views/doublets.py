"""Pages of bodies that seem to be one: HTTP only."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.organisations import proposals, queries
from webapp.organisations.views.frame import blueprint

MOST = 100
"""Pairs on the page, the surest first."""


@blueprint.get("/organisations/doublets")
@access.staff()
def doublets() -> ResponseReturnValue:
    """The bodies of the register that seem to be one."""
    found = proposals.pairs(queries.known())
    shown = found[:MOST]
    bodies = queries.by_id({key for one, other, _each in shown for key in (one, other)})
    pairs = [(bodies[one], bodies[other], each) for one, other, each in shown]
    return render_template("organisations/doublets.html", pairs=pairs, count=len(found))
