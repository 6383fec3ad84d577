// Taking the page elsewhere: picture, data, paper.
const fileName = fold(known.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "reseau";

function download(name, type, content) {
  const link = make("a", { href: content, download: name });
  link.click();
}

// Draw the network at twice the size, in light colours, whatever the screen shows; then put everything back.
function picture(wide, high) {
  const before = { dark: isDark(), scale: network.getScale(), position: network.getViewPosition(), theme: root.dataset.theme };
  root.dataset.theme = "clair";
  readPalette();
  paint();
  state.magnify = 2;
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
  state.magnify = 1;
  canvas.classList.remove("photo");
  network.setSize("100%", "100%");
  root.dataset.theme = before.theme;
  readPalette();
  paint();
  network.moveTo({ scale: before.scale, position: before.position, animation: false });
  network.redraw();
  return copy;
}

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
  const files = known.files.map(({ title, name }) => title || name).slice(0, 4).join(" · ");
  context.fillText(`Maillage · ${files}`, 40, whole.height - 24, whole.width - 80);
  return whole;
}

// For spreadsheets: byte order mark, semicolons, and no cell that could be read as a formula.
function csv(columns, rows) {
  const safe = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  return `\ufeff${[columns, ...rows.map((row) => row.map(({ text }) => text))].map((row) => row.map(safe).join(";")).join("\r\n")}\r\n`;
}

byId("image").addEventListener("click", () => download(`${fileName}.png`, "image/png", titled(picture(2400, 1600)).toDataURL("image/png")));
byId("donnees").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([csv(LINK_COLUMNS, linkRows())], { type: "text/csv;charset=utf-8" }));
  download(`${fileName}.csv`, "text/csv", address);
  URL.revokeObjectURL(address);
});
byId("imprimer").addEventListener("click", () => window.print());
window.addEventListener("beforeprint", () => {
  document.querySelectorAll(".tirage").forEach((old) => old.remove());
  canvas.before(make("img", { class: "tirage", alt: "", src: picture(2000, 1300).toDataURL("image/png") }));
});
window.addEventListener("afterprint", () => document.querySelectorAll(".tirage").forEach((old) => old.remove()));
