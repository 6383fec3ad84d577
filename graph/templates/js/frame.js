// What is around any picture: its bubble, its keys, the way out to a file and to paper.
const bubble = byId("bulle");
const fileName = fold(known.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "image";

// Beside the pointer, and never beyond the picture: `x` and `y` are in pixels from its corner.
function bubbleFor(words, { x, y }) {
  bubble.replaceChildren(...words.map((line) => make("p", {}, line)));
  bubble.hidden = false;
  const { clientWidth, clientHeight } = canvas.parentElement;
  bubble.style.left = `${Math.min(Math.max(x + 14, 8), clientWidth - bubble.offsetWidth - 8)}px`;
  bubble.style.top = `${Math.min(y + 14, clientHeight - bubble.offsetHeight - 8)}px`;
}

function listen(keys) {
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.ctrlKey || event.metaKey) return;
    keys[event.key]();
    event.preventDefault();
  });
}

const download = (name, href) => make("a", { href, download: name }).click();

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  download(name, address);
  URL.revokeObjectURL(address);
}

byId("imprimer").addEventListener("click", () => window.print());
const banner = document.querySelector("header");
new ResizeObserver(() => root.style.setProperty("--haut", `${banner.offsetHeight}px`)).observe(banner);
