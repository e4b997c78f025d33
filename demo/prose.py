"""What the authority says itself in the report, with figures in it, and its Word template."""

from webapp.accounts.models import User
from webapp.reports import queries, service
from webapp.rounds.models import Round

FOREWORD = """Tack till alla som har läst utkastet till innovationsstrategi och sagt vad ni tycker.

Av {inbjudna} inbjudna har {svar} svarat. Svaren innehåller {synpunkter} synpunkter, och \
{tillgodosedda synpunkter} av dem har lett till att texten ändras. Varje synpunkt har lästs och \
fått ett svar.

Utkastet gick att svara på från {första dagen} till {sista dagen}."""

SUMMARY = """Förslaget får ett gott mottagande.

- {antal som tillstyrker} tillstyrker: {de som tillstyrker}
- {antal som delvis tillstyrker} tillstyrker delvis: {de som delvis tillstyrker}
- {antal som avstyrker} avstyrker: {de som avstyrker}

De som har synpunkter vill framför allt att målen ska gå att följa upp."""

SECTION = """{synpunkter i avsnittet} synpunkter har kommit in, från \
{de som yttrat sig i avsnittet}."""


def write_texts(round_: Round, user: User) -> None:
    """A foreword, a summary and a few words on the first section; and a template to choose."""
    spots = queries.spots(round_)
    section = next(each for each in spots if not each.is_whole and not each.is_question)
    said = {"foreword": FOREWORD, "summary": SUMMARY, section.place: SECTION}
    for spot in spots:
        if spot.place in said:
            typed = service.Typed(spot, "sv", said[spot.place], revision=0)
            service.write_text(round_, typed, actor=user)
    upload = service.Upload(service.starter("sv"), "Mall för remissammanställning.docx")
    service.take_template(round_, upload, for_all=True, actor=user)
