"""The messiest report that anyone could bring about: texts of every size, script and intent."""

from dataclasses import replace

from tests.webapp.reports import examples
from tests.webapp.reports.examples import Size
from webapp.reports.outline import Report

LONGEST = 100_000
ARABIC = "نحن نؤيد الهدف، لكن القياس (30 %) غير واضح."
HEBREW = "אנו תומכים במטרה"
CHINESE = "我们支持这个目标。"
SAMI = "Mij doarjjobe – čállin, ŋuolla, đ, ŧ, ž."
FAMILY = "👩‍👩‍👧‍👦"
TEXTS = (
    "?",
    ".",
    "Alla mål bör gå att mäta. " * (LONGEST // 26),
    "ö" * 20_000,
    f"https://exempel.example/{'mycket-lang-adress-' * 40}",
    "| Mål | Värde |\n|-----|-------|\n| A   | 30 %  |\n| B   | 40 %  |",
    "Mål\tVärde\nA\t30\nB\t40\n" * 200,
    f"{FAMILY} 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇸🇪 👍🏽 " * 20,
    f"{ARABIC} Svenska mitt i. {HEBREW}",
    CHINESE,
    SAMI,
    "Z̴̢̛a̷͚̅l̶̰̓g̵̱̈o̶͍͐ och e\u0301 som två tecken",
    "rad\r\nrad\rrad\u2028rad\u2029rad\n\n\n\n\n\nrad",
    "\u202eomvänt\u202c \u200b\u200d\ufeff mjukt\u00adbindestreck",
    '=HYPERLINK("http://x";"y")',
    '<script>alert(1)</script> &amp; <b>fet</b> {{ 7*7 }} #import "x" $x$ @ref `raw` \\cite{a}',
    "- punkt\n- punkt\n  - under\n\n1. ett\n2. två",
    "\n".join(f"Rad {n}" for n in range(3_000)),
)
"""What is written in the points of the messy report, in order."""


def report(language: str = "sv", bodies: int = 900) -> Report:
    """A report of `bodies` bodies whose first points say each of `TEXTS`, with equal replies."""
    plain = examples.report(language, Size(bodies=bodies, unasked=3, points=90))
    section = plain.sections[0]
    views = tuple(
        replace(
            plain.general_views[0],
            number=f"S-{1_000 + at}",
            permalink=f"https://yttra.example/s/{1_000 + at}",
            text=text,
            quote=text[:2_000],
            proposed_wording=text[:5_000],
            reply=text[:10_000],
            sender=f"{text[:60]} AB",
        )
        for at, text in enumerate(TEXTS)
    )
    return replace(plain, sections=(replace(section, points=views), *plain.sections[1:]))
