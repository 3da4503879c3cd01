"""``ct2:FOLDER``: a model of translation that was converted for CTranslate2, with its tokenizer beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from isogloss.data.fingerprint import content_digest
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.models.translators.codes import Codes, codes_of
from isogloss.models.translators.sentencewise import translated
from isogloss.models.translators.tokenizer import is_at_most, read_translating_tokenizer

_LONGEST: Final = 504
_BATCH_TOKENS: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class ConvertedTranslator:
    """A converted model. A Translator."""

    name: str
    fingerprint: str
    model: Any
    tokenizer: Any
    codes: Codes | None

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return the translation of each text, sentence by sentence; see ``sentencewise``."""
        prefix, first = "", ""
        if self.codes is not None:
            token = self.codes.token(target)
            if self.codes.tells_once:
                prefix = f"{token} "
            else:
                self.tokenizer.src_lang, first = self.codes.code(source), token
        return translated(
            texts,
            source,
            target,
            partial(self._written, prefix, first),
            fits=partial(is_at_most, self.tokenizer, _LONGEST),
        )

    def _written(self, prefix: str, first: str, units: Sequence[str]) -> list[str]:
        tokens = [
            self.tokenizer.convert_ids_to_tokens(self.tokenizer(prefix + unit)["input_ids"]) for unit in units
        ]
        found = self.model.translate_batch(
            tokens,
            target_prefix=[[first]] * len(tokens) if first else None,
            beam_size=1,
            batch_type="tokens",
            max_batch_size=_BATCH_TOKENS,
        )
        said = []
        for one in found:
            written = [token for token in one.hypotheses[0] if token != first]
            ids = self.tokenizer.convert_tokens_to_ids(written)
            said.append(str(self.tokenizer.decode(ids, skip_special_tokens=True)))
        return said


def load(place: str) -> ConvertedTranslator:
    """Return the translator in a folder; raises InputError if it holds none, MissingExtra."""
    folder = Path(place).expanduser()
    if not place or not (folder / "model.bin").is_file():
        raise InputError(
            f"{place or 'Nothing'}: there is no model.bin, so this is no folder of CTranslate2.",
            fix="Convert a model with ct2-transformers-converter, its tokenizer copied beside.",
        )
    library = need("ctranslate2", extra="hf", purpose="A ct2 translator")
    from isogloss.models.hf.placement import placement

    tokenizer = read_translating_tokenizer(folder)
    placed = placement()
    device = "cuda" if placed.device.startswith("cuda") else "cpu"
    try:
        model = library.Translator(str(folder), device=device)
    except (RuntimeError, ValueError) as fault:
        said = str(fault).partition("\n")[0]
        raise InputError(f"{folder}: cannot be loaded: {said}.", fix="Convert the model again.") from None
    return ConvertedTranslator(
        f"ct2:{place}",
        content_digest(folder / "model.bin"),
        model,
        tokenizer,
        codes_of(tokenizer.get_vocab()),
    )
