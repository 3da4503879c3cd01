"""The encoder's recipe as plainly as possible: loops, one text at a time, Python's own Unicode tables."""

from __future__ import annotations

import math
import unicodedata

import numpy as np

from isogloss.models.static.quantised import Weights

SLOTS = 1_300_000
FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
P, MASK = 0x9E3779B97F4A7C15, 2**64 - 1
DROPPED = (
    *range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640,
    *range(0x6D6, 0x6ED), *range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100),
    *range(0xFE00, 0xFE10), *range(0x200B, 0x2010), 0xAD, 0x2BC, 0x2BB, 0x27, 0x2018, 0x2019, 0x2B9, 0x60,
    0xB4,
)  # fmt: skip


def slow_characters(text: str) -> str:
    """Return ``text`` as the encoder sees it, a space on either side."""
    seen = ""
    for character in text:
        if ord(character) in DROPPED:
            continue
        if unicodedata.category(character) in ("Cn", "Co", "Cs"):
            seen += " "
            continue
        folded = unicodedata.normalize("NFKD", character)
        for _ in range(2):
            folded = unicodedata.normalize("NFKD", folded.lower())
        for part in folded:
            if ord(part) in DROPPED:
                continue
            category = unicodedata.category(part)
            if category == "Nd":
                seen += str(unicodedata.digit(part))
            elif category[0] in "LMN":
                seen += "σ" if part == "ς" else part
            else:
                seen += " "
    return " " + " ".join(_in_canonical_order(seen).split(" ")).strip() + " " if seen.strip() else " "


def _in_canonical_order(text: str) -> str:
    """Sort each run of marks by combining class, marks of one class staying as they stand."""
    out: list[str] = []
    for character in text:
        place = len(out)
        while place and 0 < unicodedata.combining(character) < unicodedata.combining(out[place - 1]):
            place -= 1
        out.insert(place, character)
    return "".join(out)


def slow_hash(gram: str, salt: int) -> int:
    h = sum((ord(c) + 1) * pow(P, i, 2**64) for i, c in enumerate(gram)) & MASK
    h ^= h >> 29
    h = (h * 0xBF58476D1CE4E5B9 + salt * 0x1234567) & MASK
    h ^= h >> 32
    h = h * 0x94D049BB133111EB & MASK
    h ^= h >> 31
    return h % 230_400_000


def slow_slot(bucket: int, weights: Weights) -> int | None:
    """Return the slot whose row the bucket owns, the first of its four choices that says so."""
    for factor in FACTORS:
        slot = (bucket * factor % 2**32) * SLOTS >> 32
        if weights.lengths[slot] and weights.fingerprints[slot] == bucket % 256:
            return slot
    return None


def slow_features(text: str) -> list[int]:
    """Return the buckets of a text's features in the order of their start."""
    text = " ".join(slow_characters(text).split(" "))
    while "  " in text:
        text = text.replace("  ", " ")
    found = []
    for start in range(len(text)):
        for n in (3, 4, 5):
            gram = text[start : start + n]
            if len(gram) == n and " " not in gram[1:-1]:
                found.append(slow_hash(gram, 0))
        if start and text[start - 1] == " " and text[start] != " ":
            word = text[start:].split(" ")[0]
            if len(word) > 3:
                found.append(slow_hash(word, 1))
        if han(text[start]):
            found.append(slow_hash(text[start], 0))
            if han(text[start + 1 : start + 2]):
                found.append(slow_hash(text[start : start + 2], 0))
    return found


def han(character: str) -> bool:
    ranges = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0x20000, 0x2FFFF))
    return bool(character) and any(first <= ord(character) <= last for first, last in ranges)


def slow_encode(text: str, weights: Weights) -> tuple[list[float], float]:
    """Return the vector of a text and the share of its features that own a row."""
    total = [0.0] * 128
    features = slow_features(text)
    known = 0
    finer = [
        {slot: codes[place] for place, slot in enumerate(np.flatnonzero(np.unpackbits(bits)).tolist())}
        for bits, codes in ((weights.fine, weights.fine_codes), (weights.finest, weights.finest_codes))
    ]
    books = (weights.fine_codebook, weights.finest_codebook)
    for bucket in features:
        slot = slow_slot(bucket, weights)
        if slot is None:
            continue
        known += 1
        row = np.concatenate([weights.codebook[b, weights.codes[slot, b]] for b in range(16)]).astype(float)
        for codes, book in zip(finer, books, strict=True):
            if slot in codes:
                row += np.concatenate([book[b, codes[slot][b]] for b in range(16)]).astype(float)
        length = float(weights.levels[weights.lengths[slot]])
        total = [a + length * b for a, b in zip(total, row.tolist(), strict=True)]
    norm = math.sqrt(sum(a * a for a in total))
    vector = [a / norm if norm else 0.0 for a in total]
    return vector, known / len(features) if features else 0.0
