"""The one look of all figures: journal widths, colour-blind safe colours, vector text, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SINGLE, DOUBLE = 89, 183
"""Widths in millimetres: one column and two columns of a journal page."""

INK, GREY, PALE = "#222222", "#7f7f7f", "#d9d9d9"
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
"""Okabe and Ito's palette (2008), told apart with every common colour vision deficiency."""

SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 7,
    "axes.titlesize": 7.5,
    "axes.labelsize": 7,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 6.5,
    "legend.fontsize": 6.5,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "legend.frameon": False,
    "figure.dpi": 120,
    "savefig.dpi": 300,
    "svg.hashsalt": "mediakit",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
}


@contextmanager
def style() -> Iterator[None]:
    """Figures made inside look as mediakit's do; the caller's own settings come back afterwards."""
    import matplotlib as mpl

    showing = mpl.is_interactive()
    try:
        with mpl.rc_context(SETTINGS):
            try:
                yield
            finally:
                showing = mpl.is_interactive()
    finally:
        # The first figure of a notebook starts the backend that shows figures: that has to outlive these settings.
        mpl.interactive(showing)


def panels(
    columns: int = 1, *, rows: int = 1, width: float = DOUBLE, height: float = 60.0, **options: Any
) -> list[Axes]:
    """Axes of a new figure, left to right and top to bottom.

    Parameters
    ----------
    columns, rows
        How many axes.
    width, height
        Of the whole figure, in millimetres.
    options
        For `matplotlib.pyplot.subplots`.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(
        rows,
        columns,
        figsize=(width / 25.4, height / 25.4),
        layout="constrained",
        squeeze=False,
        **options,
    )
    return list(axes.flat)


def outlet_colours(outlets: list[str]) -> dict[str, str]:
    """A colour for each outlet, in the order given."""
    return {outlet: COLOURS[i % len(COLOURS)] for i, outlet in enumerate(dict.fromkeys(outlets))}


def nothing(sentence: str) -> Axes:
    """An empty figure that says why it is empty, where a corpus has nothing to draw."""
    with style():
        [ax] = panels(width=DOUBLE, height=14)
        ax.set_axis_off()
        ax.text(0, 0.5, sentence, transform=ax.transAxes, va="center", fontsize=7)
    return ax


def article_names(article_ids: Iterable[object], outlets: Iterable[object]) -> dict[str, str]:
    """What each article is called in a figure: its outlet, or itself where one outlet has several."""
    names = {str(a): str(o) for a, o in zip(article_ids, outlets, strict=True)}
    return names if len(set(names.values())) == len(names) else {a: a for a in names}
