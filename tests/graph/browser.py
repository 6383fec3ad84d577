"""A real Chromium, spoken to over two pipes: opens a local page with every host cut off, and answers what happened."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-component-update", "--disable-background-networking", "--hide-scrollbars", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# Chromium reads commands on descriptor 3 and answers on 4, whatever numbers our pipes have.
START = (
    "import fcntl, os, sys; to, back = (fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]); "
    "os.dup2(to, 3); os.dup2(back, 4); os.execvp(sys.argv[3], sys.argv[3:])"
)


@dataclass
class Tab:
    """One open page, its requests, its dialogues and its errors since it was opened."""

    process: "subprocess.Popen[bytes]"
    reader: int
    writer: int
    session: str = ""
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    buffer: bytes = b""
    asked: int = 0

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        self.asked = number = self.asked + 1
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writer, json.dumps(message).encode() + b"\0")
        while number not in self.answers:
            self._listen()
        answer = self.answers.pop(number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    def value(self, expression: str) -> Any:
        """Evaluate a JavaScript expression in the page, promises awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression: str, seconds: float = 30.0) -> None:
        """Wait until an expression is true."""
        end = monotonic() + seconds
        while not self.value(f"Boolean({expression})"):
            assert monotonic() < end, f"never true: {expression}; errors: {self.errors}"
            sleep(0.02)

    def open(self, path: Path, ready: str = "document.documentElement?.dataset.ready === '1'") -> None:
        """Open a local page and wait until its network and lists are there."""
        self.call("Page.navigate", url=path.resolve().as_uri())
        self.wait(ready)

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse at a point of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    def hover(self, x: float, y: float) -> None:
        """Move the mouse to a point of the window."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def press(self, key: str) -> None:
        """Press a key by its name."""
        codes = {"Tab": 9, "Enter": 13, "ArrowDown": 40, "Escape": 27}
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes.get(key, 0))

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """Give the window a size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def dark(self) -> None:
        """Prefer dark colours."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what the window shows, or the whole page, as PNG."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path: Path) -> None:
        """Save the page as it prints on A4, as PDF."""
        printed = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=True)
        path.write_bytes(base64.b64decode(printed["data"]))

    def _listen(self) -> None:
        while b"\0" not in self.buffer:
            data = os.read(self.reader, 1 << 20)
            assert data, "Chromium has gone"
            self.buffer += data
        raw, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(raw)
        if "id" in message:
            self.answers[message["id"]] = message
        else:
            self._note(message["method"], message.get("params", {}))

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(params["message"])
            accept = {"method": "Page.handleJavaScriptDialog", "params": {"accept": True}}
            os.write(self.writer, json.dumps({"id": 0, "sessionId": self.session, **accept}).encode() + b"\0")
        elif method == "Runtime.exceptionThrown":
            self.errors.append(
                params["exceptionDetails"].get("exception", {}).get("description", params["exceptionDetails"]["text"])
            )
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(params["entry"]["text"])


@contextmanager
def browser() -> Iterator[Tab]:
    """Start a Chromium with a profile of its own, give its one page, and end it."""
    assert EXECUTABLE is not None
    profile = tempfile.mkdtemp(prefix="maillage-chromium-")
    to_child, writer = os.pipe()
    reader, from_child = os.pipe()
    ends = [str(to_child), str(from_child)]
    command = [sys.executable, "-c", START, *ends, EXECUTABLE, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, pass_fds=(to_child, from_child), stderr=subprocess.DEVNULL)
    os.close(to_child)
    os.close(from_child)
    tab = Tab(process, reader, writer)
    try:
        target = tab.call("Target.createTarget", url="about:blank")["targetId"]
        tab.session = tab.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            tab.call(f"{domain}.enable")
        tab.size(1400, 900)
        yield tab
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(writer)
        os.close(reader)
        shutil.rmtree(profile, ignore_errors=True)
