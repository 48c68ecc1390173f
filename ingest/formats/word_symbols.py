"""What is shown but not written out: characters of symbol fonts, choices of old form fields."""

from __future__ import annotations

from ingest.formats.word_xml import VALUE, Element, name, switch, value_of, whole

_FONT, _CODE = name("w:font"), name("w:char")
_DATA = name("w:ffData")
_DROP_DOWN, _TICK_BOX = name("w:ddList"), name("w:checkBox")
_ENTRY = name("w:listEntry")
_PRIVATE = range(0xF000, 0xF100)
_READABLE = range(0x20, 0xD800)
_UNKNOWN = "\ufffd"
# What office forms use: ticks, crosses, boxes, stars, arrows and bullets.
_WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆",
    0x76: "◆", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◎", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS.update({0x80: "⓪", **{0x81 + i: chr(ord("①") + i) for i in range(10)}})
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x98: "●",
}  # fmt: skip
_SYMBOL = {0x2D: "-", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB7: "•", 0xD7: "·"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_ASCII = range(0x20, 0x7F)


def symbol(element: Element) -> str:
    """Return the character that a w:sym shows, `\ufffd` if it is not known."""
    try:
        place = int(element.get(_CODE, ""), 16)
    except ValueError:
        return _UNKNOWN
    font = element.get(_FONT, "").strip().lower()
    if font in _FONTS:
        place &= 0xFF
        plain = chr(place) if font == "symbol" and place in _ASCII else _UNKNOWN
        return _FONTS[font].get(place, plain)
    if place in _PRIVATE:
        place -= _PRIVATE.start
        return chr(place) if place in _ASCII else _UNKNOWN
    return chr(place) if place in _READABLE else _UNKNOWN


def form_field(field: Element) -> str:
    """Return what the form field that a w:fldChar begins shows, if it shows no text of its own."""
    data = field.find(_DATA)
    if data is None:
        return ""
    choices, box = data.find(_DROP_DOWN), data.find(_TICK_BOX)
    if choices is not None:
        return _chosen(choices)
    if box is None:
        return ""
    ticked = switch(box, "w:checked")
    return "☑" if (switch(box, "w:default") if ticked is None else ticked) else "☐"


def _chosen(choices: Element) -> str:
    entries = [str(entry.get(VALUE, "")) for entry in choices.findall(_ENTRY)]
    result = value_of(choices, "w:result") or value_of(choices, "w:default")
    place = whole(result, 0)
    return entries[place] if 0 <= place < len(entries) else ""
