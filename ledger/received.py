"""The originals that units sent: kept under their SHA-256, never overwritten, never lost."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

PARTIAL = ".partial"


def sha256_of(data: bytes) -> str:
    """Return the hexadecimal SHA-256 under which `data` is kept."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class ReceivedFiles:
    """A folder of files named by their content; a unit's own file name is never used as a path."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Return where the file of that content lies."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Store `data` if it is not there yet, wholly on disk, and return its SHA-256."""
        sha256 = sha256_of(data)
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            # A name of its own: two visitors may hand in the same file at once.
            with NamedTemporaryFile(dir=target.parent, suffix=PARTIAL, delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(target)
        return sha256

    def has(self, data: bytes) -> bool:
        """Return whether `data` is kept already."""
        return self.path(sha256_of(data)).exists()

    def all(self) -> list[Path]:
        """Return every file kept, without those that a crash left half written."""
        return sorted(path for path in self.folder.glob("*/*") if path.suffix != PARTIAL)

    def read(self, sha256: str) -> bytes:
        """Return the file's bytes; raises FileNotFoundError when it was never kept."""
        return self.path(sha256).read_bytes()
