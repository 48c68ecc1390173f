"""What processes took and whether they still run, as Linux tells."""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")


def peak_megabytes(pid: int) -> int:
    """Return the most memory that a living process ever had at once; 0 when it is gone."""
    try:
        status = (PROC / str(pid) / "status").read_text()
    except OSError:
        return 0
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines.get("VmHWM", "0 kB").split()[0]) // 1000


def members(group: int) -> list[int]:
    """Return the living processes of a process group."""
    found = []
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            state, _, owner = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # it ended while we looked
        if int(owner) == group and state not in "ZX":
            found.append(int(stat.parent.name))
    return found
