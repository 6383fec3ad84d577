// The panel: one entity, one group or one line, in words. Each neighbour is a real button.
const panel = byId("panneau");
const FIRST = window.matchMedia("(max-width: 760px)").matches ? { liens: 4, chiffres: 3 } : { liens: 8, chiffres: 5 };

const goTo = (id) => make("button", { type: "button", class: "lien", click: () => select(id) }, named(id));

function heading(kind, title, ...under) {
  return make("div", { class: "tete" }, make("p", { class: "genre" }, swatch(kind), known.kinds[kind].one), make("h2", {}, title), ...under);
}

// A link keeps its two last places, the latest editions; the table has them all.
function sourceList(numbers, long) {
  const few = long || numbers.length <= 3;
  const rest = few ? [] : [`et ${numbers.length - 2} autres places`];
  const words = [...sourceWords(few ? numbers : numbers.slice(-2), long), ...rest];
  return words.map((line) => make("p", { class: "source" }, line));
}

// Long lists open on demand; the words say how many are waiting.
function list(items, classes) {
  const first = FIRST[classes];
  const open = make("ul", { class: classes }, ...items.slice(0, first));
  if (items.length <= first + 1) { open.append(...items.slice(first)); return [open]; }
  const button = make("button", { type: "button", class: "suite" }, `Afficher les ${(items.length - first).toLocaleString("fr-FR")} autres`);
  button.addEventListener("click", () => { open.append(...items.slice(first)); button.remove(); });
  return [open, button];
}

function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), ...children);
}

function facts(pairs) {
  if (!pairs.length) return [];
  return [make("dl", {}, ...pairs.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]))];
}

function linkItem({ link, other }) {
  const said = link.detail ? make("span", { class: "detail" }, ` — ${link.detail}`) : "";
  const rest = link.facts.map(([label, value]) => `${label} : ${value}`).join(" · ");
  return make("li", {}, swatch(entities.get(other).kind), make("div", {}, goTo(other), said,
    rest ? make("p", { class: "reste" }, rest) : "", ...(relations.get(link.relation).folded ? sourceList(link.sources) : [])));
}

// Links of one entity, by relation and direction, in the order in which relations are declared.
function linkSections(id) {
  const found = [];
  for (const words of known.relations) {
    for (const forward of [true, false]) {
      const links = linksOf.get(id).filter((one) => one.link.relation === words.name && one.forward === forward);
      if (!links.length) continue;
      links.sort((one, other) => one.link.rank - other.link.rank || (other.link.amount || 0) - (one.link.amount || 0) || collator.compare(named(one.other), named(other.other)));
      found.push(section(`${forward ? words.forward : words.backward} (${links.length.toLocaleString("fr-FR")})`, ...list(links.map(linkItem), "liens")));
    }
  }
  return found;
}

function figureItem({ label, value, period, sources }) {
  return make("li", {}, make("div", {}, make("span", {}, `${label} : `), make("strong", {}, value),
    period ? make("span", { class: "detail" }, `, ${period}`) : "", ...sourceList(sources)));
}

function entityParts(one) {
  const group = within(one.id);
  const aside = group ? [make("p", { class: "reste" }, "Regroupé dans ", goTo(group.id))] : [];
  const also = one.names.length ? make("p", { class: "reste" }, `Aussi : ${one.names.join(" · ")}`) : "";
  return [
    heading(one.kind, one.label, also, ...aside),
    ...facts(one.facts),
    ...(one.figures.length ? [section(`Chiffres (${one.figures.length})`, ...list(one.figures.map(figureItem), "chiffres"))] : []),
    ...linkSections(one.id),
    ...(one.sources.length ? [section(one.sources.length > 1 ? "Sources" : "Source", ...sourceList(one.sources, true))] : []),
    one.iri ? make("p", { class: "iri" }, one.iri) : "",
  ];
}

function groupParts(group) {
  const words = relations.get(group.relation);
  const members = group.members.map((id) => make("li", {}, swatch(group.kind), make("div", {}, goTo(id))));
  const held = opened.get(group.id);
  const first = several(group.members).length;
  const wanted = held ? "Refermer dans l’image" : first < group.members.length ? `Ouvrir les ${first} premiers dans l’image` : "Ouvrir dans l’image";
  return [
    heading(group.kind, group.label, make("p", { class: "reste" }, `${group.backward ? words.backward : words.forward} : `, goTo(group.anchor))),
    make("button", { type: "button", class: "suite", id: "ouvrir", "aria-expanded": String(Boolean(held)),
      click: () => { toggle(group.id); byId("ouvrir").focus(); } }, wanted),
    make("ul", { class: "liens" }, ...members),
  ];
}

function lineParts(line) {
  return line.links.map((number) => {
    const link = known.links[number];
    const rest = link.facts.map(([label, value]) => `${label} : ${value}`).join(" · ");
    return make("section", { class: "phrase" }, make("p", {}, goTo(link.start)), make("p", { class: "relation" }, relations.get(link.relation).forward),
      make("p", {}, goTo(link.end)), link.detail ? make("p", {}, link.detail) : "", rest ? make("p", { class: "reste" }, rest) : "", ...sourceList(link.sources));
  });
}

function mostLinked() {
  const first = [...shape.values()].filter((node) => !node.grouped && neighbours.get(node.id).size > 1).sort((one, other) => neighbours.get(other.id).size - neighbours.get(one.id).size);
  return { title: "Les plus reliés, par nombre de voisins", rows: first.slice(0, 12).map(({ id }) => [id, neighbours.get(id).size]) };
}

// What comes first when nothing is chosen: what Python ranked, else what has most neighbours.
function overview() {
  const { title, rows } = known.first || mostLinked();
  const items = rows.map(([id, detail]) => make("li", {}, swatch(entities.get(id).kind), make("div", {}, goTo(id),
    make("span", { class: "detail" }, ` · ${detail}`))));
  return [make("div", { class: "tete" }, make("p", { class: "genre" }, known.kicker), make("h2", {}, known.title),
    known.about ? make("p", { class: "reste" }, known.about) : ""), section(title, ...list(items, "liens"))];
}

function show(parts) {
  panel.replaceChildren(...parts.filter((part) => part !== ""));
  panel.scrollTop = 0;
}

function showSelected() {
  if (entities.has(state.selected)) show(entityParts(entities.get(state.selected)));
  else if (groups.has(state.selected)) show(groupParts(groups.get(state.selected)));
  else show(overview());
}

// A grouped entity is shown in the panel and lit at its group.
function select(id) {
  state.selected = id && shape.has(drawnAt(id)) ? drawnAt(id) : "";
  paint();
  if (state.selected) reveal(state.selected);
  if (id && entities.has(id)) show(entityParts(entities.get(id)));
  else showSelected();
}
