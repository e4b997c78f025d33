"""A map that goes with an answer, and says what in it it supports."""

import io

import typst

from webapp.core.database import session, uuid7
from webapp.responses.models import OwnSpace
from webapp.responses.service import attachments
from webapp.responses.service.attachments import About
from webapp.responses.service.uploads import Given
from webapp.responses.supporting import WHOLE

SAID = "= Restider med kollektivtrafik\n\nFrån varje tätort till närmaste rådgivare, i minuter."


def attach(space: OwnSpace) -> None:
    """Attach the map, for the comments in the answer where there are any."""
    source = f'#set document(title: "Restider")\n#set text(lang: "sv")\n{SAID}'
    data = bytes(typst.compile(source.encode(), format="pdf"))
    session.refresh(space, ["comments"])
    supports = [each.mark for each in space.comments] or [WHOLE]
    about = About(uuid7(), "Restider med kollektivtrafik, i minuter", supports=supports)
    attachments.attach(space, lambda: Given("Restider.pdf", io.BytesIO(data)), about)
