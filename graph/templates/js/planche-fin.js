// What happens when: the page is ready once its table is there.
const numberAt = (event) => event.target.closest("[data-id]")?.dataset.id || "";

drawing.addEventListener("pointermove", (event) => {
  const id = numberAt(event);
  const { left, top } = canvas.parentElement.getBoundingClientRect();
  bubble.hidden = !id;
  if (id) bubbleFor([named(id), ...said(id)], { x: event.clientX - left, y: event.clientY - top });
});
drawing.addEventListener("pointerleave", () => { bubble.hidden = true; });
drawing.addEventListener("click", (event) => { if (!dragged()) select(numberAt(event)); });
listen({ ...KEYS, Escape: () => select("") });
for (const button of document.querySelectorAll("[data-vers]")) {
  button.addEventListener("click", () => { select(button.dataset.vers); panel.focus(); });
}

// The picture alone: the style sheet goes with it, so that it is the same in a text processor.
byId("image").addEventListener("click", () => {
  const copy = drawing.cloneNode(true);
  copy.prepend(trace("style", {}, document.querySelector("style").textContent));
  save(`${fileName}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(copy));
});

dark(preference.matches);
select("");
root.dataset.drawn = String(drawn.size);
setTimeout(() => {
  const lines = rows();
  fill(byId("elements"), columns, lines, `${counted(lines.length, "ligne", "lignes")}. Un clic sur un titre trie la colonne.`);
  root.dataset.ready = "1";
}, 0);
