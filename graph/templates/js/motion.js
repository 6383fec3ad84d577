// « Relâcher » lets the forces of vis-network move the picture, for a few seconds at most; « Remettre en place » undoes it.
const SECONDS = 6;
const FORCES = { enabled: true, solver: "forceAtlas2Based", stabilization: false, timestep: 0.4, minVelocity: 0.8, maxVelocity: 40,
  forceAtlas2Based: { gravitationalConstant: -90, centralGravity: 0.008, springLength: 120, springConstant: 0.05, damping: 0.5, avoidOverlap: 0.6 } };
const mover = byId("relacher");
let clock = 0;

function tellMotion() {
  mover.textContent = clock ? "Arrêter" : state.moved ? "Remettre en place" : "Relâcher";
  root.dataset.moving = clock ? "1" : "0";
}

// Names, fit and copies follow what a hand or a force moves.
function follow() {
  for (const [id, place] of Object.entries(network.getPositions())) Object.assign(shape.get(id), place);
}

function keepPlaces() {
  network.storePositions();
  follow();
  state.moved = true;
  tellMotion();
}

function release() {
  clock = setTimeout(hold, SECONDS * 1000);
  state.moved = true;
  network.setOptions({ physics: FORCES });
  network.startSimulation();
  tellMotion();
}

function hold() {
  clearTimeout(clock);
  clock = 0;
  network.setOptions({ physics: false });
  keepPlaces();
  fit();
}

function putBack() {
  for (const node of shape.values()) Object.assign(node, node.home);
  nodes.update([...shape.values()].map(({ id, home }) => ({ id, ...home })));
  state.moved = false;
  fit();
  tellMotion();
}

mover.addEventListener("click", () => { if (clock) hold(); else if (state.moved) putBack(); else release(); });
network.on("stabilized", () => { if (clock) hold(); });
network.on("dragEnd", ({ nodes: held }) => { if (held.length && !clock) keepPlaces(); });
