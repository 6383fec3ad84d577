// The legend is the filter: a type unchecked leaves the picture, not the lists.
for (const box of document.querySelectorAll(".legende input")) {
  box.addEventListener("change", () => {
    if (box.checked) hiddenKinds.delete(box.value);
    else hiddenKinds.add(box.value);
    paint();
  });
}

function dark(yes) {
  root.dataset.theme = yes ? "sombre" : "clair";
  byId("contraste").setAttribute("aria-pressed", String(yes));
  byId("contraste").textContent = yes ? "Clair" : "Sombre";
  readPalette();
  paint();
}

const isDark = () => root.dataset.theme === "sombre";
const preference = window.matchMedia("(prefers-color-scheme: dark)");
preference.addEventListener("change", () => dark(preference.matches));
byId("contraste").addEventListener("click", () => dark(!isDark()));
