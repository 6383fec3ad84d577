// What happens when: the page is ready once the first names are drawn.

function lineWords(line) {
  return line.links.map((number) => {
    const { start, end, relation, detail } = known.links[number];
    return `${named(start)} · ${relations.get(relation).forward.toLowerCase()} · ${named(end)}${detail ? ` — ${detail}` : ""}`;
  });
}

network.on("hoverNode", ({ node, pointer }) => {
  state.hovered = node;
  bubbleFor([named(node), entities.has(node) ? kindOf(node).one : opened.has(node) ? "Cliquez pour refermer" : "Cliquez pour ouvrir"], pointer.DOM);
  network.redraw();
});
network.on("hoverEdge", ({ edge, pointer }) => {
  const words = lineWords(lines.get(edge));
  bubbleFor(words.length > 6 ? [...words.slice(0, 5), `et ${words.length - 5} autres liens`] : words, pointer.DOM);
});
for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
  network.on(name, () => { state.hovered = ""; bubble.hidden = true; });
}
network.on("click", ({ nodes: hit, edges: near }) => {
  bubble.hidden = true;
  if (groups.has(hit[0])) toggle(hit[0]);
  else if (hit.length) select(hit[0]);
  else if (near.length) { select(""); show(lineParts(lines.get(near[0]))); }
  else select(known.centre);
});

// The wheel scrolls the page unless the picture was entered on purpose.
byId("toile").parentElement.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && document.activeElement !== canvas) event.stopPropagation();
}, { capture: true, passive: true });
listen({ ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, -1), ArrowDown: () => pan(0, 1),
  Enter: () => { if (groups.has(state.selected)) toggle(state.selected); },
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit(), Escape: () => select(known.centre) });
byId("plus").addEventListener("click", () => zoom(1.25));
byId("moins").addEventListener("click", () => zoom(0.8));
byId("recentrer").addEventListener("click", () => fit());
const extentNow = () => `${canvas.parentElement.clientWidth} ${canvas.parentElement.clientHeight}`;
let extentThen = extentNow();
new ResizeObserver(() => {
  if (state.magnify !== 1 || extentThen === extentNow()) return;
  extentThen = extentNow();
  network.setSize("100%", "100%");
  fit();
  network.redraw();
}).observe(canvas.parentElement);

fit();
state.selected = known.centre;
dark(preference.matches);
showSelected();
network.once("afterDrawing", () => setTimeout(() => { fillTables(); root.dataset.ready = "1"; }, 0));
network.redraw();
