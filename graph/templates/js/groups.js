// A group opens in the picture: its first members stand around it, each where it covers nothing, and go back in when it closes.
const OPENED = 40;
const LONGEST = 150;
const FAN = 0.8 * Math.PI;
const several = (members) => (members.length <= OPENED + 1 ? members : members.slice(0, OPENED));   // one left over would hide without helping
const opened = new Map();   // group → those of its members that are in the picture

function wrapped(context, text, bold = false) {
  const width = (line) => labelSize(context, { bold, lines: [line] }).width;
  const cut = (line) => {
    if (width(line) <= LONGEST) return line;
    let kept = line;
    while (kept && width(`${kept}…`) > LONGEST) kept = kept.slice(0, -1);
    return `${kept.trimEnd()}…`;
  };
  const made = [""];
  for (const word of text.slice(0, 400).split(" ")) {
    const joined = `${made.at(-1)} ${word}`.trim();
    if (!made.at(-1) || width(joined) <= LONGEST) made[made.length - 1] = joined;
    else if (made.length < 2) made.push(word);
    else { made[1] = joined; break; }
  }
  return made.map(cut);
}

// Arcs around a point, on the side that looks away from the hub: what opens does not cover what was there.
function* spots({ x, y }, away) {
  for (let radius = 80; ; radius += 24) {
    const step = 12 / radius;
    for (let turn = 1; turn < FAN / step; turn += 1) {
      const angle = away + (turn % 2 ? 1 : -1) * turn * step / 2;
      yield { x: Math.round(x + radius * Math.cos(angle)), y: Math.round(y + radius * Math.sin(angle)) };
    }
  }
}

function stand(members, hub, anchor) {
  const context = document.createElement("canvas").getContext("2d");
  const boxes = (node) => [around(node), labelBox(node, labelSize(context, node), 1.25)];
  const taken = [...shape.values()].flatMap(boxes);
  const away = Math.atan2(hub.y - anchor.y, hub.x - anchor.x);
  const side = Math.abs(Math.cos(away)) < 0.5 ? "below" : Math.cos(away) < 0 ? "left" : "right";
  const free = spots(hub, away);
  return members.map((id) => {
    const { kind, label } = entities.get(id);
    const node = { id, kind, size: known.kinds[kind].size, side, bold: false, grouped: false, lines: wrapped(context, label) };
    do Object.assign(node, free.next().value);
    while (boxes(node).some((box) => taken.some((other) => meet(box, other))));
    taken.push(...boxes(node));
    return { ...node, home: { x: node.x, y: node.y } };
  });
}

const wide = (id) => 1.2 + 0.7 * Math.log10(Math.max(1, ...linksOf.get(id).map(({ link }) => link.amount / 1000)));   // as in carrier.py

function openGroup(group) {
  const members = several(group.members.filter((id) => !gone.has(id)));
  const made = stand(members, shape.get(group.id), shape.get(group.anchor));
  opened.set(group.id, members);
  for (const node of made) {
    shape.set(node.id, node);
    join(node.id, group.id);
    join(node.id, group.anchor);
  }
  nodes.add(made.map(({ id, x, y, size, kind }) => ({ id, x, y, size, ...known.kinds[kind].look })));
  lines.add(members.map((id) => ({ id: `l${id}`, from: group.id, to: id, base: wide(id), links: linksOf.get(id).map(({ link }) => link.number) })));
}

function closeGroup(group) {
  const members = opened.get(group.id);
  opened.delete(group.id);
  lines.remove(members.map((id) => `l${id}`));
  nodes.remove(members);
  for (const id of members) {
    shape.delete(id);
    painted.delete(id);
    painted.delete(`l${id}`);
    for (const other of neighbours.get(id)) neighbours.get(other).delete(id);
    neighbours.delete(id);
  }
}

// What a group says of itself: how many it holds, how many of them are in the picture.
function recount(context, group) {
  const words = (count, sign) => `${sign} ${counted(count, known.kinds[group.kind].one.toLowerCase(), known.kinds[group.kind].many)}`;
  const inside = group.members.filter((id) => !gone.has(id)).length;
  const drawn = (opened.get(group.id) || []).filter((id) => !gone.has(id)).length;
  const rest = drawn && drawn < inside ? ` (${(inside - drawn).toLocaleString("fr-FR")} autres en liste)` : "";
  Object.assign(shape.get(group.id), { lines: wrapped(context, drawn ? words(drawn, "−") + rest : words(inside, "+"), true), short: null });
}

function recountAll() {
  const context = document.createElement("canvas").getContext("2d");
  for (const group of groups.values()) if (shape.has(group.id)) recount(context, group);
}

function toggle(id) {
  if (opened.has(id)) closeGroup(groups.get(id));
  else openGroup(groups.get(id));
  recountAll();
  rank();
  select(id);
  if (!opened.has(id) || opened.get(id).some(outOfSight)) fit();
  root.dataset.opened = [...opened.keys()].join(" ");
  root.dataset.drawn = String(shape.size);
}
