// Names drawn by us rather than by vis: always 13 px on the screen or more, never one over another at any zoom.
const FONT = 13, LINE = 16, GAP = 5;
const FAMILY = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const widths = new Map();
const sizes = new WeakMap();   // of each array of lines
let ranked = [];

// A hub is named even over the shapes of its leaves: it has many neighbours, or more than any of them.
const reach = (id) => neighbours.get(id).size;
const isHub = (id) => reach(id) > 5 || (reach(id) > 2 && [...neighbours.get(id)].every((other) => reach(other) < reach(id)));
const hubs = new Set();
function rank() {
  ranked = [...shape.values()].sort((one, other) => other.bold - one.bold || reach(other.id) - reach(one.id));
  hubs.clear();
  for (const id of shape.keys()) if (isHub(id) || shape.get(id).grouped) hubs.add(id);
}
rank();

function labelSize(context, { bold, lines: text }) {
  if (!sizes.has(text)) sizes.set(text, measured(context, bold, text));
  return sizes.get(text);
}

function measured(context, bold, text) {
  const wide = text.map((line) => {
    const key = `${bold} ${line}`;
    if (!widths.has(key)) {
      context.font = `${bold ? "bold " : ""}${FONT}px ${FAMILY}`;
      widths.set(key, context.measureText(line).width);
    }
    return widths.get(key);
  });
  return { width: Math.max(...wide), height: text.length * LINE };
}

const around = ({ x, y, size }) => ({ left: x - size, top: y - size, right: x + size, bottom: y + size });
const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

// On a phone the list comes first and carries the names: the picture names its centre, its groups and what is touched.
const spoken = (node) => !state.narrow || node.bold || priority(node) < 3;

// How many layout pixels one label pixel takes: names keep their size when the picture shrinks, and grow slower than it.
const unitAt = (scale) => (scale > state.magnify ? Math.sqrt(scale / state.magnify) : 1) * state.magnify / scale;

function labelBox({ x, y, size, side: wanted }, { width, height }, unit) {
  const side = state.narrow ? "below" : wanted;
  const wide = width * unit, high = height * unit, gap = GAP * unit;
  const left = side === "right" ? x + size + gap : side === "left" ? x - size - gap - wide : x - wide / 2;
  const top = side === "below" ? y + size + gap : side === "above" ? y - size - gap - high : y - high / 2;
  return { left, top, right: left + wide, bottom: top + high };
}

function priority(node) {
  if (node.id === state.hovered) return 0;
  if (node.id === state.selected) return 1;
  return chosen() && neighbours.get(chosen()).has(node.id) ? 2 : 3;
}

function write(context, { text, box, unit, bold, colour, align, size, opacity }) {
  context.globalAlpha = opacity;
  context.font = `${bold ? "bold " : ""}${size * unit}px ${FAMILY}`;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4 * unit;
  context.strokeStyle = state.palette.ground;
  context.fillStyle = colour;
  const x = align === "left" ? box.left : align === "right" ? box.right : (box.left + box.right) / 2;
  text.forEach((line, row) => context.strokeText(line, x, box.top + (row + 0.5) * LINE * unit));
  text.forEach((line, row) => context.fillText(line, x, box.top + (row + 0.5) * LINE * unit));
  context.globalAlpha = 1;
}

function shortened(node) {
  node.short ||= [`${node.lines[0].replace(/[\s…]+$/, "")}…`];
  return node.short;
}

// What is written at a zoom, and where: the names that matter most first, each where it covers nothing.
function settled(context, scale) {
  measureRoom();
  const unit = unitAt(scale);
  const here = ranked.filter((node) => visible(node.id)).sort((one, other) => priority(one) - priority(other));
  const shapes = here.length > 600 ? [] : here.map((node) => [node.id, around(node)]);
  const [taken, names] = [[], []];
  for (const node of here.filter(spoken)) {
    const clear = (box) => hubs.has(node.id) || !shapes.some(([id, area]) => id !== node.id && meet(box, area));
    const put = (text) => ({ text, box: labelBox(node, labelSize(context, { bold: node.bold, lines: text }), unit) });
    const free = ({ box }) => clear(box) && !taken.some((other) => meet(box, other));
    let name = put(node.lines);
    if (!free(name) && node.lines.length > 1 && node.id !== state.hovered) name = put(shortened(node));
    if (!free(name) && node.id !== state.hovered) continue;
    taken.push(name.box);
    const align = state.narrow ? "center" : { right: "left", left: "right" }[node.side] || "center";
    names.push({ ...name, align, unit, bold: node.bold, size: FONT, colour: state.palette.text, opacity: lit(node.id) ? 1 : 0.25 });
  }
  Object.assign(state, { named: names.length, missing: here.filter(spoken).length - names.length });
  return [...names, ...sectors(context, unit, taken)];
}

// The words of the sectors, while everything stands where Python put it.
function sectors(context, unit, taken) {
  if (chosen() || state.narrow || state.moved) return [];
  return known.captions.flatMap(({ lines: text, x, y }) => {
    context.font = `${12 * unit}px ${FAMILY}`;
    const wide = Math.max(...text.map((line) => context.measureText(line).width));
    const high = text.length * LINE * unit;
    const box = { left: x - wide / 2, top: y - high / 2, right: x + wide / 2, bottom: y + high / 2 };
    if (taken.some((other) => meet(box, other))) return [];
    taken.push(box);
    return [{ text, box, unit, bold: false, size: 12, colour: state.palette.muted, align: "center", opacity: 1 }];
  });
}

function ring(context, id, colour) {
  if (!id || !visible(id)) return;
  const { x, y, size } = shape.get(id);
  const scale = network.getScale();
  context.beginPath();
  context.arc(x, y, size * 1.15 + 5 / scale, 0, 2 * Math.PI);
  context.lineWidth = 3 / scale;
  context.strokeStyle = colour;
  context.stroke();
}

function tellMissing({ missing }) {
  const words = missing ? `${counted(missing, "nom masqué", "noms masqués")} faute de place` : "";
  if (byId("etat").textContent !== words) byId("etat").textContent = words;
}

network.on("afterDrawing", (context) => {
  follow();
  ring(context, state.hovered, state.palette.muted);
  ring(context, chosen(), state.palette.accent);
  settled(context, network.getScale()).forEach((name) => write(context, name));
  tellMissing(state);
  root.dataset.names = String(state.named);
  root.dataset.drawn = String(shape.size);
});
