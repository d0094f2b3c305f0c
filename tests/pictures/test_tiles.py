import io
import itertools

import pytest
from PIL import Image, ImageChops, ImageDraw

from bot.pictures.badges import COLOURS, DIGITS, OUTLINE, SHAPES, SMOOTH, badge, corners, ink, luminance
from bot.pictures.catalogue import UnknownPictureError, portraits
from bot.pictures.tiles import Tile, TilesError, _composed, compose

WIDEST, LARGEST = 1280, 200 * 1024  # pixels; bytes: a slow phone waits no longer for it than for the clip
SIDE, NUMBERS = 140, range(1, 10)
READABLE = 3.0  # WCAG 2.2, contrast of large bold text


def tiles(*names: str) -> list[Tile]:
    return [Tile(number, name) for number, name in enumerate(names, start=1)]


def opened(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image)).convert("RGB")


def borders(image: Image.Image, row: int = 0) -> list[str]:
    """The colours of the tiles of one row as a person meets them from left to right."""
    across = (image.width - 17) // 421
    pixels = [image.getpixel((17 + 5 + column * 421, 17 + 230 + row * 477)) for column in range(across)]
    return ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in pixels if isinstance(pixel, tuple)]


@pytest.mark.parametrize("count", range(1, 10))
@pytest.mark.parametrize("language", ["fa_AF", "ar", "fr"])
def test_any_number_of_choices_fits_a_phone_and_a_slow_line(count: int, language: str) -> None:
    image = compose(tiles(*[each.name for each in portraits()[:count]]), language)
    assert len(image) <= LARGEST
    assert opened(image).width <= WIDEST
    assert opened(image).height <= 3 * 477 + 17


@pytest.mark.parametrize("language", ["fa_AF", "ar"])
def test_reading_begins_on_the_right_where_the_language_does(language: str) -> None:
    image = opened(compose(tiles("sad", "so_so", "happy"), language))
    assert borders(image) == [COLOURS[2], COLOURS[1], COLOURS[0]]


def test_reading_begins_on_the_left_in_french() -> None:
    image = opened(compose(tiles("sad", "so_so", "happy"), "fr"))
    assert borders(image) == [COLOURS[0], COLOURS[1], COLOURS[2]]


def test_a_row_that_is_not_full_begins_where_reading_does() -> None:
    names = ("repeat", "correct", "dont_know", "rather_not", "person")
    assert borders(opened(compose(tiles(*names), "fa_AF")), row=1) == ["#ffffff", COLOURS[4], COLOURS[3]]
    assert borders(opened(compose(tiles(*names), "fr")), row=1) == [COLOURS[3], COLOURS[4], "#ffffff"]


def test_the_same_tiles_give_the_same_bytes() -> None:
    first = compose(tiles("yes", "no"), "fr")
    _composed.cache_clear()
    assert compose(tiles("yes", "no"), "fr") == first


@pytest.mark.parametrize(
    ("language", "digits"), [("fa_AF", "arabext"), ("ar", "latn"), ("fr", "latn"), ("ar_EG", "arab")]
)
def test_numbers_are_written_in_the_digits_of_the_language(language: str, digits: str) -> None:
    assert compose(tiles("yes", "no"), language) == compose(tiles("yes", "no"), language, digits=digits)


def test_each_family_of_digits_looks_different() -> None:
    shown = {compose([Tile(4, "yes")], "fa_AF", digits=digits) for digits in DIGITS}
    assert len(shown) == len(DIGITS)


def shape_alone(number: int) -> Image.Image:
    """Where a number's shape is, white on black, as the badge draws it but without the digit."""
    shape = SHAPES[number - 1]
    image = Image.new("L", (SIDE * SMOOTH, SIDE * SMOOTH))
    ImageDraw.Draw(image).polygon(corners(shape, shape.reach - OUTLINE, SIDE * SMOOTH), fill=255)
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def ink_pixels(image: Image.Image) -> int:
    """How much of a badge drawn in pure red is black, which only its digit is."""
    red = image.convert("RGBA").split()
    return sum(1 for r, alpha in zip(red[0].tobytes(), red[3].tobytes(), strict=True) if r < 64 and alpha > 250)


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_digit_is_drawn_whole_inside_its_shape(number: int, digits: str) -> None:
    drawn = badge(number, "#ff0000", digits, SIDE)
    cut = Image.new("RGBA", drawn.size)
    cut.paste(drawn, mask=shape_alone(number).point(lambda value: 255 if value > 250 else 0))
    assert ink_pixels(drawn) > SIDE * SIDE * 0.01
    assert ink_pixels(cut) == ink_pixels(drawn)


def test_numbers_differ_by_shape_where_no_colour_is_seen() -> None:
    for one, other in itertools.combinations(NUMBERS, 2):
        apart = ImageChops.difference(shape_alone(one), shape_alone(other))
        assert sum(apart.histogram()[128:]) > SIDE * SIDE * 0.01, (one, other)


@pytest.mark.parametrize("colour", COLOURS)
def test_every_digit_can_be_read_on_its_colour(colour: str) -> None:
    darker, lighter = sorted([luminance(colour), luminance(ink(colour))])
    assert (lighter + 0.05) / (darker + 0.05) >= READABLE


def test_a_tile_may_have_a_colour_of_its_own() -> None:
    assert borders(opened(compose([Tile(1, "yes", "#123456")], "fr"))) == ["#123456"]


def test_tiles_stand_in_as_many_columns_as_asked() -> None:
    assert opened(compose(tiles("yes", "no"), "fr", columns=1)).size == (438, 971)
    assert opened(compose(tiles("yes", "no"), "fr")).size == (859, 494)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ([], "An image holds 1 to 9 tiles, not 0."),
        ([Tile(number, "yes") for number in range(1, 11)], "An image holds 1 to 9 tiles, not 10."),
        ([Tile(0, "yes")], r"Tiles are numbered 1 to 9, each once, not \[0\]."),
        ([Tile(2, "yes"), Tile(2, "no")], r"Tiles are numbered 1 to 9, each once, not \[2, 2\]."),
        ([Tile(1, "yes", "red")], "The colour of tile 1 is written #rrggbb, not 'red'."),
    ],
)
def test_tiles_nobody_could_choose_between_are_refused(wrong: list[Tile], sentence: str) -> None:
    with pytest.raises(TilesError, match=sentence):
        compose(wrong, "fr")


def test_a_picture_nobody_drew_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownPictureError, match="There is no picture named 'unicorn'"):
        compose(tiles("unicorn"), "fr")


@pytest.mark.parametrize("language", ["prs", "", "xx", "../fr"])
def test_a_language_nobody_knows_is_refused_with_a_sentence(language: str) -> None:
    with pytest.raises(TilesError, match="Babel knows no language"):
        compose(tiles("yes"), language)


def test_digits_and_columns_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(TilesError, match="The digits 'roman' cannot be drawn: give one of latn, arabext, arab"):
        compose(tiles("yes"), "fr", digits="roman")
    with pytest.raises(TilesError, match="Tiles stand in 1 to 3 columns, not 0"):
        compose(tiles("yes"), "fr", columns=0)
