// A picture made in Python: what is drawn carries the number of its entity, and the group that the legend shows or hides.
const canvas = byId("toile");
const drawing = byId("dessin");
const shape = new Map(known.entities.map((one) => [one.id, one]));
const neighbours = new Map(known.entities.map(({ id }) => [id, new Set(linksOf.get(id).map(({ other }) => other))]));
const pieces = [...drawing.querySelectorAll("[data-groupe]")];
const drawn = new Map(pieces.filter((piece) => piece.dataset.id).map((piece) => [piece.dataset.id, piece]));
const hiddenKinds = new Set();
const state = { selected: "" };
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const readPalette = () => {};   // the style sheet colours the picture by itself

function paint() {
  const near = neighbours.get(state.selected) || new Set();
  for (const piece of pieces) {
    const { id, groupe } = piece.dataset;
    piece.classList.toggle("cache", hiddenKinds.has(groupe));
    piece.classList.toggle("choisi", Boolean(id) && id === state.selected);
    piece.classList.toggle("proche", near.has(id));
  }
}
