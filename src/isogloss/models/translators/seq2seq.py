"""``hf:NAME-or-folder``: transformers that translate: NLLB, M2M-100, MADLAD-400, OPUS-MT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.codes import Codes, codes_of
from isogloss.models.translators.sentencewise import translated
from isogloss.models.translators.tokenizer import is_at_most, read_translating_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    from isogloss.models.hf.placement import Placement

_POSITIONS: Final = 512
# Tokens a translation may have for each of its source, and on top.
_RATIO, _MORE = 2, 20


@dataclass(frozen=True, slots=True, eq=False)
class Seq2SeqTranslator:
    """A transformer that reads a sentence in one language and writes it in another. A Translator.

    codes: how it is told the languages; None for a model of one pair. beams: 1 writes the likeliest token
    each time.
    """

    name: str
    fingerprint: str
    network: PreTrainedModel
    tokenizer: Any
    codes: Codes | None
    placed: Placement
    positions: int = _POSITIONS
    beams: int = 1

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """Return the translation of each text, sentence by sentence; see ``sentencewise``."""
        prefix, forced = self._told(source, target)
        return translated(
            texts,
            source,
            target,
            partial(self._written, prefix, forced),
            fits=partial(is_at_most, self.tokenizer, self.positions - 8),
        )

    def _told(self, source: Language, target: Language) -> tuple[str, int | None]:
        """Tell the tokenizer the languages; return what goes before a sentence and the first token said."""
        if self.codes is None:
            return "", None
        token = self.codes.token(target)
        if self.codes.tells_once:
            return f"{token} ", None
        code = self.codes.code(source)
        self.tokenizer.src_lang = code
        return "", int(self.tokenizer.convert_tokens_to_ids(token))

    def _written(self, prefix: str, forced: int | None, units: Sequence[str]) -> list[str]:
        from isogloss.models.hf.memory import in_batches

        ids = [self.tokenizer(prefix + unit)["input_ids"][: self.positions] for unit in units]
        out = [""] * len(units)

        def work(places: list[int]) -> None:
            for place, text in zip(
                places, self._batch([ids[place] for place in places], forced), strict=True
            ):
                out[place] = text

        in_batches([len(own) for own in ids], work, most=self.placed.batch)
        return out

    def _batch(self, ids: list[list[int]], forced: int | None) -> list[str]:
        import torch

        from isogloss.models.hf.quiet import quiet

        longest = max(map(len, ids))
        filler = self.tokenizer.pad_token_id
        rows = [own + [filler] * (longest - len(own)) for own in ids]
        mask = [[1] * len(own) + [0] * (longest - len(own)) for own in ids]
        device = self.network.device
        settings: dict[str, object] = {} if forced is None else {"forced_bos_token_id": forced}
        with torch.inference_mode(), quiet():
            written = self.network.generate(
                input_ids=torch.tensor(rows, device=device),
                attention_mask=torch.tensor(mask, device=device),
                max_new_tokens=min(longest * _RATIO + _MORE, self.positions),
                num_beams=self.beams,
                do_sample=False,
                **settings,
            )
        said: list[str] = self.tokenizer.batch_decode(written.tolist(), skip_special_tokens=True)
        return said


def load(place: str) -> Seq2SeqTranslator:
    """Return the translator in a folder, or of the hub; raises InputError if it is none, MissingExtra.

    ISOGLOSS_DEVICE, ISOGLOSS_DTYPE and ISOGLOSS_BATCH say where and how it is computed.
    """
    if not place:
        raise InputError(
            "The translator hf needs a model.", fix="Write hf:FOLDER, or hf:facebook/nllb-200-distilled-600M."
        )
    from isogloss.models.hf.fingerprint import fingerprint
    from isogloss.models.hf.loading import read_config, read_network
    from isogloss.models.hf.placement import placement
    from isogloss.models.hf.source import folder_of

    folder = folder_of(place)
    config = read_config(folder)
    if not getattr(config, "is_encoder_decoder", False):
        raise InputError(
            f"{place} is no sequence-to-sequence model, so it translates nothing by itself.",
            fix="Name one such as NLLB, M2M-100, MADLAD-400 or OPUS-MT.",
        )
    placed = placement()
    tokenizer = read_translating_tokenizer(folder)
    network = read_network(folder, "AutoModelForSeq2SeqLM", placed)
    network.generation_config.max_length = None
    return Seq2SeqTranslator(
        name=f"hf:{place}",
        fingerprint=fingerprint(folder, dtype=placed.dtype),
        network=network,
        tokenizer=tokenizer,
        codes=codes_of(tokenizer.get_vocab()),
        placed=placed,
        positions=int(getattr(config, "max_position_embeddings", 0) or _POSITIONS),
    )
