"""The caught messages as web pages: read-only, in Swedish and English, inert whatever they hold."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from flask import Flask, Response, abort, current_app, render_template, request, send_file, url_for
from werkzeug.exceptions import NotFound

from local.mailbox import Attachment, Letter, Mailbox

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A caught message may style itself and show its own pictures; it runs nothing and loads nothing.
_MESSAGE_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data: {pictures}; frame-ancestors 'self'"
)
_CONTENT_ID = re.compile(r"""(?<=["'])cid:([^"'\s>]+)(?=["'])""")

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "title": "Fångad e-post",
        "intro": "Här hamnar alla mejl från den lokala installationen. Inget skickas vidare.",
        "search": "Sök på mottagare, avsändare eller ämne",
        "do_search": "Sök",
        "none": "Inga mejl än.",
        "no_match": "Inga mejl matchar sökningen.",
        "subject": "Ämne",
        "to": "Till",
        "from": "Från",
        "date": "Datum",
        "no_subject": "(inget ämne)",
        "newest": "De 100 senaste mejlen visas.",
        "back": "Alla mejl",
        "text": "Textversion",
        "html": "HTML-version",
        "empty": "Den här versionen finns inte i mejlet.",
        "attachments": "Bilagor",
        "headers": "Brevhuvud",
        "raw": "Hämta som .eml",
        "missing": "Mejlet finns inte.",
        "language": "English",
        "skip": "Hoppa till innehållet",
    },
    "en": {
        "title": "Caught e-mail",
        "intro": "Every e-mail from this local installation ends up here. Nothing is sent on.",
        "search": "Search recipient, sender or subject",
        "do_search": "Search",
        "none": "No e-mail yet.",
        "no_match": "No e-mail matches the search.",
        "subject": "Subject",
        "to": "To",
        "from": "From",
        "date": "Date",
        "no_subject": "(no subject)",
        "newest": "The 100 latest e-mails are shown.",
        "back": "All e-mail",
        "text": "Text version",
        "html": "HTML version",
        "empty": "The e-mail does not have this version.",
        "attachments": "Attachments",
        "headers": "Headers",
        "raw": "Download as .eml",
        "missing": "There is no such e-mail.",
        "language": "Svenska",
        "skip": "Skip to the content",
    },
}


def create_pages(mailbox: Mailbox) -> Flask:
    """The web application that shows what is in `mailbox`."""
    app = Flask(__name__, template_folder="mail_templates", static_folder=None)
    app.extensions["mailbox"] = mailbox
    # The messages hold sign-in links: a page elsewhere may not read them under a name of its own.
    app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1", "[::1]"]
    app.add_url_rule("/", view_func=inbox)
    app.add_url_rule("/mail/<name>", view_func=message)
    app.add_url_rule("/mail/<name>/html", view_func=message_html)
    app.add_url_rule("/mail/<name>/part/<int:number>", view_func=part)
    app.add_url_rule("/mail/<name>/raw", view_func=raw)
    app.add_url_rule("/style.css", view_func=style)
    app.add_url_rule("/healthz", view_func=healthz)
    app.context_processor(_words)
    app.after_request(_harden)
    app.register_error_handler(404, _not_found)
    return app


def inbox() -> str:
    """The newest messages, all or those that have the words looked for."""
    wanted = request.args.get("q", "").strip()
    return render_template(
        "inbox.html", wanted=wanted, mails=_mailbox().headings(containing=wanted)
    )


def message(name: str) -> str:
    """One message: text with links to press, HTML in a closed frame, attachments, headers."""
    return render_template("message.html", letter=_letter(name))


def message_html(name: str) -> Response:
    """The message's own HTML, in which nothing runs and links open beside."""
    letter = _letter(name)
    pictures = url_for("part", name=name, number=0, _external=True).removesuffix("0")
    response = Response('<base target="_blank">' + _with_pictures(letter), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _MESSAGE_POLICY.format(pictures=pictures)
    return response


def part(name: str, number: int) -> Response:
    """An attachment. Pictures are shown in place, all else is a download."""
    found = _attachment(_letter(name), number)
    picture = found.content_type in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    return send_file(
        BytesIO(found.data),
        mimetype=found.content_type,
        as_attachment=not picture,
        download_name=Path(found.filename).name,
    )


def raw(name: str) -> Response:
    """The message as it came."""
    content = _mailbox().raw(name)
    if content is None:
        abort(404)
    return send_file(
        BytesIO(content),
        mimetype="message/rfc822",
        as_attachment=True,
        download_name=f"{name}.eml",
    )


def style() -> Response:
    """The pages' stylesheet."""
    return send_file(_HERE / "mail_templates" / "style.css", mimetype="text/css")


def healthz() -> str:
    """A sign of life for the demo and for the container's health check."""
    return "ok"


def _mailbox() -> Mailbox:
    mailbox: Mailbox = current_app.extensions["mailbox"]
    return mailbox


def _letter(name: str) -> Letter:
    letter = _mailbox().letter(name)
    if letter is None:
        abort(404)
    return letter


def _attachment(letter: Letter, number: int) -> Attachment:
    found = next((each for each in letter.attachments if each.number == number), None)
    if found is None:
        abort(404)
    return found


def _with_pictures(letter: Letter) -> str:
    numbers = {each.content_id: each.number for each in letter.attachments if each.content_id}

    def place(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        name = letter.heading.name
        return match[0] if number is None else url_for("part", name=name, number=number)

    return _CONTENT_ID.sub(place, letter.html)


def _language() -> str:
    chosen = request.args.get("lang", "")
    return chosen if chosen in TEXTS else request.accept_languages.best_match(TEXTS) or "sv"


def _words() -> dict[str, object]:
    language = _language()
    other = "en" if language == "sv" else "sv"
    arguments = {**request.args.to_dict(), **(request.view_args or {}), "lang": other}
    return {
        "t": TEXTS[language],
        "lang": language,
        "other_lang": other,
        "other_url": url_for(request.endpoint or "inbox", **arguments),
    }


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _not_found(_error: NotFound) -> tuple[str, int]:
    return render_template("missing.html"), 404
