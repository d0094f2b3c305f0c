"""How docs/ becomes a site: `make docs`. Nothing is fetched while it is built, nor when it is read."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import mermaidx
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "flashcoop"
extensions = ["myst_parser"]
html_theme = "alabaster"
html_theme_options = {"page_width": "70rem", "sidebar_width": "16rem", "fixed_sidebar": False}
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
language = "en"
myst_heading_anchors = 3
# Text that is no Python, as the fences call it.
suppress_warnings = ["misc.highlighting_failure"]
# What lies beside docs/ is no page of the site: it is named instead, if it is there.
OUTSIDE = re.compile(r"\[(?P<text>[^\]]+)\]\(\.\./(?P<path>[^)#]+)(?:#[^)]*)?\)")
ROOT = Path(__file__).parents[1]
DRAWN = ROOT / ".cache" / "drawings"


@cache
def drawn(source: str) -> str:
    """A Mermaid diagram as SVG; a second each, so that what was drawn once is kept."""
    name = f"drawing-{sha256(source.encode()).hexdigest()[:16]}"
    path = DRAWN / f"{name}.svg"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Its own name for each: several drawings on a page would share their styles.
        path.write_text(mermaidx.render(source).svg().replace("my-svg", name), encoding="utf-8")
    return path.read_text(encoding="utf-8")


class Diagrams(SphinxPostTransform):
    """Puts the drawing where the source of a diagram stands."""

    default_priority = 5

    def run(self, **_: object) -> None:
        """Draw every block of this document that is marked `mermaid`. A diagram that cannot be drawn is an error."""
        for block in list(self.document.findall(nodes.literal_block)):
            if block.get("language") == "mermaid":
                block.replace_self(nodes.raw("", f'<div class="drawing">{drawn(block.astext())}</div>', format="html"))


def name_what_lies_outside(_app: Sphinx, page: str, source: list[str]) -> None:
    """Write where a file of the checkout is, in place of a link to it; a link to nothing is left for MyST to find."""
    if "/" not in page:
        source[0] = OUTSIDE.sub(_named, source[0])


def _named(found: re.Match[str]) -> str:
    return f"{found['text']} (`{found['path']}`)" if (ROOT / found["path"]).exists() else found[0]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", name_what_lies_outside)
    app.add_post_transform(Diagrams)
