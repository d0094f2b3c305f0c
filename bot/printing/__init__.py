"""Sheets to print: a Typst template beside its data becomes a PDF, with fonts that know our three scripts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
DATA = "data"  # what a template reads: `#let data = json(bytes(sys.inputs.data))`


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """A template filled with JSON data: the same bytes for the same data. It may read files of its own folder only.

    Raises ValueError when the template cannot be compiled.
    """
    try:
        return typst.compile(
            template,
            root=template.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={DATA: json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise ValueError(f"{template.name}: {error}") from None
