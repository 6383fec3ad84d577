// What happens when: the page is ready once its table is there.
const bubble = byId("bulle");
const numberAt = (event) => event.target.closest("[data-id]")?.dataset.id || "";

drawing.addEventListener("pointermove", (event) => {
  const id = numberAt(event);
  bubble.hidden = !id;
  if (!id) return;
  if (id !== state.hovered) bubble.replaceChildren(make("p", {}, named(id)), ...said(id).map((line) => make("p", {}, line)));
  state.hovered = id;
  const frame = canvas.parentElement.getBoundingClientRect();
  const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
  bubble.style.left = `${Math.min(Math.max(x + 14, 8), frame.width - bubble.offsetWidth - 8)}px`;
  bubble.style.top = `${Math.min(y + 16, frame.height - bubble.offsetHeight - 8)}px`;
});
drawing.addEventListener("pointerleave", () => { bubble.hidden = true; });
drawing.addEventListener("click", (event) => { if (!dragged()) select(numberAt(event)); });
canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
canvas.addEventListener("keydown", (event) => {
  const keys = { ...KEYS, Escape: () => select("") };
  if (!Object.hasOwn(keys, event.key) || event.ctrlKey || event.metaKey) return;
  keys[event.key]();
  event.preventDefault();
});
for (const button of document.querySelectorAll("[data-vers]")) {
  button.addEventListener("click", () => { select(button.dataset.vers); panel.focus(); });
}

// The picture alone: the style sheet goes with it, so that it is the same in a text processor.
byId("image").addEventListener("click", () => {
  const copy = drawing.cloneNode(true);
  copy.prepend(trace("style", {}, document.querySelector("style").textContent));
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  make("a", { href: address, download: `${fold(known.title).replace(/[^a-z0-9]+/g, "-").slice(0, 60)}.svg` }).click();
  URL.revokeObjectURL(address);
});
byId("imprimer").addEventListener("click", () => window.print());
const top_ = document.querySelector("header");
new ResizeObserver(() => root.style.setProperty("--haut", `${top_.offsetHeight}px`)).observe(top_);

dark(preference.matches);
select("");
root.dataset.drawn = String(drawn.size);
setTimeout(() => {
  const lines = rows();
  fill(byId("elements"), columns, lines, `${counted(lines.length, "ligne", "lignes")}. Un clic sur un titre trie la colonne.`);
  root.dataset.ready = "1";
}, 0);
