"""Pages of organisations: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("organisations", __name__)
