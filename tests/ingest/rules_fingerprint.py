"""What the judge consists of, as one hash that is kept beside the version of its rules.

`python -m tests.ingest.rules_fingerprint` writes today's hash and version to the kept file.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.judge import narrative

KEPT = Path(__file__).with_name("rules_fingerprint.txt")
_JUDGE = Path(narrative.__file__).parent


def fingerprint() -> str:
    """Return version and hash of all code and words of the judge, one line."""
    found = hashlib.sha256()
    for path in sorted(p for p in _JUDGE.rglob("*") if p.suffix in (".py", ".csv")):
        text = path.read_text(encoding="utf-8")  # whatever ends a line on this system
        found.update(f"{path.relative_to(_JUDGE).as_posix()}\n{len(text)}\n{text}".encode())
    return f"{narrative.RULES_VERSION} {found.hexdigest()}\n"


if __name__ == "__main__":
    KEPT.write_text(fingerprint(), encoding="utf-8")
