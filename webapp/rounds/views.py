"""Pages of rounds: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("rounds", __name__)
