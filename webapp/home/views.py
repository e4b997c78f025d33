"""Public pages, and the front page of each kind of person: HTTP only."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering
from webapp.core.access import Role
from webapp.core.errors import NotFoundError
from webapp.core.extensions import talisman
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.core.web import CONTENT_SECURITY_POLICY, safe_next
from webapp.home import gallery, queries
from webapp.notifications.labels import OCCASIONS
from webapp.notifications.models import Occasion
from webapp.rounds import queries as rounds

blueprint = Blueprint("home", __name__)

OF_EMAILS = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self' data:",
    "frame-ancestors": "'self'",
}
"""An e-mail carries its styles in itself, as mail programs want them, and runs nothing."""


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


@blueprint.get("/emails/gallery")
@access.staff(Role.ADMINISTRATOR)
def email_gallery() -> ResponseReturnValue:
    """Every e-mail that the product can send."""
    return render_template("home/gallery.html", occasions=sorted(Occasion), names=OCCASIONS)


@blueprint.get("/emails/gallery/<path:name>")
@access.staff(Role.ADMINISTRATOR)
@talisman(content_security_policy={**CONTENT_SECURITY_POLICY, "frame-src": "'self'"})
def gallery_email(name: str) -> ResponseReturnValue:
    """One of them, in each language: subject, text, and HTML on a light and a dark screen."""
    occasion = _occasion(name)
    shown = list(gallery.exhibits(occasion))
    return render_template(
        "home/gallery_email.html", occasion=occasion, name=OCCASIONS[occasion], exhibits=shown
    )


@blueprint.get("/emails/gallery-html/<language>/<scheme>/<path:name>")
@access.staff(Role.ADMINISTRATOR)
@talisman(content_security_policy=OF_EMAILS, frame_options="SAMEORIGIN")
def gallery_html(language: str, scheme: str, name: str) -> ResponseReturnValue:
    """The HTML of one e-mail, to be shown inside the page about it."""
    if language not in rendering.LANGUAGES or scheme not in gallery.SCHEMES:
        raise NotFoundError(_("There is no such e-mail."))
    return gallery.page(_occasion(name), language, scheme)


def _occasion(name: str) -> Occasion:
    found = member(Occasion, name)
    if found is None:
        raise NotFoundError(_("There is no such e-mail."))
    return found
