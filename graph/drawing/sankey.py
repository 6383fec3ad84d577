"""A Sankey diagram as an SVG picture, without script: who pays, through which programme, for whom, how much."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from graph.drawing.labels import LINE, wrap
from graph.drawing.ribbons import THICK, Bar, Flow, ribbons
from graph.templating import templates
from graph.wording import folded, short_euros

COLOURS: Final = ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9", "#8C8C8C", "#B8A800")
_WIDE: Final = 1160.0
_GAP: Final = 12.0
_TALL: Final = 260.0
_ROW: Final = 56.0
_LEAST: Final = 1.5
_SMALL: Final = Decimal("0.01")
_LONGEST: Final = 230.0
_SPACE: Final = 8.0


def sankey(flows: Sequence[tuple[Flow, Decimal]], title: str) -> str:
    """Return the SVG of flows, each a name for every column and an amount; ends under 1 % become « Autres »."""
    kept = _gathered(flows)
    columns = range(len(kept[0][0]))
    totals = [_totals(kept, column) for column in columns]
    scale = min(_TALL, _ROW * len(kept)) / float(sum(amount for _, amount in kept))
    colours = {name: COLOURS[position % len(COLOURS)] for position, name in enumerate(totals[0])}
    bars = [_bars(totals[column], column, len(columns), scale, colours) for column in columns]
    high = (
        max(bar.y + max(bar.height, LINE * (len(bar.lines) + 1)) for column in bars for bar in column.values()) + _GAP
    )
    words = templates().get_template("sankey.svg.j2")
    return words.render(
        title=title,
        width=_WIDE,
        height=round(high),
        bar=THICK,
        line=LINE,
        bars=[bar for column in bars for bar in column.values()],
        ribbons=[one for column in columns[:-1] for one in ribbons(kept, column, bars, scale, colours)],
    )


def _gathered(flows: Sequence[tuple[Flow, Decimal]]) -> list[tuple[Flow, Decimal]]:
    """Add up equal flows, and rename the ends that are too thin to be seen, when there are at least two of them."""
    small = _SMALL * sum(amount for _, amount in flows)
    renamed = []
    for column in range(len(flows[0][0])):
        thin = sorted(name for name, total in _totals(flows, column).items() if total < small)
        renamed.append(dict.fromkeys(thin, f"Autres ({len(thin)})") if len(thin) > 1 else {})
    sums: dict[Flow, Decimal] = defaultdict(Decimal)
    for names, amount in flows:
        sums[tuple(renamed[column].get(name, name) for column, name in enumerate(names))] += amount
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))


def _totals(flows: Sequence[tuple[Flow, Decimal]], column: int) -> dict[str, Decimal]:
    """Return the total of each name of a column, the largest first."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for names, amount in flows:
        sums[names[column]] += amount
    return dict(sorted(sums.items(), key=lambda one: (-one[1], folded(one[0]))))


def _bars(
    totals: Mapping[str, Decimal], column: int, columns: int, scale: float, colours: Mapping[str, str]
) -> dict[str, Bar]:
    """Pile up the bars of a column, each with room for its name."""
    margin = _LONGEST + 2 * _SPACE
    x = margin + column * (_WIDE - 2 * margin - THICK) / max(columns - 1, 1)
    side = "left" if column == 0 else "right"
    bars, y = {}, _GAP
    for name, total in totals.items():
        label = wrap(name, _LONGEST)
        height = max(float(total) * scale, _LEAST)
        slot = max(height, LINE * (len(label.lines) + 1))
        bars[name] = Bar(
            x=round(x, 1),
            y=round(y + (slot - height) / 2, 1),
            height=round(height, 1),
            colour=colours[name] if column == 0 else "#5A6068",
            side=side,
            lines=label.lines,
            total=short_euros(total),
        )
        y += slot + _GAP
    return bars
