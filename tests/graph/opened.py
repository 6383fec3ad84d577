"""What tests ask of a page that is open in Chromium: its silence, its panel, its search, its ink."""

import re

from tests.graph.browser import Tab

ROOT = "document.documentElement.dataset"
SETTLE = "new Promise((done) => setTimeout(done, 100))"
INKED = """(() => {
  const canvas = document.querySelector('#toile canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) inked += data[at] > 0;
  return inked;
})()"""


def quiet(tab: Tab) -> None:
    """Nothing was asked of anyone, nothing ran, nothing broke, the policy was never crossed."""
    assert tab.value(f"[{ROOT}.violations, {ROOT}.errors, {ROOT}.pwned].join()") == "0,0,"
    assert [url for url in tab.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert tab.dialogs == []
    assert tab.errors == []


def panel(tab: Tab) -> str:
    return re.sub(r"\s+", " ", tab.value("document.getElementById('panneau').innerText"))


def follow(tab: Tab, name: str) -> None:
    links = "[...document.querySelectorAll('#panneau .lien')]"
    tab.value(f"{links}.find((one) => one.textContent === {name!r}).click()")


def search(tab: Tab, words: str) -> list[str]:
    tab.value("document.getElementById('chercher').value = ''; document.getElementById('chercher').focus()")
    tab.call("Input.insertText", text=words)
    found = tab.value("[...document.querySelectorAll('#trouves li')].map((row) => row.innerText.replace(/\\s+/g, ' '))")
    assert isinstance(found, list)
    return found


def press(tab: Tab, button: str) -> None:
    """Click on a button by its identifier, and let the picture be drawn again."""
    tab.value(f"document.getElementById({button!r}).click(); {SETTLE}")


def drawn(tab: Tab) -> int:
    """Count the nodes in the picture, groups included."""
    return int(tab.value(f"{SETTLE}.then(() => {ROOT}.drawn)"))


def saved(tab: Tab, button: str) -> str:
    """Return the text that a button gives to be saved, its byte order mark included."""
    tab.value("window.kept = []; URL.createObjectURL = (blob) => { kept.push(blob); return '#'; }")
    tab.value(f"HTMLAnchorElement.prototype.click = () => {{}}; document.getElementById({button!r}).click()")
    read = "new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)"
    return str(tab.value(f"new Response(kept[0]).arrayBuffer().then((bytes) => {read})"))
