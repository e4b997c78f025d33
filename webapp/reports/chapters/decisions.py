"""The decision behind an answer, in words."""

from webapp.reports.participation import Behind
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line


def names(w: Wording) -> tuple[str, ...]:
    """What the parts of such a decision are called, in the order of `values`."""
    _ = w.gettext
    return (
        _("Decided by"),
        _("Day of the decision"),
        _("Paragraph in the minutes"),
        _("The body's own registry number"),
        _("Rapporteur"),
    )


def values(behind: Behind | None, w: Wording) -> tuple[str, ...]:
    """What is known of the decision, part by part; empty where it is not."""
    if behind is None:
        return ("",) * len(names(w))
    return (
        line(who(behind, w)),
        behind.on.isoformat() if behind.on else "",
        line(behind.paragraph),
        line(behind.number),
        line(behind.rapporteur),
    )


def sentence(behind: Behind, w: Wording) -> str:
    """All that is known of the decision, in one line."""
    pairs = zip(names(w), values(behind, w), strict=True)
    return " · ".join(f"{name}: {value}" for name, value in pairs if value)


def who(behind: Behind, w: Wording) -> str:
    """The board, committee or official that decided."""
    _ = w.gettext
    kinds = {
        "board": _("A board or council"),
        "committee": _("A committee"),
        "delegated": _("An official, by delegation"),
    }
    if behind.body and behind.by == "delegated":
        return _("%(name)s, by delegation") % {"name": behind.body}
    return behind.body or kinds.get(behind.by, "")
