// A timeline scrolls in its frame; its table has each end as it was published.
const said = (id) => [kindOf(id).one, ...entities.get(id).facts.filter(([label]) => ["Statut", "Période", "Lieu"].includes(label)).map((fact) => fact.join(" : "))];
const dragged = () => false;
const scroll = (down) => () => canvas.scrollBy(0, down);
const KEYS = { ArrowDown: scroll(80), ArrowUp: scroll(-80) };

function reveal(id) {
  drawn.get(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// A narrow frame opens where the first bar is, with its name.
const first = drawing.querySelector(".projet").getBoundingClientRect();
canvas.scrollLeft = Math.max(0, first.left - canvas.getBoundingClientRect().left - 16);

const columns = known.heads;
const rows = () => known.rows.map((row) => [
  { text: row.label, id: row.id },
  { text: row.block },
  { text: row.start[1], sort: row.start[0] },
  { text: row.end[1], sort: row.end[0] },
  { text: row.state },
  { text: row.more[1], sort: row.more[0] },
  { text: sourceWords(entities.get(row.id).sources, true).join(" ; ") },
]);
