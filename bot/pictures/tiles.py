"""Draws a question's choices as one image of numbered, coloured tiles."""

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from PIL import Image, ImageDraw

from bot.pictures.badges import COLOURS, DIGITS, SMOOTH, badge
from bot.pictures.catalogue import picture

MOST_TILES = 9  # a longer flat list is not remembered between hearing and tapping
WIDE, HIGH, GAP = 404, 460, 17  # three tiles and four gaps are 1,280 wide: Telegram shrinks a larger photo
PICTURE, BADGE = 310, 140  # on a phone 360 wide, three tiles a row: 87 and 39 pixels
SHOWN = 440  # the side of who or what a question is about: larger than what can be chosen
INSET = 18  # of the badge, from the tile's corner
ROUNDED, BORDER = 44, 12
TINT = 0.84  # how far towards white a tile's ground is from its colour
COLUMNS = {1: 1, 2: 2, 4: 2}  # others stand three a row
COLOURS_KEPT = 256  # a palette keeps nine tiles under 200 KB
KEPT = 64  # images, each under 200 KB: a group is asked the same questions
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Tile:
    """One choice: its number (1 to 9), its picture's name, a colour (#rrggbb) where not the number's own."""

    number: int
    picture: str
    colour: str | None = None


class TilesError(ValueError):
    """These tiles cannot be drawn; the message says why."""


def compose(
    tiles: Sequence[Tile], language: str, columns: int | None = None, digits: str | None = None, shown: str = ""
) -> bytes:
    """One PNG, at most 1,280 wide, of 1 to 9 tiles in reading order; the same input gives the same bytes.

    `shown` names a picture that stands above them, of who or what is asked about; there may be no tiles then.
    `language` (fa_AF, ar, fr, any that Babel knows) gives the direction and the digits; `digits` (latn,
    arab, arabext) overrules the latter. Raises TilesError or UnknownPictureError with a sentence.
    """
    return _composed(tuple(tiles), language, columns, digits, shown)


@lru_cache(KEPT)
def _composed(tiles: tuple[Tile, ...], language: str, columns: int | None, digits: str | None, shown: str) -> bytes:
    if tiles or not shown:
        check(tiles, columns)
    locale = known_locale(language)
    rtl = locale.text_direction == "rtl"
    written = digits or locale.default_numbering_system
    if written not in DIGITS:
        raise TilesError(f"The digits {written!r} cannot be drawn: give one of {', '.join(DIGITS)}.")
    across = columns or COLUMNS.get(len(tiles), 3)
    down = math.ceil(len(tiles) / across)
    sheet = Image.new("RGB", (across * (WIDE + GAP) + GAP, down * (HIGH + GAP) + GAP), "white")
    for place, tile in enumerate(tiles):
        row, column = divmod(place, across)
        column = across - 1 - column if rtl else column
        sheet.paste(draw(tile, written, rtl), (GAP + column * (WIDE + GAP), GAP + row * (HIGH + GAP)))
    return as_png(_under(shown, sheet, down) if shown else sheet)


def _under(shown: str, tiles: Image.Image, down: int) -> Image.Image:
    """A picture with the tiles under it."""
    below = tiles.height if down else GAP
    whole = Image.new("RGB", (max(tiles.width, SHOWN + 2 * GAP), GAP + SHOWN + below), "white")
    drawing = resized(shown, SHOWN)
    whole.paste(drawing, ((whole.width - SHOWN) // 2, GAP), drawing)
    whole.paste(tiles, ((whole.width - tiles.width) // 2, GAP + SHOWN))
    return whole


def check(tiles: Sequence[Tile], columns: int | None) -> None:
    """Refuses, with a sentence, tiles that nobody could choose between."""
    numbers = [tile.number for tile in tiles]
    if not 1 <= len(tiles) <= MOST_TILES:
        raise TilesError(f"An image holds 1 to {MOST_TILES} tiles, not {len(tiles)}.")
    if len(set(numbers)) < len(numbers) or not set(numbers) <= set(range(1, MOST_TILES + 1)):
        raise TilesError(f"Tiles are numbered 1 to {MOST_TILES}, each once, not {numbers}.")
    if columns is not None and not 1 <= columns <= 3:
        raise TilesError(f"Tiles stand in 1 to 3 columns, not {columns}.")
    for tile in tiles:
        if tile.colour is not None and not COLOUR.fullmatch(tile.colour):
            raise TilesError(f"The colour of tile {tile.number} is written #rrggbb, not {tile.colour!r}.")


def known_locale(language: str) -> Locale:
    """What Babel knows of a language; raises TilesError where it knows nothing."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise TilesError(f"Babel knows no language {language!r}.") from error


def draw(tile: Tile, digits: str, rtl: bool) -> Image.Image:
    """One tile: the picture in the middle, the number in the corner where reading begins."""
    colour = tile.colour or COLOURS[tile.number - 1]
    image = ground(colour).copy()
    drawing = small(tile.picture)
    image.paste(drawing, ((WIDE - PICTURE) // 2, HIGH - PICTURE - BORDER), drawing)
    number = badge(tile.number, colour, digits, BADGE)
    image.paste(number, (WIDE - INSET - BADGE if rtl else INSET, INSET), number)
    return image


@cache
def ground(colour: str) -> Image.Image:
    """An empty tile: pale, with rounded corners and a border of its colour, on white."""
    wide, high = WIDE * SMOOTH, HIGH * SMOOTH
    image = Image.new("RGB", (wide, high), "white")
    pale = Image.blend(Image.new("RGB", (1, 1), colour), Image.new("RGB", (1, 1), "white"), TINT).getpixel((0, 0))
    ImageDraw.Draw(image).rounded_rectangle(
        (0, 0, wide - 1, high - 1), ROUNDED * SMOOTH, fill=pale, outline=colour, width=BORDER * SMOOTH
    )
    return image.resize((WIDE, HIGH), Image.Resampling.LANCZOS)


@cache
def small(name: str) -> Image.Image:
    """A picture at the size it has on a tile; raises UnknownPictureError."""
    return resized(name, PICTURE)


def resized(name: str, side: int) -> Image.Image:
    """A picture as a square of `side` pixels; raises UnknownPictureError."""
    with Image.open(picture(name).png) as image:
        return image.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)


def as_png(sheet: Image.Image) -> bytes:
    """The image as the bytes of a PNG with a palette, without metadata."""
    kept = sheet.quantize(COLOURS_KEPT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    kept.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
