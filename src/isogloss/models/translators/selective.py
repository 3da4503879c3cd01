"""A translator that never shows protected text to the one that it asks.

Texts are cut into what is language and what is not; only language is translated. A sentence with something
protected in it is shown whole first, a name in the place of each; where a name does not come back, or comes
twice, its pieces are asked for one by one. What comes back is checked: a translation that lost a number, or
brought markup of its own, is asked for again in smaller pieces, runs of letters alone; where that fails too,
the source's words stay, and are counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from isogloss.data.markup import Field, Piece, Protection, cut, cut_fine, document, written
from isogloss.data.markup.patterns import BREAK, NUMBER, PREFIX
from isogloss.data.markup.piece import STRONG
from isogloss.languages import Language
from isogloss.models.contracts import Translator
from isogloss.models.translators.asking import asked
from isogloss.models.translators.runs import Run, around_names, runs

_CUTTING: Final = "2"
_TOGETHER: Final = "together"  # the kind of a piece that is a translated sentence, protected parts and all
# What a translation may not bring: the marks of markup, and what a program reads.
_FOREIGN: Final = STRONG | {"mark", "break"}
# Without any of these a text holds nothing that is foreign, which need not be looked for.
_SPECIAL: Final = regex.compile(r"[`$\\{}\[\]<>|*_~=%&@#/:\n\t]|\w\.\w")


@dataclass(frozen=True)
class Selected:
    """A translation, and how much of it stayed: pieces of language asked for, and those kept as they were."""

    text: str
    pieces: int = 0
    finer: int = 0
    kept: int = 0


@dataclass(frozen=True)
class SelectiveTranslator:
    """A Translator around another. See the module."""

    translator: Translator
    protection: Protection = field(default_factory=Protection)

    @property
    def name(self) -> str:
        """The name of the translator that is asked."""
        return self.translator.name

    @property
    def fingerprint(self) -> str:
        """A hash of the translator's fingerprint and of what is protected."""
        said = f"{_CUTTING}:{self.translator.fingerprint}:{self.protection}"
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return the translation of each text, everything protected as it stood there."""
        return [selected.text for selected in self.select(texts, source, target)]

    def select(self, texts: Sequence[str], source: Language, target: Language) -> list[Selected]:
        """Return the same, and what became of the pieces of each text."""
        documents = [document(text) for text in texts]
        fields = dict.fromkeys(part for parts in documents for part in parts if isinstance(part, Field))
        coarse: dict[Field, Sequence[Piece]] = {one: cut(one.text, self.protection) for one in fields}
        together = self._together(coarse, source, target)
        known = self._asked(coarse.values(), source, target)
        sound = {text: said for text, said in known.items() if self._is_sound(text, said)}
        failed = [text for text in known if text not in sound]
        fine = {text: cut_fine(text, self.protection) for text in failed}
        parts = self._asked(fine.values(), source, target)
        words = {text: said for text, said in parts.items() if self._is_plain(text, said)}
        for text in failed:
            sound[text] = "".join(
                words.get(piece.text, piece.text) if not piece.kind else piece.written for piece in fine[text]
            )
        kept = {
            text for text in failed if any(not piece.kind and piece.text not in words for piece in fine[text])
        }
        finer = set(failed)
        return [self._whole(parts_, coarse, sound, (finer, kept), together) for parts_ in documents]

    def _together(
        self, coarse: dict[Field, Sequence[Piece]], source: Language, target: Language
    ) -> Mapping[Field, int]:
        """Put sentences that kept all names in the place of their pieces; return how many these were."""
        # Elsewhere the document is written piece by piece, in the order of the source.
        found = {one: list(runs(pieces)) for one, pieces in coarse.items() if one.whole or one.places is None}
        texts = list(dict.fromkeys(run.text for own in found.values() for run in own))
        if not texts:
            return {}
        said = dict(zip(texts, asked(self.translator, texts, source, target), strict=True))
        counts: dict[Field, int] = {}
        for one, own in found.items():
            pieces = list(coarse[one])
            for run in reversed(own):
                text = self._put_back(run, pieces, BREAK.sub(" ", said[run.text]).strip())
                if text is not None:
                    before = "".join(piece.text for piece in pieces[run.start : run.end])
                    pieces[run.start : run.end] = [Piece(before, _TOGETHER, text)]
                    counts[one] = counts.get(one, 0) + run.language
            coarse[one] = pieces
        return counts

    def _put_back(self, run: Run, pieces: Sequence[Piece], said: str) -> str | None:
        text = run.put_back(said)
        before, after = around_names(run.text), around_names(said)
        if text is None or not self._is_plain(" ".join(before), " ".join(after)):
            return None
        if self.protection.numbers and [*map(numbers_of, before)] != [*map(numbers_of, after)]:
            return None
        return text if run.keeps(pieces, text, self.protection) else None

    def _asked(
        self, cuts: Iterable[Sequence[Piece]], source: Language, target: Language
    ) -> Mapping[str, str]:
        """Return what the translator says for each distinct piece of language."""
        texts = list(dict.fromkeys(piece.text for pieces in cuts for piece in pieces if not piece.kind))
        said = asked(self.translator, texts, source, target)
        return dict(zip(texts, (BREAK.sub(" ", one).strip() for one in said), strict=True))

    def _is_sound(self, text: str, said: str) -> bool:
        if not self._is_plain(text, said):
            return False
        # In their order: two numbers that changed places are a fault more often than good grammar.
        return not self.protection.numbers or numbers_of(text) == numbers_of(said)

    def _is_plain(self, text: str, said: str) -> bool:
        """Whether a translation is there and holds no markup of its own."""
        if not said or "\x00" in said or any("\ud800" <= character <= "\udfff" for character in said):
            return not text.strip() or said == text
        if said == text:
            return True
        if PREFIX.match(said) and not PREFIX.match(text):
            return False
        if _SPECIAL.search(said) is None:
            return True
        return not any(
            piece.kind in _FOREIGN and piece.text.strip() and not _plain_mark(piece) for piece in cut(said)
        )

    def _whole(
        self,
        parts: Sequence[str | Field],
        coarse: Mapping[Field, Sequence[Piece]],
        sound: Mapping[str, str],
        odd: tuple[set[str], set[str]],
        together: Mapping[Field, int],
    ) -> Selected:
        out: list[str] = []
        count: Counter[str] = Counter()
        for part in parts:
            if isinstance(part, str):
                out.append(part)
                continue
            asked = [piece.text for piece in coarse[part] if not piece.kind]
            count.update(
                pieces=len(asked) + together.get(part, 0),
                finer=sum(one in odd[0] for one in asked),
                kept=sum(one in odd[1] for one in asked),
            )
            out.append(written(part, list(_joined(coarse[part], sound))))
        return Selected("".join(out), **count)


def _joined(pieces: Sequence[Piece], sound: Mapping[str, str]) -> Iterable[Piece]:
    """Yield the pieces with translations; a blank comes where letters would run into a protected piece."""
    for number, piece in enumerate(pieces):
        if piece.kind:
            yield piece
            continue
        said = sound[piece.text]
        before = pieces[number - 1].written if number else ""
        after = pieces[number + 1].text if number + 1 < len(pieces) else ""
        if _runs_on(before[-1:], said[:1]) and not _runs_on(before[-1:], piece.text[:1]):
            said = f" {said}"
        if _runs_on(said[-1:], after[:1]) and not _runs_on(piece.text[-1:], after[:1]):
            said = f"{said} "
        yield Piece(piece.text, "", said)


def _runs_on(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def numbers_of(text: str) -> list[str]:
    """Return the numbers in a text as they are written, in order."""
    return [match[0] for match in NUMBER.finditer(text)]


def _plain_mark(piece: Piece) -> bool:
    """Whether a piece is punctuation that only stands beside a protected one."""
    return piece.kind == "mark" and not set(piece.text) & set("*|[]{}<>`\\~=_$")
