"""The colours of statuses, lights, states and moves, on the screen and in every document.

They come from the Okabe-Ito family, so that they differ for colour-blind eyes too.
"""

from __future__ import annotations

from collections.abc import Mapping

GREEN, AMBER, RED, GREY, BLUE = "#009E73", "#F0B323", "#C8371D", "#B8C1CC", "#56A5D8"
INK, GRID = "#1F2933", "#E4E8ED"

COLOURS: Mapping[str, str] = {
    "done": "#00795A", "advancing": BLUE, "not_started": "#E8A33D", "unclear": "#A77BB5",
    "blank": "#CDD3DA", "missing": "#6B7785",
    "green": GREEN, "yellow": AMBER, "red": RED, "grey": GREY,
    "on_time": GREEN, "late": AMBER,
    "forward": GREEN, "same": GREY, "back": RED, "joined": BLUE,
}  # fmt: skip
