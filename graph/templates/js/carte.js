// Moving over the map: the drawing is zoomed, marks grow more slowly, letters keep their size on the screen.
const world = byId("monde");
const { width: WIDE, height: TALL } = drawing.viewBox.baseVal;
const names = [...drawing.querySelectorAll(".nom")].map((node) => ({ node, since: Number(node.dataset.des) }));
const later = [...known.names].sort((one, other) => one[1] - other[1]);   // those that have room only closer, not yet written
const marks = [...drawing.querySelectorAll("circle.repere")].map((node) => ({ node, radius: Number(node.getAttribute("r")) }));
const MOST = 40;
const eye = { scale: 1, x: 0, y: 0, fit: 1 };

// The longest of 1, 2 or 5 times a power of ten metres that a rule of 160 pixels can show.
function rule(pixel) {
  const most = 160 * pixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((step) => step * power).find((step) => step <= most);
  byId("echelle").setAttribute("d", `M0 -5V0H${(metres / pixel).toFixed(1)}V-5`);
  byId("distance").textContent = metres < 1000 ? `${metres} m` : `${(metres / 1000).toLocaleString("fr-FR")} km`;
}

// Write a name as Python writes those of the first view.
function spell([id, since, side, x, y, across, down, left, top]) {
  const text = trace("text", { class: `lettre cote-${side}`, x: left, y: top, dy: ".35em" }, named(id));
  const beside = trace("g", { class: "grandeur" }, trace("g", { transform: `translate(${across} ${down})` }, text));
  const node = trace("g", { class: "nom", transform: `translate(${x} ${y})`, "data-groupe": entities.get(id).kind }, beside);
  node.classList.toggle("cache", hiddenKinds.has(entities.get(id).kind));
  world.append(node);
  pieces.push(node);
  names.push({ node, since });
}

function look() {
  const { scale, fit } = eye;
  const zoom = scale / fit;   // screen pixels for a unit of the drawing
  eye.x = Math.min(0, Math.max(WIDE * (1 - scale), eye.x));
  eye.y = Math.min(0, Math.max(TALL * (1 - scale), eye.y));
  world.setAttribute("transform", `translate(${eye.x.toFixed(2)} ${eye.y.toFixed(2)}) scale(${scale.toFixed(4)})`);
  const growth = zoom ** -0.75;
  drawing.style.setProperty("--grandeur", growth);
  drawing.style.setProperty("--lettre", 1 / zoom / growth);
  drawing.style.setProperty("--pixel", fit);
  for (const { node, radius } of marks) node.setAttribute("r", radius * growth);
  while (later.length && later[0][1] <= zoom * 1.001) spell(later.shift());
  for (const { node, since } of names) node.classList.toggle("tard", since > zoom * 1.001);
  drawing.classList.toggle("proche-du-sol", scale > 1);
  rule(known.scale / zoom);
}

// Zoom while the point (x, y) of the drawing stays where it is.
function zoomAt(factor, x = WIDE / 2, y = TALL / 2) {
  const scale = Math.min(Math.max(eye.scale * factor, 1), MOST);
  const ratio = scale / eye.scale;
  Object.assign(eye, { scale, x: x - (x - eye.x) * ratio, y: y - (y - eye.y) * ratio });
  look();
}

function pan(across, down) {
  Object.assign(eye, { x: eye.x + across, y: eye.y + down });
  look();
}

function everything() {
  Object.assign(eye, { scale: 1, x: 0, y: 0 });
  look();
}

const onDrawing = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());

// Bring what is chosen into sight; what has no place shows the place where it stands.
function reveal(id) {
  const piece = drawn.get(id) || [...neighbours.get(id)].map((other) => drawn.get(other)).find(Boolean);
  if (!piece) return;
  const box = piece.getBoundingClientRect(), frame = drawing.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (x > frame.left + 20 && x < frame.right - 20 && y > frame.top + 20 && y < frame.bottom - 20) return;
  const at = onDrawing({ clientX: x, clientY: y });
  pan(WIDE / 2 - at.x, TALL / 2 - at.y);
}

const hand = { held: false, moved: 0 };
drawing.addEventListener("pointerdown", (event) => { Object.assign(hand, { held: eye.scale > 1, moved: 0, at: onDrawing(event) }); });
window.addEventListener("pointerup", () => { hand.held = false; });
window.addEventListener("pointermove", (event) => {
  if (!hand.held) return;
  const at = onDrawing(event);
  hand.moved += Math.abs(at.x - hand.at.x) + Math.abs(at.y - hand.at.y);
  pan(at.x - hand.at.x, at.y - hand.at.y);
  hand.at = at;
});
// The wheel scrolls the page unless the map was entered on purpose.
drawing.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && document.activeElement !== canvas) return;
  event.preventDefault();
  const { x, y } = onDrawing(event);
  zoomAt(event.deltaY < 0 ? 1.2 : 1 / 1.2, x, y);
}, { passive: false });

byId("plus").addEventListener("click", () => zoomAt(1.5));
byId("moins").addEventListener("click", () => zoomAt(1 / 1.5));
byId("recentrer").addEventListener("click", everything);
const KEYS = { ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
  "+": () => zoomAt(1.25), "=": () => zoomAt(1.25), "-": () => zoomAt(0.8), 0: everything };
const dragged = () => hand.moved > 4;
window.addEventListener("beforeprint", () => { Object.assign(eye, { fit: 1 }); everything(); });
window.addEventListener("afterprint", () => measure());

function measure() {
  eye.fit = Math.max(WIDE / drawing.clientWidth, TALL / drawing.clientHeight);
  look();
}
new ResizeObserver(measure).observe(drawing);

// A place says its value where the map shows one, in its bubble and in the table.
const valueOf = (id) => known.values[id] || [-Infinity, known.value ? "donnée absente" : ""];
const said = (id) => [kindOf(id).one, ...(territory(id) ? [valueOf(id)[1]] : [])].filter(Boolean);
const territory = (id) => ["commune", "ancienne-commune", "quartier"].includes(entities.get(id).kind);
const columns = known.value ? [...ELEMENT_COLUMNS.slice(0, 3), known.value, ...ELEMENT_COLUMNS.slice(3)] : ELEMENT_COLUMNS;
const rows = () => elementRows().map((row, rank) => {
  const [value, words] = valueOf(known.entities[rank].id);
  return known.value ? [...row.slice(0, 3), { text: words, sort: value }, ...row.slice(3)] : row;
});
