"""What every page shares: the edge of a request, language, access, errors and template tools."""

import hashlib
import logging
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    has_request_context,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from jinja2 import Template, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape
from werkzeug.exceptions import Forbidden, HTTPException

from webapp.core import access, rendering
from webapp.core.errors import DomainError
from webapp.core.extensions import csrf, login_manager
from webapp.core.transactions import commit, rollback

log = logging.getLogger(__name__)

INTERRUPTED_COOKIE = "yttra-interrupted"
"""Holds the key to a form that was sent after the session had ended (accounts)."""

RESUMED_FIELD = "resumed"
"""In a form that is such a one, sent again: once it is taken, the key is no longer needed."""

LEAVES_STAFF = "leave_staff"
"""What a form says where a member of staff has chosen to go on as another (0007, 0071)."""

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


class Application(Flask):
    """Flask, with the edge of a request: what a view did is committed when it has answered."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer the request, then commit, so that a page never acknowledges what is not kept."""
        answer = super().dispatch_request()
        commit()
        return answer


def prepare(app: Application) -> None:
    """Give `app` what every page shares."""
    app.before_request(_guard)
    app.after_request(_forget_interrupted)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)
    app.context_processor(_context)
    app.jinja_env.filters.update(
        capitalised=rendering.capitalised,
        listed=lambda names: rendering.listed(list(names)),
        localised=rendering.localised,
        language_of=rendering.language_of,
        worded=_worded,
        datetime=rendering.show_moment,
        date=rendering.show_date,
        time_left=rendering.show_time_left,
        number=rendering.show_number,
    )
    app.jinja_env.globals.update(asset=asset, addresses=addresses)
    app.jinja_env.globals.update(official_language=rendering.DEFAULT_LANGUAGE)
    app.jinja_env.globals.update(signed=access.sign, short_code=access.short_code)
    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_counted, pgettext=_meant)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def choose_language() -> str:
    """The reader's language: as chosen, as the person prefers, as the browser asks, Swedish."""
    if not has_request_context():
        return rendering.DEFAULT_LANGUAGE
    chosen = session.get("language")
    if chosen in rendering.LANGUAGES:
        return str(chosen)
    if current_user.is_authenticated and current_user.language in rendering.LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(list(rendering.LANGUAGES)) or "sv"


def safe_next(target: str | None) -> str | None:
    """`target` if it is a path on this site, else None, so that no link leads elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    parts = urlsplit(target)
    return target if not parts.netloc and not parts.scheme else None


def same_page() -> str:
    """Where to ask for what is shown once more, as in another language.

    What answers a form may have no address of its own: then it is the page that the form was on.
    """
    shown = request.full_path if request.query_string else request.path
    came = urlsplit(request.referrer or "")
    asked = f"{came.path}?{came.query}" if came.query else came.path
    adapter = current_app.create_url_adapter(request)
    if adapter is None or request.method == "GET" or adapter.test(request.path, "GET"):
        return shown
    is_ours = came.netloc == request.host and adapter.test(came.path, "GET")
    return asked if is_ours else "/"


def after_sign_in(target: str) -> ResponseReturnValue:
    """Where to go once signed in: on to what the session's end interrupted, else to `target`."""
    if INTERRUPTED_COOKIE in request.cookies:
        return redirect(url_for("accounts.resume", next=target))
    return redirect(target)


def is_staff_unasked() -> bool:
    """Whether a member of staff is signed in who has not said in the form to go on as another."""
    is_staff = current_user.is_authenticated and current_user.is_staff
    return bool(is_staff and LEAVES_STAFF not in request.form)


def form_leaving_staff() -> list[tuple[str, str]]:
    """The fields of the form as it was sent, with the word that a member of staff goes on."""
    sent = [each for each in request.form.items(multi=True) if each[0] != "csrf_token"]
    return [*sent, (LEAVES_STAFF, "1")]


def wants_fragment() -> bool:
    """Say whether htmx asks for a part of the page and not for all of it."""
    return request.headers.get("HX-Request") == "true"


def is_autosave() -> bool:
    """Say whether the page saves by itself, and wants a word back and no page."""
    return "X-Autosave" in request.headers


