"""Plots as SVG and PNG: bars with their intervals, the same bytes for the same figures."""

from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Any

from bot.report.document import Bar, Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMS = ("svg", "png")
WIDTH, BAR_HEIGHT, MARGIN = 7.2, 0.52, 1.0  # inches
LABEL_LETTERS = 44
DOTS_PER_INCH = 150
BAR_COLOUR, INTERVAL_COLOUR = "#2b6b5f", "#1d1d1d"  # 6:1 and 16:1 on white
# Without a date and with a fixed salt nothing in the file depends on when it was drawn.
SALT: dict[Any, str] = {"svg.hashsalt": "flashcoop", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
BARE = {"svg": {"Date": None, "Creator": "flashcoop"}, "png": {"Software": "flashcoop"}}


def drawn(plot: Plot, form: str) -> bytes:
    """A plot as svg or png."""
    # Loaded when something is drawn: every start of any command would wait a fifth longer for it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    file = BytesIO()
    with mpl.rc_context(SALT):
        figure = Figure(figsize=(WIDTH, MARGIN + BAR_HEIGHT * len(plot.bars)), layout="constrained")
        _draw(figure.subplots(), plot)
        figure.savefig(file, format=form, dpi=DOTS_PER_INCH, metadata=BARE[form])
    return file.getvalue()


def _draw(axes: "Axes", plot: Plot) -> None:
    bars = plot.bars[::-1]  # the first at the top
    shares = [bar.share.percent or 0 for bar in bars]
    axes.barh(range(len(bars)), shares, color=BAR_COLOUR, height=0.6)
    for place, bar in enumerate(bars):
        low, high = (100 * end for end in bar.share.interval or (0, 0))
        axes.plot([low, high], [place, place], color=INTERVAL_COLOUR, linewidth=1.4)
    axes.set_yticks(range(len(bars)), [_label(bar) for bar in bars])
    axes.set_xlim(0, 100)
    axes.set_xlabel("% des personnes qui ont répondu ; trait : intervalle à 95 %")
    axes.set_title(plot.title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)


def _label(bar: Bar) -> str:
    return f"{fill(bar.label, LABEL_LETTERS)}\n{bar.share.count} sur {bar.share.n} : {bar.share.percent} %"
