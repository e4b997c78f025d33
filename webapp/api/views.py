"""Pages of api: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("api", __name__)
