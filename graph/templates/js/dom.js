// Everything that touches the document: text only ever enters it as text.
const root = document.documentElement;
root.dataset.violations = "0";
root.dataset.errors = "0";
const more = (name) => { root.dataset[name] = String(Number(root.dataset[name]) + 1); };
document.addEventListener("securitypolicyviolation", () => more("violations"));
window.addEventListener("error", () => more("errors"));

const byId = (id) => document.getElementById(id);

// What graph/drawing/packing.py packed, as it was: « ~3 » is word 3, « ~3~62119 » word 3 and what follows.
function unpack(value, words) {
  if (typeof value === "string") {
    const [, tilde, number, rest] = /^~(?:(~)|(\d+)(?:~(.*))?$)/s.exec(value) || [];
    if (tilde) return value.slice(1);
    if (number === undefined) return value;
    const word = words[number];
    return rest !== undefined ? word + rest : typeof word === "object" ? { ...word } : word;
  }
  if (Array.isArray(value)) return value.map((one) => unpack(one, words));
  if (value === null || typeof value !== "object") return value;
  if (!value["~"]) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one, words)]));
  const [fields, ...rows] = value["~"];
  const filled = (row) => fields.map((field, at) => [field, row[at] ?? null]).filter(([, one]) => one !== null);
  return rows.map((row) => Object.fromEntries(filled(row).map(([field, one]) => [field, unpack(one, words)])));
}

function read(id) {
  const { words, value } = JSON.parse(byId(id).textContent);
  return unpack(value, words);
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== ""));   // strings become text nodes
  return node;
}

function trace(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const swatch = (kind) => trace("svg", { class: "forme", "aria-hidden": "true" }, trace("use", { href: `#forme-${kind}` }));

const fold = (text) => text.replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFD").replace(/\p{M}/gu, "")
  .toLowerCase().replace(/[\s'’-]+/g, " ").trim();

const collator = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });
const counted = (count, one, many) => `${count.toLocaleString("fr-FR")} ${count < 2 ? one : many}`;

// What Python knew: entities and groups by their number, links by their end.
const known = read("savoir");
const whole = (one) => ({ names: [], codes: [], facts: [], figures: [], sources: [], years: [], iri: "", ...one });
known.entities = known.entities.map(whole);
known.links = known.links.map((one, number) => ({ number, detail: "", euros: "", period: "", amount: null, rank: 0, facts: [], sources: [], years: [], ...one }));
const entities = new Map(known.entities.map((one) => [one.id, one]));
const groups = new Map(known.groups.map((one) => [one.id, one]));
const groupOf = new Map(known.groups.flatMap((one) => one.members.map((member) => [member, one])));
const linksOf = new Map(known.entities.map((one) => [one.id, []]));
for (const link of known.links) {
  linksOf.get(link.start).push({ link, other: link.end, forward: true });
  if (link.end !== link.start) linksOf.get(link.end).push({ link, other: link.start, forward: false });
}
const relations = new Map(known.relations.map((one) => [one.name, one]));
const within = (id) => (groupOf.has(id) && !shape.has(id) ? groupOf.get(id) : null);   // the closed group that holds it
const drawnAt = (id) => (within(id) || { id }).id;
const named = (id) => (entities.get(id) || groups.get(id)).label;
const kindOf = (id) => known.kinds[(entities.get(id) || groups.get(id)).kind];

// A link says the place; a whole sheet also says the title and the date of the file.
function sourceWords(numbers, long) {
  return numbers.map((number) => {
    const [file, spot] = known.sources[number];
    const { name, title, date } = known.files[file];
    return [...(long ? [title, date] : []), name, spot].filter(Boolean).join(", ");
  });
}
