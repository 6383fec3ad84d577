// Taking the network elsewhere: picture, data, paper.

// Draw in light colours and at twice the size, whatever the screen shows; then put everything back.
function inLight(work) {
  const theme = root.dataset.theme;
  const paper = (name, magnify) => { root.dataset.theme = name; readPalette(); paint(); state.magnify = magnify; };
  paper("clair", 2);
  try { return work(); } finally { paper(theme, 1); }
}

function picture(wide, high) {
  const before = { scale: network.getScale(), position: network.getViewPosition() };
  const copy = inLight(() => photograph(wide, high));
  canvas.classList.remove("photo");
  network.setSize("100%", "100%");
  network.moveTo({ ...before, animation: false });
  network.redraw();
  return copy;
}

function photograph(wide, high) {
  canvas.classList.add("photo");
  network.setSize(`${wide}px`, `${high}px`);
  fit(wide, high);
  network.redraw();
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [wide, high];
  const context = copy.getContext("2d");
  context.fillStyle = state.palette.ground;
  context.fillRect(0, 0, wide, high);
  context.drawImage(canvas.querySelector("canvas"), 0, 0, wide, high);
  return copy;
}

const credits = () => `Maillage · ${known.files.map(({ title, name }) => title || name).slice(0, 4).join(" · ")}`;

function titled(copy) {
  const whole = document.createElement("canvas");
  [whole.width, whole.height] = [copy.width, copy.height + 150];
  const context = whole.getContext("2d");
  context.fillStyle = "#FFFFFF";
  context.fillRect(0, 0, whole.width, whole.height);
  context.fillStyle = "#1B1B1B";
  context.font = `bold 40px ${FAMILY}`;
  context.fillText(known.title, 40, 64, whole.width - 80);
  context.drawImage(copy, 0, 90);
  context.font = `22px ${FAMILY}`;
  context.fillStyle = "#5A6068";
  context.fillText(credits(), 40, whole.height - 24, whole.width - 80);
  return whole;
}

// For spreadsheets: byte order mark, semicolons, and no cell that could be read as a formula.
function csv(columns, rows) {
  const safe = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  return `\ufeff${[columns, ...rows.map((row) => row.map(({ text }) => text))].map((row) => row.map(safe).join(";")).join("\r\n")}\r\n`;
}

byId("image").addEventListener("click", () => download(`${fileName}.png`, titled(picture(2400, 1600)).toDataURL("image/png")));
byId("vecteur").addEventListener("click", () => save(`${fileName}.svg`, "image/svg+xml", vector()));
byId("donnees").addEventListener("click", () => save(`${fileName}.csv`, "text/csv", csv(LINK_COLUMNS, linkRows())));
window.addEventListener("beforeprint", () => {
  document.querySelectorAll(".tirage").forEach((old) => old.remove());
  canvas.before(make("img", { class: "tirage", alt: "", src: picture(2000, 1300).toDataURL("image/png") }));
});
window.addEventListener("afterprint", () => document.querySelectorAll(".tirage").forEach((old) => old.remove()));
