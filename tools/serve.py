"""Serves the board on this machine and says where, with the sample returns if nothing is loaded."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from streamlit.web import cli

from ingest.sample_database import prepare_sample
from ledger.console import Parser, run
from ledger.databases import open_store
from ledger.errors import UserError

ROOT = Path(__file__).parents[1]
START_SECONDS = 60


def is_taken(port: int) -> bool:
    """Return whether something on this machine already answers at `port`."""
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True


def is_healthy(port: int) -> bool:
    """Return whether the board answers at `port`; asked directly, never through a proxy."""
    connection = HTTPConnection("localhost", port, timeout=1)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def announce(port: int) -> None:
    """Print the address once the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(port):
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)
    print(f"\n  台账看板已启动，请用浏览器打开 The board is served at http://localhost:{port}")
    print("  停止请按 Ctrl+C. Press Ctrl+C to stop.\n", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Serve until interrupted, with the sample where nothing is loaded; return the exit status.

    Raises UserError `port_in_use`, and those of a database that cannot be opened.
    """
    parser = Parser(prog="python -m tools.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8501, help="端口，默认 8501")
    parser.add_argument("--lan", action="store_true", help="允许局域网内其他电脑打开（没有登录）")
    chosen = parser.parse_args(arguments)
    if is_taken(chosen.port):
        hint = f"可能看板已经打开；否则请换一个：make run PORT={chosen.port + 1}"
        raise UserError("port_in_use", f"端口 {chosen.port} 已被占用。", hint=hint)
    store = open_store()
    if store.path.exists():
        with store.write("检查数据库版本"):
            pass  # a newer version of the product may bring migrations, and pages only read
    if store.generation == 0:
        print("尚未装入台账，先备好示例数据 Nothing is loaded yet: preparing the sample …")
        prepare_sample()
    Thread(target=announce, args=[chosen.port], daemon=True).start()
    options = ["--server.port", str(chosen.port)]
    if chosen.lan:
        options += ["--server.address", "0.0.0.0"]
    cli.main(["run", str(ROOT / "app.py"), *options])
    return 0


if __name__ == "__main__":
    run(main)
