// The picture as SVG: the same places, shapes, colours and names as on the canvas, as elements and text.
const round = (value) => Math.round(value * 10) / 10;
const points = (...pairs) => pairs.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");

// The shapes of vis-network 9.1.2, with its own proportions.
const OUTLINES = {
  dot: (x, y, r) => trace("circle", { cx: x, cy: y, r }),
  square: (x, y, r) => trace("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
  diamond: (x, y, r) => trace("polygon", { points: points([x, y + r], [x + r, y], [x, y - r], [x - r, y]) }),
  hexagon: (x, y, r) => trace("polygon", { points: points(...[0, 1, 2, 3, 4, 5].map((side) => [x + r * Math.cos(side * Math.PI / 3), y + r * Math.sin(side * Math.PI / 3)])) }),
  triangle: (x, y, r) => triangle(x, y, 1.15 * r, 1),
  triangleDown: (x, y, r) => triangle(x, y, 1.15 * r, -1),
  star: (x, y, r) => trace("polygon", { points: points(...[...Array(10).keys()].map((tip) => {
    const long = 0.82 * r * (tip % 2 ? 0.5 : 1.3);
    return [x + long * Math.sin(tip * Math.PI / 5), y + 0.082 * r - long * Math.cos(tip * Math.PI / 5)];
  })) }),
};

function triangle(x, y, r, way) {
  const middle = y + way * 0.275 * r, low = r / Math.sqrt(3), high = Math.sqrt(3) * r - low;
  return trace("polygon", { points: points([x, middle - way * high], [x + r, middle + way * low], [x - r, middle + way * low]) });
}

// XML has no place for control characters, nor for half of a pair.
const printable = (text) => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function drawnNode({ id, x, y, size }) {
  const { color, borderWidth, shape: form, shapeProperties, opacity } = nodes.get(id);
  const mark = OUTLINES[form](x, y, size);
  const look = { fill: color.background, stroke: color.border, "stroke-width": borderWidth, "stroke-linejoin": "round" };
  if (shapeProperties.borderDashes) look["stroke-dasharray"] = shapeProperties.borderDashes.join(" ");
  if (opacity < 1) look.opacity = opacity;
  for (const [name, value] of Object.entries(look)) mark.setAttribute(name, value);
  mark.append(trace("title", {}, printable(named(id))));
  return mark;
}

function drawnLine({ from, to, base, dashes, color }) {
  const [start, end] = [shape.get(from), shape.get(to)];
  const look = { x1: start.x, y1: start.y, x2: end.x, y2: end.y, stroke: color.color, "stroke-width": round(base) };
  return trace("line", { ...look, ...(dashes ? { "stroke-dasharray": "5 5" } : {}), ...(color.opacity < 1 ? { opacity: color.opacity } : {}) });
}

function drawnName({ text, box, align, bold, colour, size, unit, opacity }) {
  const x = round(align === "left" ? box.left : align === "right" ? box.right : (box.left + box.right) / 2);
  const anchor = { left: "start", right: "end" }[align] || "middle";
  const rows = text.map((line, row) => trace("tspan", { x, y: round(box.top + (row + 0.5) * LINE * unit + size * unit * 0.35) }, printable(line)));
  return trace("text", { "text-anchor": anchor, fill: colour, "font-size": round(size * unit), ...(bold ? { "font-weight": "bold" } : {}),
    ...(opacity < 1 ? { opacity } : {}) }, ...rows);
}

function breadth(context, font, texts) {
  context.font = font;
  return Math.max(0, ...texts.map((text) => context.measureText(text).width));
}

// One pixel of the layout is one unit; names have the size for which the layout was made.
function vector() {
  return inLight(() => {
    const context = document.createElement("canvas").getContext("2d");
    const { left, top, right, bottom } = extent(context, state.magnify);
    const files = known.files.slice(0, 4).map(({ title, name }) => title || name);
    const wanted = Math.max(breadth(context, `bold 20px ${FAMILY}`, [known.title]), breadth(context, `11px ${FAMILY}`, files));
    const room = Math.max(right - left, Math.min(wanted, 1600));
    const [x, y, wide, high] = [left - 24, top - 74, room + 48, bottom - top + 112 + 14 * files.length].map(Math.round);
    const rows = ["Maillage", ...files].map((line, row) => trace("tspan", { x: x + 24, y: round(bottom + 36 + 14 * row) }, printable(line)));
    const halo = { stroke: state.palette.ground, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
    const whole = trace("svg", { viewBox: `${x} ${y} ${wide} ${high}`, width: wide, height: high, role: "img", "font-family": FAMILY },
      trace("title", {}, printable(known.title)), trace("desc", {}, printable(credits())),
      trace("rect", { x, y, width: wide, height: high, fill: state.palette.ground }),
      trace("g", {}, ...lines.get({ filter: ({ hidden }) => !hidden }).map(drawnLine)),
      trace("g", {}, ...[...shape.values()].filter(({ id }) => visible(id)).map(drawnNode)),
      trace("g", halo, ...settled(context, state.magnify).map(drawnName)),
      trace("text", { x: x + 24, y: y + 36, "font-size": 20, "font-weight": "bold", fill: state.palette.text }, printable(known.title)),
      trace("text", { "font-size": 11, fill: state.palette.muted }, ...rows));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n`;
  });
}
