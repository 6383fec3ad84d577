"""A Virtuoso server of its own for a test: Debian's package, in a temporary folder, started and stopped by it."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMANDS = ("virtuoso-t", "isql-vt")
_CONFIGURATION = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
ServerThreads = 60
MaxClientConnections = 60
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 40
MaxClientConnections = 60
KeepAliveTimeout = 2
MaxKeepAlives = 60
"""


def installed() -> bool:
    """Tell whether the package is there."""
    return all(shutil.which(command) for command in COMMANDS)


@contextmanager
def virtuoso(folder: Path, data: Path) -> Iterator[str]:
    """Start a server that holds a Turtle file, and give the address of its SPARQL service."""
    sql, http = _free(), _free()
    (folder / "v.ini").write_text(_CONFIGURATION.format(sql=sql, http=http))
    shutil.copy(data, folder / "donnees.ttl")
    server = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+configfile", "v.ini"], cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        load = "DB.DBA.TTLP_MT(file_to_string_output('donnees.ttl'), '', 'urn:essai', 0); checkpoint;"
        _wait(http)
        subprocess.run(
            ["isql-vt", str(sql), "dba", "dba", f"exec={load}"], cwd=folder, check=True, timeout=60, capture_output=True
        )
        yield f"http://127.0.0.1:{http}/sparql"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    message = "Virtuoso did not start in 30 seconds"
    raise TimeoutError(message)
