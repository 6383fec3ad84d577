"""What a reader waits for in a page: the first shape on the screen, then each frame while the picture is dragged."""

import statistics
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from tests.graph.browser import Tab, browser

WATCH: Final = """
window.firstShape = 0;
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...given) {
  const seen = () => { window.firstShape ||= performance.now(); };
  if (!window.firstShape && this.canvas.isConnected) requestAnimationFrame(seen);
  return fill.apply(this, given);
};
window.frames_ = [];
const tick = (now) => { window.frames_.push(now); requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""
"""Both pages draw a node by filling a path of their canvas; the frame after the first one is what a reader sees."""
CORNER: Final = """(() => {
  const box = document.querySelector('canvas').getBoundingClientRect();
  return [box.left, box.top];
})()"""
DRAG_SECONDS: Final = 3.0


@dataclass(frozen=True, kw_only=True)
class Timed:
    """Seconds to the first shape, None when it did not come in time; milliseconds of a frame: mean, 95th percentile."""

    first: float | None
    mean: float | None = None
    late: float | None = None


def timed(page: Path, *, patience: float) -> Timed:
    """Open a page in a Chromium of its own with every host cut off, wait at most so many seconds, and drag it."""
    with browser() as tab:
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        tab.call("Page.navigate", url=page.resolve().as_uri())
        end = monotonic() + patience
        while not tab.value("window.firstShape || 0"):
            if monotonic() > end:
                return Timed(first=None)
            sleep(0.05)
        first = tab.value("window.firstShape") / 1000
        sleep(0.5)
        return Timed(first=first, **_dragged(tab))


def _dragged(tab: Tab) -> dict[str, float]:
    """Drag the ground of the picture to and fro for three seconds."""
    box = tab.value(
        "(() => { const b = document.querySelector('canvas').getBoundingClientRect(); return [b.left, b.top]; })()"
    )
    x, y = box[0] + 30, max(box[1], 0) + 30
    mouse = {"button": "left", "buttons": 1, "clickCount": 1}
    tab.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, **mouse)
    tab.value("window.frames_.length = 0")
    end, step = monotonic() + DRAG_SECONDS, 0
    while monotonic() < end:
        step += 1
        far = 200 * abs((step / 40) % 2 - 1)
        tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + far, y=y + far, **mouse)
    frames = tab.value("window.frames_.slice(1).map((now, at) => now - window.frames_[at])")
    tab.call("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, **mouse)
    return {"mean": statistics.fmean(frames), "late": sorted(frames)[int(len(frames) * 0.95)]}


def median(runs: list[Timed]) -> Timed:
    """Return the median of each measure; the first shape is absent when it was absent in most runs."""
    seen = [one for one in runs if one.first is not None]
    if len(seen) * 2 <= len(runs):
        return Timed(first=None)
    return Timed(**{name: statistics.median(getattr(one, name) for one in seen) for name in ("first", "mean", "late")})
