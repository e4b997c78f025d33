"""Draws the strategy's two figures, in both languages, as PNG pictures.

Run it with `python -m demo.draw_figures` when the wording or the shapes change; it needs the font
DejaVu Sans. The pictures are kept beside the text, so that building the drafts needs no font.

Only pictures belong here. The wording stands in the tables below, beside the shapes that carry it,
and must agree with the headings and the figures' alternative text in strategy.*.md.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent / "figures"
INK = "#1b2b34"
WHITE = "#ffffff"
GREEN = "#1f5c4d"
BLUE = "#1d4e79"
SAND = "#f3ead7"
ICE = "#e3eef5"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Structure:
    """The words in the figure of how the strategy is built."""

    vision: str
    goals: tuple[str, str]
    measures: tuple[tuple[str, ...], tuple[str, ...]]
    areas_title: str
    areas: tuple[str, ...]
    ground: str


STRUCTURES = {
    "sv": Structure(
        vision="Vision 2034: hela länet är med och förnyar",
        goals=("Mål 1: Förnyelse i hela länet", "Mål 2: Omställning inom naturens gränser"),
        measures=(
            ("Innovationsstöd i inlandet", "Testmiljöer", "Upphandling", "Kompetens"),
            ("Kretslopp för råvaror", "Smartare energi", "Gemensamma data"),
        ),
        areas_title="Styrkeområden (exempel)",
        areas=(
            "Hälsa och vård",
            "Skog",
            "Metaller",
            "Energi",
            "Digital teknik",
            "Kultur",
            "Besöksnäring",
            "Livsmedel",
            "Kallt klimat",
        ),
        ground="Jämställdhet  ·  Samiskt perspektiv  ·  Unga och inflyttade  ·  Klimat",
    ),
    "en": Structure(
        vision="Vision 2034: the whole county takes part in renewal",
        goals=("Goal 1: Renewal in the whole county", "Goal 2: Within the limits of nature"),
        measures=(
            ("Support in the inland", "Test environments", "Procurement", "Skills"),
            ("Closed loops", "Wiser energy", "Common data"),
        ),
        areas_title="Strength areas (examples)",
        areas=(
            "Health and care",
            "Forests",
            "Metals",
            "Energy",
            "Digital technology",
            "Culture",
            "Tourism",
            "Food",
            "Cold climate",
        ),
        ground="Gender equality  ·  Sámi perspective  ·  Young and newcomers  ·  Climate",
    ),
}

CYCLES = {
    "sv": (
        ("Januari", "Samla in uppgifter"),
        ("Mars", "Tolka tillsammans"),
        ("Juni", "Besluta om ändringar"),
        ("Oktober", "Berätta vad som hänt"),
    ),
    "en": (
        ("January", "Collect data"),
        ("March", "Interpret together"),
        ("June", "Decide on changes"),
        ("October", "Tell what happened"),
    ),
}


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """DejaVu Sans as the system has it; Pillow's own font lacks å, ä and ö."""
    return ImageFont.truetype("DejaVuSans.ttf", size=size)


def draw_box(draw: ImageDraw.ImageDraw, box: Box, text: str, *, fill: str, size: int = 26) -> None:
    """Draws a rounded box with its text in the middle."""
    draw.rounded_rectangle(box, radius=14, fill=fill, outline=INK, width=2)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    ink = WHITE if fill in {GREEN, BLUE} else INK
    draw.text(middle, text, fill=ink, font=font(size), anchor="mm", align="center")


def draw_structure(words: Structure) -> Image.Image:
    """The vision over the goals, their measures, the strength areas and the common ground."""
    image = Image.new("RGB", (1400, 1000), WHITE)
    draw = ImageDraw.Draw(image)
    draw_box(draw, (40, 30, 1360, 130), words.vision, fill=GREEN, size=38)
    for column, goal in enumerate(words.goals):
        left = 40 + column * 670
        draw_box(draw, (left, 160, left + 650, 240), goal, fill=BLUE, size=28)
        draw_measures(draw, left, words.measures[column])
    draw.text((700, 530), words.areas_title, fill=INK, font=font(32), anchor="mm")
    for number, area in enumerate(words.areas):
        left, top = 40 + number % 3 * 447, 565 + number // 3 * 96
        draw_box(draw, (left, top, left + 426, top + 80), area, fill=ICE, size=28)
    draw_box(draw, (40, 875, 1360, 965), words.ground, fill=SAND, size=28)
    return image


def draw_measures(draw: ImageDraw.ImageDraw, left: int, measures: tuple[str, ...]) -> None:
    """A goal's measures as rows of equal height under the goal."""
    height = 240 // len(measures)
    for row, measure in enumerate(measures):
        top = 255 + row * height
        draw_box(draw, (left, top, left + 650, top + height - 8), measure, fill=SAND)


def draw_cycle(steps: tuple[tuple[str, str], ...]) -> Image.Image:
    """Four steps in a circle, clockwise from the top, with arrowheads between them."""
    image = Image.new("RGB", (1200, 860), WHITE)
    draw = ImageDraw.Draw(image)
    centre, radius = (600, 430), 290
    ring = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    draw.ellipse(ring, outline=GREEN, width=10)
    for number, (month, what) in enumerate(steps):
        angle = -pi / 2 + number * pi / 2
        x, y = centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)
        draw_box(draw, (x - 185, y - 70, x + 185, y + 70), f"{month}\n{what}", fill=ICE, size=28)
        draw_arrowhead(draw, centre, radius=radius, angle=angle + pi / 4)
    return image


def draw_arrowhead(
    draw: ImageDraw.ImageDraw, centre: tuple[int, int], *, radius: int, angle: float
) -> None:
    """A triangle on the ring that points clockwise."""
    x, y = centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)
    along = angle + pi / 2
    tip = (x + 34 * cos(along), y + 34 * sin(along))
    sides = [(x + 26 * cos(angle + turn), y + 26 * sin(angle + turn)) for turn in (0, pi)]
    draw.polygon([tip, *sides], fill=GREEN)


def draw_figures(folder: Path = FOLDER) -> None:
    """Writes structure.<language>.png and cycle.<language>.png into the folder."""
    folder.mkdir(exist_ok=True)
    for language, words in STRUCTURES.items():
        draw_structure(words).save(folder / f"structure.{language}.png", optimize=True)
    for language, steps in CYCLES.items():
        draw_cycle(steps).save(folder / f"cycle.{language}.png", optimize=True)


if __name__ == "__main__":
    draw_figures()
