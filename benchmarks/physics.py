"""Our layout beside vis-network's own physics, in the same run on the same machine.

Run ``python benchmarks/physics.py``; it needs a Chromium. The library is the one that the
product serves. Ten nodes come into a picture that people know; both have to find them places.
vis-network's physics works in the browser with its default settings, up to its default of
1,000 iterations; how far it moves the nodes that were there before is told beside the time.
"""

import shutil
import statistics
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx
from playwright.sync_api import sync_playwright
from ties import SEED, make_town, measure

from analysis import layout
from analysis.layout import Extent, Place
from workshop_app import figures

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUNS = {200: 3, 1000: 1}
LATE = 10
HEADER = "| nodes | ours | vis physics | ratio | ours moved the old | vis moved the old |"
PAGE = "<!doctype html><div id='stage' style='width:1240px;height:560px'></div>"
DRAW = """({ old, late, edges, warm }) => new Promise(done => {
  const nodes = new vis.DataSet(warm ? old : [...old, ...late].map(({ id }) => ({ id })))
  const lines = new vis.DataSet(edges)
  const start = performance.now()
  const network = new vis.Network(document.getElementById("stage"), { nodes, edges: lines }, {
    layout: { improvedLayout: false, randomSeed: 7 },
    physics: { enabled: !warm, stabilization: { iterations: 1000 } },
  })
  const tell = from => {
    const at = network.getPositions(), spent = performance.now() - from
    network.destroy()
    done({ spent, at })
  }
  if (!warm) { network.once("stabilizationIterationsDone", () => tell(start)); return }
  const from = performance.now()
  nodes.add(late)
  network.setOptions({ physics: { enabled: true } })
  network.once("stabilizationIterationsDone", () => tell(from))
  network.stabilize(1000)
})"""


def compare(page: "Page", size: int) -> Iterator[str]:
    """Yield a row for ten that arrive and one for all anew, with how far the old ones went."""
    whole = make_town(size)
    late = sorted(node for node in whole if node.startswith("asset:"))[:LATE]
    before = nx.Graph(whole.subgraph(set(whole) - set(late)))
    extents = {node: Extent(200, 90) for node in whole}
    kept = layout.lay_out_anew(before, extents, seed=SEED)
    ours = measure(partial(layout.lay_out, whole, extents, seed=SEED, previous=kept), 3)
    moved = layout.measure_movement(
        kept, layout.lay_out(whole, extents, seed=SEED, previous=kept)
    )
    given: dict[str, Any] = {
        "old": [{"id": n, "x": at.x, "y": at.y} for n, at in sorted(kept.items())],
        "late": [{"id": node} for node in late],
        "edges": [{"from": a, "to": b} for a, b in sorted(whole.edges())],
    }
    warm = [page.evaluate(DRAW, {**given, "warm": True}) for _ in range(RUNS[size])]
    theirs = statistics.median(run["spent"] for run in warm) / 1000
    there = {node: Place(**at) for node, at in warm[0]["at"].items()}
    astray = layout.measure_movement(kept, there)
    yield (
        f"| {size:,}, {LATE} arrive | {ours * 1000:,.0f} ms | {theirs * 1000:,.0f} ms "
        f"| {theirs / ours:.0f}x | {moved:.0f} px | {astray:,.0f} px |"
    )
    cold = measure(partial(layout.lay_out_anew, whole, extents, seed=SEED), 1)
    anew = page.evaluate(DRAW, {**given, "warm": False})["spent"] / 1000
    yield (
        f"| {size:,}, all anew | {cold * 1000:,.0f} ms | {anew * 1000:,.0f} ms "
        f"| {anew / cold:.0f}x | | |"
    )


def main() -> None:
    """Print the table of ``docs/benchmarks-ties.md``."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as tool:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = tool.chromium.launch(executable_path=found, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(1_200_000)
        page.set_content(PAGE)
        page.add_script_tag(content=figures.vis_library().read_text(encoding="utf-8"))
        print(HEADER)
        print("|---|---|---|---|---|---|")
        for size in map(int, sys.argv[1:] or RUNS):
            for row in compare(page, size):
                print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
