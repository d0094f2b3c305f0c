"""The bilan as a PDF to print, set by Typst with fonts of the three scripts."""

from pathlib import Path
from typing import Any

from bot.printing import pdf
from bot.report.document import Bilan, Block, Plot, Quote, Section, Table, unbroken
from bot.report.plots import drawn
from bot.report.words import SIGNED

TEMPLATE = Path(__file__).parent / "templates" / "bilan.typ"


def sheet(bilan: Bilan) -> bytes:
    """The PDF."""
    year, month, day = bilan.day.split("-")
    head = {"title": bilan.title, "subtitle": bilan.subtitle, "day": f"{day}/{month}/{year}", "signed": SIGNED}
    return pdf(TEMPLATE, _spaced(head | {"sections": [_section(each) for each in bilan.sections]}))


def _spaced(value: Any) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(value, dict):
        return {key: each if key == "svg" else _spaced(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spaced(each) for each in value]
    return unbroken(value) if isinstance(value, str) else value


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(each) for each in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            names = [{"text": name, "figures": block.figures(place)} for place, name in enumerate(block.columns)]
            rows = [[str(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "caption": block.caption, "columns": names, "rows": rows, "note": block.note}
        case Plot():
            return {"kind": "plot", "svg": drawn(block, "svg").decode(), "alt": block.alt}
        case Quote():
            return {"kind": "quote", "text": block.text, "mark": block.mark, "themes": list(block.themes)}
    return {"kind": "text", "text": block}
