"""How senders are named where one has joined another's answer: "X, endorsed by Y"."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from webapp.core import rendering
from webapp.core.rendering import gettext as _
from webapp.responses.models import Response
from webapp.responses.naming import Sender
from webapp.responses.shown import Shown


def labels(
    responses: Sequence[Response],
    senders: Mapping[uuid.UUID, Sender],
    shown: Mapping[uuid.UUID, Shown],
) -> Mapping[uuid.UUID, str]:
    """What each response's sender is called beside what it says, in the language now spoken.

    That a body joined another is a part of what it says, so of a withheld answer it is not told.
    """
    joining: dict[uuid.UUID, list[str]] = defaultdict(list)
    found = {key: sender.label for key, sender in senders.items()}
    for each in responses:
        if each.endorses_id is None or shown[each.id].is_withheld:
            continue
        joining[each.endorses_id].append(senders[each.id].label)
        theirs = senders.get(each.endorses_id)
        if theirs is not None:
            values = {"name": senders[each.id].label, "other": theirs.label}
            found[each.id] = _("%(name)s, who joins %(other)s", **values)
    for key, names in joining.items():
        if key in found:
            values = {"name": found[key], "others": rendering.listed(names)}
            found[key] = _("%(name)s, endorsed by %(others)s", **values)
    return found
