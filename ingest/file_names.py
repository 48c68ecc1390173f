"""What a handed-over file is called on screens and in records: never a path, never a trick."""

from __future__ import annotations

import unicodedata

LONGEST = 120
UNNAMED = "未命名文件"


def shown_name(name: str) -> str:
    """Return the last part of `name` as one harmless line of at most 120 characters.

    Control, direction and unpaired surrogate characters go, so that a name reads in the order in
    which it is stored and its ending cannot be feigned; the ending stays when a name is cut.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    plain = " ".join(seen.split())
    if len(plain) > LONGEST:
        stem, dot, ending = plain.rpartition(".")
        kept = f"{dot}{ending}" if stem and len(ending) <= 5 else ""
        plain = f"{plain[: LONGEST - 1 - len(kept)]}…{kept}"
    return plain if plain.strip(". ") else UNNAMED
