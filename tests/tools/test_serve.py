"""Starting the board: what is said when it cannot start. Its serving is tested in the browser."""

from __future__ import annotations

import socket

import pytest

from ledger.errors import UserError
from tools.serve import is_healthy, is_taken, main


def test_a_taken_port_is_said_before_anything_is_loaded() -> None:
    """The message names the port and the command for another one."""
    with socket.create_server(("localhost", 0)) as listener:
        port = listener.getsockname()[1]
        assert is_taken(port)
        with pytest.raises(UserError, match=str(port)) as refused:
            main(["--port", str(port)])
    assert f"PORT={port + 1}" in refused.value.hint


def test_a_free_port_is_neither_taken_nor_healthy() -> None:
    """A port at which nobody listens answers nothing."""
    with socket.create_server(("localhost", 0)) as listener:
        port = listener.getsockname()[1]
    assert not is_taken(port)
    assert not is_healthy(port)


@pytest.mark.parametrize("arguments", [["--port", "many"], ["--colour"]])
def test_a_wrong_option_is_a_user_error(arguments: list[str]) -> None:
    """A slip on the command line reads like every other mistake."""
    with pytest.raises(UserError, match="命令写法不对"):
        main(arguments)
