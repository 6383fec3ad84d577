// Search by name, other name or code, accents and case folded; finds what is grouped too, and never jumps by itself.
const SHOWN = 12;
const field = byId("chercher");
const results = byId("trouves");
const index = known.entities.map((one) => ({ one, words: [one.label, ...one.names, ...one.codes].map(fold) }));
const found = { items: [], at: -1 };

function score(words, asked) {
  return Math.min(...words.map((text) => {
    if (text === asked) return 0;
    if (text.startsWith(asked)) return 1;
    return text.includes(` ${asked}`) ? 2 : text.includes(asked) ? 3 : 9;
  }));
}

function lookUp() {
  const asked = fold(field.value);
  const hits = asked ? index.map(({ one, words }) => ({ one, rank: score(words, asked) })).filter(({ rank }) => rank < 9) : [];
  hits.sort((a, b) => a.rank - b.rank || collator.compare(a.one.label, b.one.label));
  found.items = hits.slice(0, SHOWN).map(({ one }) => one);
  found.at = found.items.length ? 0 : -1;
  const rows = found.items.map((one, row) => make("li", { role: "option", id: `trouve-${row}`, "aria-selected": String(row === found.at),
    pointerdown: (event) => { event.preventDefault(); choose(one); } }, swatch(one.kind), make("span", {}, one.label),
    make("span", { class: "detail" }, within(one.id) ? `${known.kinds[one.kind].one}, regroupé` : known.kinds[one.kind].one)));
  if (asked && !rows.length) rows.push(make("li", { class: "rien" }, "Aucun résultat"));
  if (hits.length > SHOWN) rows.push(make("li", { class: "rien" }, `et ${(hits.length - SHOWN).toLocaleString("fr-FR")} autres : précisez`));
  results.replaceChildren(...rows);
  open(rows.length > 0);
}

function open(yes) {
  results.hidden = !yes;
  field.setAttribute("aria-expanded", String(yes));
  if (yes && found.at >= 0) field.setAttribute("aria-activedescendant", `trouve-${found.at}`);
  else field.removeAttribute("aria-activedescendant");
}

function move(step) {
  if (!found.items.length) return;
  found.at = (found.at + step + found.items.length) % found.items.length;
  [...results.children].forEach((row, position) => row.setAttribute("aria-selected", String(position === found.at)));
  results.children[found.at].scrollIntoView({ block: "nearest" });
  open(true);
}

function choose(one) {
  field.value = one.label;
  open(false);
  select(one.id);
}

field.addEventListener("input", lookUp);
field.addEventListener("focus", () => { if (field.value) lookUp(); });
field.addEventListener("blur", () => open(false));
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Enter" && found.at >= 0) choose(found.items[found.at]);
  else if (event.key === "Escape") open(false);
  else return;
  event.preventDefault();
});
