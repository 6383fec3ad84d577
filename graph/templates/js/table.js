// The picture as text: every link and every element, sortable.
const LINK_COLUMNS = ["De", "Relation", "À", "Précisions", "Montant", "Période", "Source"];
const ELEMENT_COLUMNS = ["Nom", "Type", "Code", "Liens", "Ce qu’on en sait", "Source"];

function linkRows() {
  return known.links.map((link) => [
    { text: named(link.start), id: link.start },
    { text: relations.get(link.relation).forward },
    { text: named(link.end), id: link.end },
    { text: [link.detail, ...link.facts.map(([label, value]) => `${label} : ${value}`)].filter(Boolean).join(" · ") },
    { text: link.euros, sort: link.amount === null ? -1 : link.amount },
    { text: link.period },
    { text: sourceWords(link.sources, true).join(" ; ") },
  ]);
}

function elementRows() {
  return known.entities.map((one) => {
    const figures = one.figures.map(({ label, value, period }) => `${label} : ${value}${period ? ` (${period})` : ""}`);
    return [
      { text: one.label, id: one.id },
      { text: known.kinds[one.kind].one },
      { text: one.codes.join(" ") },
      { text: String(linksOf.get(one.id).length), sort: linksOf.get(one.id).length },
      { text: [...one.facts.map(([label, value]) => `${label} : ${value}`), ...figures].join(" · ") },
      { text: sourceWords(one.sources, true).join(" ; ") },
    ];
  });
}

function cell(column, { text, id }) {
  const inside = id ? make("button", { type: "button", class: "lien", click: () => { select(id); panel.focus(); } }, text) : text;
  return make("td", { "data-colonne": column }, inside);
}

function order(rows, column, upwards) {
  const value = (row) => (row[column].sort === undefined ? row[column].text : row[column].sort);
  const compare = (a, b) => (typeof value(a) === "number" ? value(a) - value(b) : collator.compare(value(a), value(b)));
  return [...rows].sort((a, b) => (upwards ? compare(a, b) : compare(b, a)));
}

const ROWS = 50;

function fill(table, columns, rows, caption) {
  const body = make("tbody", {});
  const shown = { rows, all: rows.length <= ROWS + 10 };
  const rest = make("button", { type: "button", class: "suite", click: () => { shown.all = true; put(); } },
    `Afficher les ${(rows.length - ROWS).toLocaleString("fr-FR")} autres lignes`);
  const put = () => {
    const some = shown.all ? shown.rows : shown.rows.slice(0, ROWS);
    body.replaceChildren(...some.map((row) => make("tr", {}, ...row.map((one, position) => cell(columns[position], one)))));
    rest.hidden = shown.all;
  };
  const heads = columns.map((column, position) => {
    const head = make("th", { scope: "col", "aria-sort": "none" });
    head.append(make("button", { type: "button", click: () => {
      const upwards = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", upwards ? "ascending" : "descending");
      shown.rows = order(rows, position, upwards);
      put();
    } }, column));
    return head;
  });
  put();
  table.replaceChildren(make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), body);
  table.after(rest);
  window.addEventListener("beforeprint", () => { shown.all = true; put(); });
}

function fillTables() {
  fill(byId("liens"), LINK_COLUMNS, linkRows(), `${counted(known.links.length, "lien", "liens")}. Un clic sur un titre trie la colonne.`);
  fill(byId("elements"), ELEMENT_COLUMNS, elementRows(), `${counted(known.entities.length, "élément", "éléments")}, dessinés ou regroupés.`);
}
