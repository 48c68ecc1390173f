"""What the server and its workers say to each other: frames over pipes, JSON both ways.

Nothing is unpickled: an answer comes from a process that has just read a stranger's file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, Literal

from pydantic import TypeAdapter

from ingest.file_reading import ReadFile
from ingest.workbook import Workbook
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter

_SIZES = struct.Struct(">QQ")


@dataclass(frozen=True)
class Setup:
    """By which plan and which further aliases of units the next files are read."""

    plan: Plan
    aliases: dict[str, str]


@dataclass(frozen=True)
class Question:
    """What is asked of a worker; the bytes that it is about travel beside it.

    `setup` brings a Setup as those bytes, `read` and `sheets` a returned file.
    """

    kind: Literal["setup", "read", "sheets"]
    name: str = ""
    unit: str | None = None
    quarter: Quarter | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class SheetsAnswer:
    """The sheets of a file as they were read, or why they could not be."""

    workbook: Workbook | None = None
    refusal: UserError | None = None


SETUP = TypeAdapter(Setup)
QUESTION = TypeAdapter(Question)
READ_FILE = TypeAdapter(ReadFile)
SHEETS = TypeAdapter(SheetsAnswer)


def send(stream: IO[bytes], head: bytes, data: bytes = b"") -> None:
    """Write one frame: a head of JSON and the bytes beside it. Raises OSError at a broken pipe."""
    # In one piece: between two, other threads might long keep the sender from going on.
    stream.write(b"".join((_SIZES.pack(len(head), len(data)), head, data)))
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the next frame, or None when the other side has ended, even in mid-frame."""
    sizes = stream.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    head_size, data_size = _SIZES.unpack(sizes)
    head, data = stream.read(head_size), stream.read(data_size)
    return (head, data) if len(data) == data_size and len(head) == head_size else None
