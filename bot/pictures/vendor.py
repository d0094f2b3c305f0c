"""Rebuilds the vendored drawings from the `openmoji` package, as SOURCES.md says; never runs in service."""

import copy
import sys
from pathlib import Path
from xml.etree import ElementTree

import yaml
from PIL import ImageFont

HERE = Path(__file__).parent
DRAWINGS = HERE / "openmoji"
SVG = "http://www.w3.org/2000/svg"
BOX = 72  # OpenMoji draws everything in a square of 72 units

# Centre and scale of each copy when a drawing stands for an amount: more copies fill more of the square.
AMOUNTS: dict[int, tuple[float, list[tuple[float, float]]]] = {
    1: (0.7, [(36, 36)]),
    2: (0.6, [(19, 36), (53, 36)]),
    3: (0.55, [(36, 19), (18, 53), (54, 53)]),
    4: (0.52, [(19, 19), (53, 19), (19, 53), (53, 53)]),
}
OVER_SCALE = 0.7
DISC_SCALE, DISC_STROKE = 0.72, "5"  # a hairline arrow stays visible at 40 pixels
WORD_WIDTH, WORD_HEIGHT = 53, 31  # a word fills its bubble


def group(children: list[ElementTree.Element], centre: tuple[float, float], scale: float) -> ElementTree.Element:
    """Copies of drawing elements in one group, scaled, with the middle of the square at `centre`."""
    x, y = (c - scale * BOX / 2 for c in centre)
    element = ElementTree.Element(f"{{{SVG}}}g", {"transform": f"translate({x:.2f} {y:.2f}) scale({scale})"})
    element.extend(copy.deepcopy(child) for child in children)
    return element


def drawing(folder: Path, code: str) -> list[ElementTree.Element]:
    """The groups of one OpenMoji drawing, without ids, which would clash when drawings are joined."""
    root = ElementTree.parse(folder / "color" / "svg" / f"{code}.svg").getroot()  # noqa: S314 - a package we pinned
    for element in root.iter():
        element.attrib.pop("id", None)
    return list(root)


def on_disc(children: list[ElementTree.Element], colour: str) -> list[ElementTree.Element]:
    """The drawing thickened, on a disc of `colour` (#rrggbb)."""
    circle = {"cx": "36", "cy": "36", "r": "31", "fill": colour, "stroke": "#000", "stroke-width": "2"}
    for child in children:
        for element in child.iter():
            if "stroke-width" in element.attrib:
                element.set("stroke-width", DISC_STROKE)
    return [ElementTree.Element(f"{{{SVG}}}circle", circle), group(children, (36, 36), DISC_SCALE)]


def laid_over(below: list[ElementTree.Element], above: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """One drawing through a second one whose white ground is left out, so that the first stays visible."""
    for child in above:
        for element in [e for e in child if e.get("fill") == "#fff"]:
            child.remove(element)
    return [group(below, (36, 36), OVER_SCALE), *above]


def word(text: str) -> list[ElementTree.Element]:
    """A speech bubble with a word; rasterise.mjs turns the letters into outlines, shaped and joined."""
    bubble = "M12 12h48a7 7 0 0 1 7 7v27a7 7 0 0 1-7 7H34L22 64V53H12a7 7 0 0 1-7-7V19a7 7 0 0 1 7-7z"
    outline = {"d": bubble, "fill": "#fff", "stroke": "#000", "stroke-width": "2", "stroke-linejoin": "round"}
    script = "latin" if text[0].isascii() else "arabic"
    face = ImageFont.truetype(HERE / "fonts" / f"vazirmatn-bold-{script}.ttf", 100)
    left, top, right, bottom = face.getbbox(text, anchor="ls")
    size = min(100 * WORD_WIDTH / (right - left), 100 * WORD_HEIGHT / (bottom - top))
    middle = 32.5 - size * (top + bottom) / 200
    place = {"x": "36", "y": f"{middle:.1f}", "text-anchor": "middle", "font-size": f"{size:.1f}"}
    letters = ElementTree.Element(f"{{{SVG}}}text", place | {"font-family": "Vazirmatn", "font-weight": "700"})
    letters.text = text
    return [ElementTree.Element(f"{{{SVG}}}path", outline), letters]


def make(folder: Path, recipe: dict[str, str]) -> list[ElementTree.Element]:
    """The elements of one picture of pictures.yaml."""
    if "text" in recipe:
        return word(recipe["text"])
    children = drawing(folder, recipe["code"])
    if "times" in recipe:
        scale, centres = AMOUNTS[int(recipe["times"])]
        return [group(children, centre, round(scale * float(recipe.get("size", 1)), 3)) for centre in centres]
    if "disc" in recipe:
        return on_disc(children, recipe["disc"])
    if "over" in recipe:
        return laid_over(children, drawing(folder, recipe["over"]))
    return children


def main(folder: Path) -> None:
    """Writes one SVG a picture of pictures.yaml, from the unpacked `openmoji` package in `folder`."""
    ElementTree.register_namespace("", SVG)
    DRAWINGS.mkdir(exist_ok=True)
    groups = yaml.safe_load((HERE / "pictures.yaml").read_text("utf-8"))
    for name, recipe in [pair for named in groups.values() for pair in named.items()]:
        root = ElementTree.Element(f"{{{SVG}}}svg", {"viewBox": f"0 0 {BOX} {BOX}"})
        root.extend(make(folder, recipe))
        (DRAWINGS / f"{name}.svg").write_bytes(ElementTree.tostring(root) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
