"""The bilan as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.report.document import Bilan, Plot, Quote, Table, unbroken
from bot.report.plots import drawn
from bot.report.words import SIGNED

TEMPLATES = Path(__file__).parent / "templates"


def page(bilan: Bilan) -> bytes:
    """The page, in UTF-8."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: unbroken(value) if isinstance(value, str) else value,
    )
    environment.tests |= {
        "table": lambda block: isinstance(block, Table),
        "plot": lambda block: isinstance(block, Plot),
        "quote": lambda block: isinstance(block, Quote),
    }
    text = environment.get_template("bilan.html").render(bilan=bilan, picture=_picture, signed=SIGNED)
    return text.encode()


def _picture(plot: Plot) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawn(plot, "svg")).decode()
