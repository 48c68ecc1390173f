"""Which picks the template of the evaluation's draft quotes, and which it leaves out."""

from __future__ import annotations

import pandas as pd

from ledger.evaluation_facts import Section
from ledger.material_problems import DATA
from ledger.words import SECTION_LABELS
from reports.evaluation_draft_template import parse

NAMES = {**SECTION_LABELS, DATA: f"{SECTION_LABELS['problems']}（由数据得出的）"}
QUOTED, SUGGESTED, LEFT_OUT, NOTHING = "quoted", "suggested", "left_out", "nothing"


def quoted(template: str, kind: str, picked: pd.DataFrame) -> dict[str, str]:
    """Return for each section, and for `data`, what becomes of it in the draft of an evaluation.

    `quoted`: what is picked is written; `suggested`: nothing is picked, the draft suggests some;
    `left_out`: something is picked, but the template has no line of excerpts for it; `nothing`:
    neither. `picked` has the columns section and document of the query `picks`. Raises UserError
    as `parse` does.
    """
    shown = {
        line.name
        for line in parse(template)
        if line.block == "excerpts" and all(c.kind in ("", kind) for c in line.conditions)
    }
    names = picked["section"].where(picked["document"] != DATA, DATA)
    fates = dict.fromkeys((*map(str, Section), DATA), NOTHING)
    fates |= {name: SUGGESTED for name in shown if name != DATA}
    return fates | {name: QUOTED if name in shown else LEFT_OUT for name in names}