def download(data: bytes | Iterator[bytes], *, name: str, content_type: str) -> Response:
    """A file to keep, named `name`, that no browser opens as a page. It may come in pieces."""
    response = Response(data, content_type=content_type)
    names = {"filename": name}
    if not name.isascii():  # RFC 6266: the name for old programs, and as it is (RFC 8187).
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        names = {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def addresses(endpoint: str, name: str, **values: Any) -> Callable[[uuid.UUID], Markup]:
    """What gives the address of each of many pages that differ in the identifier `name` alone.

    A page may link to a hundred, and finding out an address takes longer than writing it.
    """
    # The identifier stands in the path, so before all that is asked for.
    some = uuid.UUID(int=0)
    found = escape(url_for(endpoint, **(values | {name: some})))
    before, after = found.split(str(some), 1)
    return lambda each: Markup(f"{before}{each}{after}")  # noqa: S704 - both parts are escaped


@cache
def asset(path: str) -> str:
    """The address of a static file, with its content's mark so that it can be kept for a year."""
    data = (Path(str(current_app.static_folder)) / path).read_bytes()
    return url_for("static", filename=path, v=hashlib.sha256(data).hexdigest()[:12])


@pass_eval_context
def _said(context: EvalContext, message: str, **values: object) -> str:
    """Jinja's `_`, as its own new style does it but with one call where that takes three."""
    return _safely(context, rendering.catalogue().gettext(message), values)


@pass_eval_context
def _counted(context: EvalContext, one: str, many: str, num: int, /, **values: object) -> str:
    values.setdefault("num", num)
    return _safely(context, rendering.catalogue().ngettext(one, many, num), values)


@pass_eval_context
def _meant(context: EvalContext, about: str, message: str, **values: object) -> str:
    return _safely(context, rendering.catalogue().pgettext(about, message), values)


def _safely(context: EvalContext, text: str, values: dict[str, object]) -> str:
    """`text` with `values` in it; they are escaped where the template is, the text never is."""
    if "%" not in text:
        return Markup(text) if context.autoescape else text  # noqa: S704 - our own words
    return (Markup(text) if context.autoescape else text) % values  # noqa: S704 - our own words


def _worded(texts: Mapping[str, str] | None, tag: str | None = None) -> Markup:
    """The text as `localised` has it, marked where its language is not the page's."""
    found = rendering.language_of(texts, tag)
    words = rendering.localised(texts, tag)
    if found in {"", rendering.language()}:
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(found, words)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    declaration = access.declared(current_app.view_functions[request.endpoint])
    if declaration is None:
        log.error("endpoint without a declaration of access: %s", request.endpoint)
        raise Forbidden
    if declaration.admits(current_user):
        if current_app.config.get("WTF_CSRF_ENABLED", True) and not declaration.is_signed:
            csrf.protect()
        return None
    if current_user.is_authenticated and not declaration.is_of_other_kind(current_user):
        raise Forbidden
    answer: ResponseReturnValue = login_manager.unauthorized()
    commit()
    return answer


def _forget_interrupted(response: Response) -> Response:
    taken = request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST
    if taken and RESUMED_FIELD in request.form:
        response.delete_cookie(INTERRUPTED_COOKIE)
    return response


def _context() -> dict[str, Any]:
    return {
        "locale": rendering.language(),
        "locales": rendering.LANGUAGES,
        "same_page": same_page,
        "authority_name": current_app.config["AUTHORITY_NAME"],
        "demo": current_app.config["DEMO"],
    }


def _domain_error(error: DomainError) -> ResponseReturnValue:
    rollback()
    return _error_page(error.status, error.message)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    rollback()
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    page, status = _error_page(HTTPStatus(error.code), None)
    headers = dict(error.get_headers())
    return (
        page,
        status,
        {name: headers[name] for name in ("Allow", "Retry-After") if name in headers},
    )


def _unforeseen(error: Exception) -> ResponseReturnValue:
    rollback()
    log.error("unforeseen error: %s %s", request.method, request.path, exc_info=error)
    if current_app.testing:
        raise error
    return _error_page(HTTPStatus.INTERNAL_SERVER_ERROR, None)


def _error_page(status: HTTPStatus, message: object) -> tuple[str, int]:
    templates: list[str | Template] = [
        f"errors/{status.value}.html",
        f"errors/{status.value // 100 * 100}.html",
    ]
    return render_template(templates, message=message, status=status), status.value
