// The vis-network canvas: positions come from Python, nothing moves by itself.
const nodes = new vis.DataSet(known.nodes.map(({ label, ...node }) => node));
const lines = new vis.DataSet(known.lines.map((line) => ({ ...line, base: line.width })));
const canvas = byId("toile");
const network = new vis.Network(canvas, { nodes, edges: lines }, known.options);
canvas.querySelector(".vis-network").removeAttribute("tabindex");   // one stop for the keyboard, which a click gives the focus too
const shape = new Map(known.nodes.map((node) => [node.id, { ...node, home: { x: node.x, y: node.y }, lines: node.label.split("\n") }]));
const SIDE = 18;
const CROWD = 2000;   // lines from which telling vis of a change takes longer than a frame
const hiddenKinds = new Set();
const gone = new Set();   // elements outside the chosen years
const state = { selected: "", hovered: "", magnify: 1, moved: false, palette: {} };
const neighbours = new Map([...shape.keys()].map((id) => [id, new Set()]));
function join(one, other) {
  for (const [near, far] of [[one, other], [other, one]]) neighbours.set(near, (neighbours.get(near) || new Set()).add(far));
}
lines.forEach((line) => join(line.from, line.to));

function readPalette() {
  const style = getComputedStyle(root);
  for (const name of ["ground", "text", "muted", "edge", "strong", "border", "accent"]) {
    state.palette[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

const visible = (id) => !hiddenKinds.has(shape.get(id).kind) && !gone.has(id);
const chosen = () => (state.selected === known.centre ? "" : state.selected);   // the centre is chosen by default
const lit = (id) => !chosen() || id === chosen() || neighbours.get(chosen()).has(id);

const measureRoom = () => { state.narrow = state.magnify === 1 && canvas.clientWidth < 560; };

// What vis already shows of each node and line: only what changes is told to it.
const painted = new Map();
for (const { id, color } of known.nodes) painted.set(id, JSON.stringify({ id, hidden: false, opacity: 1, color }));
for (const { id, width, color } of known.lines) painted.set(id, JSON.stringify({ id, width, hidden: false, color: { color: color.color, opacity: 1, inherit: false } }));
function news(update) {
  const said = JSON.stringify(update);
  const same = painted.get(update.id) === said;
  painted.set(update.id, said);
  return !same;
}

// One update for all nodes and one for all lines: one call a node would be quadratic.
function paint() {
  const { ground, border, edge, strong } = state.palette;
  if (clock) network.storePositions();   // vis takes places back from its data at each update
  nodes.update([...shape.values()].map((node) => {
    const { fill, hollow } = known.kinds[node.kind];
    const open = hollow || node.grouped;
    return {
      id: node.id,
      hidden: !visible(node.id),
      opacity: lit(node.id) ? 1 : 0.18,
      color: { background: open ? ground : fill, border: hollow && !node.grouped ? fill : border },
    };
  }).filter(news));
  const thick = known.lines.length > CROWD ? 1 : Math.min(Math.max(0.8 / network.getScale(), 1), 2.5);   // a line stays one when the picture is small
  lines.update(lines.map((line) => {
    const touches = chosen() && (line.from === chosen() || line.to === chosen());
    return {
      id: line.id,
      width: thick * line.base,
      hidden: !visible(line.from) || !visible(line.to) || line.links.every((number) => past(known.links[number])),
      color: { color: touches ? strong : edge, opacity: !chosen() || touches ? 1 : 0.25, inherit: false },
    };
  }).filter(news));
}

// vis fits shapes; we fit shapes and names. Names keep their size on the screen, so the zoom is found by halving.
function extent(context, scale) {
  measureRoom();
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of shape.values()) {
    if (!visible(node.id)) continue;
    const name = spoken(node) ? [labelBox(node, labelSize(context, node), unitAt(scale))] : [];
    for (const area of [around(node), ...name]) {
      box.left = Math.min(box.left, area.left);
      box.top = Math.min(box.top, area.top);
      box.right = Math.max(box.right, area.right);
      box.bottom = Math.max(box.bottom, area.bottom);
    }
  }
  return box;
}

function fit(width = canvas.clientWidth, height = canvas.clientHeight) {
  const context = document.createElement("canvas").getContext("2d");
  const wide = width - 2 * SIDE * state.magnify, high = height - 2 * SIDE * state.magnify;
  if (wide < 100 || high < 100 || ![...shape.keys()].some(visible)) return;
  let [least, most] = [0.02, 1.2 * state.magnify];
  for (let turn = 0; turn < 20; turn += 1) {
    const scale = turn ? (least + most) / 2 : most;
    const { left, top, right, bottom } = extent(context, scale);
    if ((right - left) * scale <= wide && (bottom - top) * scale <= high) least = scale;
    else most = scale;
  }
  const { left, top, right, bottom } = extent(context, least);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: least, animation: false });
}

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
function zoom(factor) {
  const animation = calm.matches ? false : { duration: 160, easingFunction: "easeOutQuad" };
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6), animation });
}

function pan(across, down) {
  const { x, y } = network.getViewPosition();
  const step = 60 / network.getScale();
  network.moveTo({ position: { x: x + across * step, y: y + down * step }, animation: false });
}

function outOfSight(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  return x < 40 || y < 40 || x > canvas.clientWidth - 40 || y > canvas.clientHeight - 40;
}

// Bring a node into sight when it is out of it, without changing the zoom.
function reveal(id) {
  if (outOfSight(id)) network.focus(id, { scale: network.getScale(), animation: false });
}
