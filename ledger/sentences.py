"""Hashes of a narrative and of its sentences, by which unchanged text is recognised."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import is_normalized, normalize

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_NOISE = re.compile(r"[\W_]+")
# White space but the end of a line, which ends a sentence.
_COMMON_NOISE = re.compile(r"[，、：（）《》“”‘’〔〕【】…— \t\r\v\f\u3000\xa0,.:()\"'%/\-]+")
_LONG_RUN = re.compile(r"([^\w\s]{64})[^\w\s]+")
_LONG = 1000  # above this length, runs of combining marks would make normalising quadratic

_NUMBER = r"[0-9〇零一二三四五六七八九十]"
_DATES = re.compile(
    rf"{_NUMBER}{{1,4}}(?:年度?[底初末]?(?:第?{_NUMBER}季度|[上下]半年)?|月(?:份|[底初末]|[上中下]旬)?|季度"
    rf"|[至到]{_NUMBER}{{1,2}}月份?)(?:{_NUMBER}{{1,3}}(?:月(?:份|[底初末]|[上中下]旬)?|[日号]))*"
    r"|[上下]半年"
)
_NUMERIC_DATE = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")
_DATED = re.compile(r"[年月季]")


def text_key(text: str) -> str:
    """Return 16 hex digits that two texts share when they differ in no word or figure.

    A text without either, such as a dash, is told from others by its signs; a blank one has no key.
    """
    words = "".join(_sentences(text)) or "".join(text.split())
    return _digest(words) if words else ""


def sentence_hashes(text: str) -> list[str]:
    """Return a hash of each distinct sentence, in order, blind to dates and punctuation."""
    return list(hashed_sentences(text))


def hashed_sentences(text: str) -> dict[str, int]:
    """Return the hash of each distinct sentence, in order, with its length in words' characters."""
    hashes: dict[str, int] = {}
    if _NUMERIC_DATE.search(text):
        text = _NUMERIC_DATE.sub("", text)
    for sentence in _sentences(text):
        words = _DATES.sub("", sentence) if _DATED.search(sentence) else sentence
        if words:
            hashes[_digest(words)] = len(words)
    return hashes


@lru_cache(maxsize=64)
def _sentences(text: str) -> list[str]:
    """Return the words of each sentence, normalised, without white space and punctuation."""
    plain = _SENTENCE_END.split(_COMMON_NOISE.sub("", text))
    joined = "".join(plain)
    if joined.isalnum() and is_normalized("NFKC", joined):
        return plain
    if len(text) > _LONG:
        text = _LONG_RUN.sub(r"\1", text)
    return [_NOISE.sub("", part) for part in _SENTENCE_END.split(normalize("NFKC", text))]


@lru_cache(maxsize=64)  # most texts are one sentence: it and the text have the same words
def _digest(words: str) -> str:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
