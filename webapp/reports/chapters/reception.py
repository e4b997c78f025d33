"""Chapters 1 and 2: the summary, and how the round was carried out and received."""

from collections.abc import Iterator

from webapp.reports.blocks import Block, Bullets, Heading, Prose, Style, Table
from webapp.reports.chapters.own import text
from webapp.reports.occasion import Occasion
from webapp.reports.outline import Report
from webapp.reports.participation import Body, Counts, Tally
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line


def period(occasion: Occasion, w: Wording) -> str:
    """The first and the last day."""
    _ = w.gettext
    return _("%(first)s to %(last)s") % {
        "first": w.date(occasion.opened_on),
        "last": w.date(occasion.deadline),
    }


def foreword(report: Report, w: Wording) -> Iterator[Block]:
    """Before the chapters: what the authority says first, if it says anything."""
    _ = w.gettext
    if report.foreword:
        yield Heading(1, _("Foreword"), "foreword", new_page=True, numbered=False)
        yield from text(report.foreword)


def summary(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 1: what the case officer wrote, and the reception in a few sentences."""
    _ = w.gettext
    yield Heading(1, _("Summary"), "summary", new_page=True)
    yield from text(report.summary)
    yield Prose(Style.BODY, tuple(_received(report, w)))
    reminder = _("A consultation is not a vote. What is weighed is the arguments.")
    yield Prose(Style.NOTE, (reminder,))


def _received(report: Report, w: Wording) -> Iterator[str]:
    _ = w.gettext
    counts = report.counts
    invited = w.ngettext(
        "%(num)s body was invited.", "%(num)s bodies were invited.", counts.invited
    )
    if not (counts.answered or counts.no_comments or counts.abstained or counts.unasked):
        nobody = _("Nobody answered.")
        yield f"{invited} {nobody}"
        return
    yield f"{invited} {_reception(counts, w)}"
    yield _attitude(report, w)
    withheld = sum(body.withheld for body in (*report.invited, *report.unasked))
    if withheld:
        yield w.ngettext(
            "%(num)s answer is withheld, and what it says is in none of these figures.",
            "%(num)s answers are withheld, and what they say is in none of these figures.",
            withheld,
        )


def _reception(counts: Counts, w: Wording) -> str:
    _ = w.gettext
    sentences = [
        _("%(answered)s answered: %(final)s final answers and %(preliminary)s preliminary ones.")
        % {
            "answered": w.number(counts.answered),
            "final": w.number(counts.final),
            "preliminary": w.number(counts.preliminary),
        },
        _("%(none)s had no comments, %(abstained)s abstained and %(silent)s did not answer.")
        % {
            "none": w.number(counts.no_comments),
            "abstained": w.number(counts.abstained),
            "silent": w.number(counts.no_answer),
        },
    ]
    if counts.unasked:
        sentences.append(_unasked(counts.unasked, w))
    return " ".join(sentences)


def _unasked(number: int, w: Wording) -> str:
    return w.ngettext(
        "%(num)s more answer came from a sender who had not been invited.",
        "%(num)s more answers came from senders who had not been invited.",
        number,
    )


def _attitude(report: Report, w: Wording) -> str:
    _ = w.gettext
    made = report.point_count
    points = w.ngettext("The answers hold %(num)s point.", "The answers hold %(num)s points.", made)
    stated = _stated(report.positions, w)
    overall = _("Positions overall: %(stated)s.") % {"stated": stated}
    return f"{points} {overall}" if stated else points


def _stated(tally: Tally, w: Wording) -> str:
    taken = (f"{w.label(s.position).lower()} {w.number(s.count)}" for s in tally.taken)
    return ", ".join(taken)


def how_it_was_done(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 2: period, channels, meetings, and what every sender did."""
    _ = w.gettext
    yield Heading(1, _("How it was done"), "how-it-was-done")
    yield from _occasion(report.occasion, w)
    yield _numbers(report.counts, w)
    yield Heading(2, _("All who were invited"), "invited")
    yield _bodies(_("All who were invited, and what each did"), report.invited, w)
    if report.unasked:
        yield Heading(2, _("Others who answered"), "unasked")
        yield _bodies(_("Senders who answered without having been invited"), report.unasked, w)


def _occasion(occasion: Occasion, w: Wording) -> Iterator[Block]:
    _ = w.gettext
    length = w.ngettext("%(num)s day", "%(num)s days", occasion.days)
    sentence = _("The round was open from %(period)s, which is %(length)s.")
    yield Prose(Style.BODY, (sentence % {"period": period(occasion, w), "length": length},))
    if occasion.channels:
        yield Prose(Style.BODY, (_("Answers could be given in these ways:"),))
        yield Bullets(tuple(map(line, occasion.channels)))
    if occasion.meetings:
        yield Prose(Style.BODY, (_("These meetings were held:"),))
        yield Bullets(tuple(map(line, occasion.meetings)))


def _numbers(counts: Counts, w: Wording) -> Table:
    _ = w.gettext
    rows = (
        (_("Invited"), counts.invited),
        (_("Answered"), counts.answered),
        (_("– final answers"), counts.final),
        (_("– preliminary answers"), counts.preliminary),
        (_("Has no comments"), counts.no_comments),
        (_("Abstained from answering"), counts.abstained),
        (_("Did not answer"), counts.no_answer),
        (_("Came in late, among the invited"), counts.late),
        (_("Were given a later deadline"), counts.extended),
        (_("Answered without having been invited"), counts.unasked),
    )
    return Table(
        caption=_("The reception in numbers"),
        header=(_("What the bodies did"), _("Number")),
        rows=tuple((name, w.number(value)) for name, value in rows),
        widths=(5, 1),
        numeric=frozenset({1}),
    )


def _bodies(caption: str, bodies: tuple[Body, ...], w: Wording) -> Table:
    _ = w.gettext
    return Table(
        caption=caption,
        header=(_("Sender"), _("Category"), _("What it did"), _("Position"), _("Received")),
        rows=tuple(_body(body, w) for body in bodies),
        widths=(23, 26, 14, 22, 15),
    )


def _body(body: Body, w: Wording) -> tuple[str, ...]:
    return (
        line(body.label),
        line(body.category),
        did(body, w),
        stood(body, w) or "–",
        received(body, w) or "–",
    )


def did(body: Body, w: Wording) -> str:
    """What the body did, and with whom where it answered jointly."""
    if not body.together:
        return w.label(body.outcome)
    values = {"did": w.label(body.outcome), "names": line(w.listed(list(body.together)))}
    return w.gettext("%(did)s, jointly with %(names)s") % values


def stood(body: Body, w: Wording) -> str:
    """The position that the body takes, or that it is withheld."""
    _ = w.gettext
    if body.withheld:
        return _("withheld")
    return w.stand(body.position, read_by_staff=body.read_by_staff)


def received(body: Body, w: Wording) -> str:
    """When the body's answer came, and whether it was late or had a later deadline."""
    _ = w.gettext
    parts = (
        w.day(body.submitted_at) if body.submitted_at else "",
        _late(body, w) if body.late else "",
        _("extended to %(date)s") % {"date": body.extended_to} if body.extended_to else "",
    )
    return ", ".join(filter(None, parts))


def _late(body: Body, w: Wording) -> str:
    _ = w.gettext
    decided = w.label(body.considered)
    parts = _("late") if not decided else _("late") + f", {decided}"
    return f"{parts}: {line(body.reason)}" if decided and body.reason else parts
