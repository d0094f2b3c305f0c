"""The number of a choice, in its own colour and its own shape."""

import math
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.catalogue import HERE

DIGITS = {"latn": "0123456789", "arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩"}
FACES = {"latn": "latin", "arabext": "arabic", "arab": "arabic"}
LARGER = {
    "latn": 1.0,
    "arabext": 1.28,
    "arab": 1.28,
}  # eastern digits are lower than western ones at the same size

# Six of Okabe and Ito, « Color Universal Design » (2008), indigo and wine of Tol's « muted » (2021), grey.
# Nine colours are too many for every kind of colour vision, so each number has its own shape besides.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#332288", "#882255", "#555555")
ROUND = 120  # as many corners as this are a circle


class Shape(NamedTuple):
    """A polygon or star; lengths are shares of the square's side, angles degrees clockwise from the right."""

    corners: int
    turn: float = 0.0
    notch: float = 1.0  # radius between two corners, as a share of theirs; 1: no notch
    reach: float = 0.5
    middle: float = 0.5  # height of its centre
    digit: float = 0.56  # size of the digit in it
    line: float = 0.5  # height of the digit's middle


SHAPES = (
    Shape(ROUND),
    Shape(4, turn=45, reach=0.62),
    Shape(3, turn=-90, reach=0.64, middle=0.64, digit=0.46, line=0.62),
    Shape(4, reach=0.52, digit=0.5),
    Shape(5, turn=-90, middle=0.53, line=0.54),
    Shape(6),
    Shape(5, turn=-90, notch=0.62, reach=0.54, middle=0.54, digit=0.5, line=0.55),
    Shape(8, turn=22.5),
    Shape(12, turn=-90, notch=0.82, reach=0.52, digit=0.52),  # eight points would be a sign of the Quran
)
SMOOTH = 3  # drawn this much larger and shrunk, since Pillow's edges are hard
OUTLINE = 0.05  # a white edge keeps the shape readable on any ground


@cache
def badge(number: int, colour: str, digits: str, side: int) -> Image.Image:
    """The number (1 to 9) in its shape, an RGBA square of `side` pixels; `digits` as in DIGITS."""
    big = side * SMOOTH
    image = Image.new("RGBA", (big, big))
    pen = ImageDraw.Draw(image)
    shape = SHAPES[number - 1]
    pen.polygon(corners(shape, shape.reach, big), fill="white")
    pen.polygon(corners(shape, shape.reach - OUTLINE, big), fill=colour)
    face = ImageFont.truetype(HERE / "fonts" / f"vazirmatn-bold-{FACES[digits]}.ttf", round(big * shape.digit))
    written = DIGITS[digits][number]
    left, top, right, bottom = face.getbbox(written)
    pen.text((big / 2 - (left + right) / 2, big * shape.line - (top + bottom) / 2), written, ink(colour), face)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def corners(shape: Shape, reach: float, side: int) -> list[tuple[float, float]]:
    """The points of a shape in a square of `side` pixels, the outer ones `reach` sides from its centre."""
    radii = (reach,) if shape.notch == 1 else (reach, reach * shape.notch)
    steps = shape.corners * len(radii)
    points = []
    for step in range(steps):
        angle, radius = math.radians(shape.turn + 360 * step / steps), radii[step % len(radii)]
        points.append((side * (0.5 + radius * math.cos(angle)), side * (shape.middle + radius * math.sin(angle))))
    return points


def ink(colour: str) -> str:
    """Black or white, whichever is easier to read on `colour` (WCAG 2.2, contrast ratio)."""
    light = luminance(colour)
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
