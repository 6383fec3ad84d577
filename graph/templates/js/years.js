// The years: what is dated outside the chosen ones leaves the picture; what has no date stays, and is counted.
const span = { from: -Infinity, to: Infinity };
const [opening, closing] = [byId("de"), byId("a")];
const dated = ({ years }) => years.length > 0;
const outside = ({ years: [from, to] }) => (from ?? -Infinity) > span.to || (to ?? Infinity) < span.from;
const aside = (one) => dated(one) && outside(one);
const past = (link) => aside(link) || aside(entities.get(link.start)) || aside(entities.get(link.end));

// An undated element stays, unless all that ties it here is dated and outside.
function sift() {
  gone.clear();
  for (const one of known.entities) {
    const ties = linksOf.get(one.id);
    const untied = !dated(one) && ties.length > 0 && ties.every(({ link }) => past(link));
    if (one.id !== known.centre && (aside(one) || untied)) gone.add(one.id);
  }
  for (const { id, members } of known.groups) if (members.every((member) => gone.has(member))) gone.add(id);
}

function tellYears() {
  const all = opening.selectedIndex === 0 && closing.selectedIndex === closing.options.length - 1;
  const [away, stay] = [known.entities.filter(({ id }) => gone.has(id)), known.entities.filter((one) => !dated(one) && !gone.has(one.id))];
  const [ended, undated] = [known.links.filter(past), known.links.filter((link) => !dated(link) && !past(link))];
  const both = (some, ties) => `${counted(some.length, "élément", "éléments")} et ${counted(ties.length, "lien", "liens")}`;
  byId("hors").textContent = all ? "" : `${both(away, ended)} hors de ces années. Sans date, toujours montrés : ${both(stay, undated)}.`;
  byId("toujours").hidden = all;
  root.dataset.gone = String(away.length);
}

function chooseYears(changed) {
  if (opening.selectedIndex > closing.selectedIndex) (changed === opening ? closing : opening).selectedIndex = changed.selectedIndex;
  Object.assign(span, { from: Number(opening.value), to: Number(closing.value) });
  sift();
  recountAll();
  tellYears();
  paint();
}

const present = [...new Set([...known.entities, ...known.links].flatMap(({ years }) => years).filter((year) => year !== null))].sort((a, b) => a - b);
if (present.length > 1) {
  for (const choice of [opening, closing]) {
    choice.append(...present.map((year) => make("option", { value: year }, String(year))));
    choice.addEventListener("change", () => chooseYears(choice));
  }
  closing.selectedIndex = present.length - 1;
  byId("toujours").addEventListener("click", () => {
    [opening.selectedIndex, closing.selectedIndex] = [0, present.length - 1];
    chooseYears(opening);
    opening.focus();
  });
  byId("annees").hidden = false;
}
