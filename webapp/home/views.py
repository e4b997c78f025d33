"""Public pages, and the front page of each kind of person: HTTP only."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering
from webapp.core.web import safe_next
from webapp.home import queries
from webapp.rounds import queries as rounds

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@access.public
def index() -> ResponseReturnValue:
    """The front page: for staff their consultations, for others what they can answer and read."""
    if current_user.is_authenticated and current_user.is_staff:
        return redirect(url_for("rounds.consultations"))
    return render_template(
        "home/index.html",
        asked=queries.asked_of(current_user.id) if current_user.is_authenticated else [],
        rounds=rounds.open_rounds(),
        published=queries.published(),
    )


@blueprint.get("/language/<language>")
@access.public
def set_language(language: str) -> ResponseReturnValue:
    """Speak `language` from now on, and go back to where the reader was."""
    if language in rendering.LANGUAGES:
        session["language"] = language
    return redirect(safe_next(request.args.get("next")) or url_for("home.index"))


@blueprint.get("/accessibility")
@access.public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("home/accessibility.html")


@blueprint.get("/help")
@access.public
def help_page() -> ResponseReturnValue:
    """Help for those who answer."""
    return render_template("home/help.html")


@blueprint.get("/privacy")
@access.public
def privacy() -> ResponseReturnValue:
    """How personal data are handled."""
    return render_template("home/privacy.html")
