"""An encoder as the first module of a SentenceTransformer, and through it of mteb."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.models.registry import load_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

MODULES: Final[Any] = need(
    "sentence_transformers.base.modules",
    extra="sentence-transformers",
    purpose="A SentenceTransformer module",
)
_OWN: Final = (
    "encoder"  # the folder beside the configuration that holds weights which are not the shipped ones
)


class StaticModule(MODULES.InputModule):  # type: ignore[misc]  # a base known only where it is installed
    """``SentenceTransformer(modules=[StaticModule()])``: the vectors of ``static``, and all built on them.

    model: the name of an encoder, ``static`` or ``static:FOLDER``. language: that of all texts, in any usual
    code or name; ``encode(texts, language="swh")`` names it for one call. fingerprint: what the encoder's has
    to be; a saved module keeps it, so that nothing trained on these vectors is ever fed with others.

    The encoder has no parameters to train: a module that follows it (Dense, LayerNorm) is what learns. The
    module holds a name and loads the weights once a process, so it is cheap to copy and to send to workers.
    Raises InputError or UnknownLanguage if there is no such encoder or language.
    """

    forward_kwargs: ClassVar[set[str]] = {"language"}

    def __init__(
        self, model: str = "static", *, language: str | Language | None = None, fingerprint: str | None = None
    ) -> None:
        super().__init__()
        if model.partition(":")[0] != "static":
            raise InputError(
                f"{model!r} is no static encoder.", fix="Name static, or static:FOLDER for one of your own."
            )
        encoder = load_encoder(model)
        if fingerprint not in (None, encoder.fingerprint):
            raise InputError(
                f"This was made with {model}@{fingerprint}, and {model} is now @{encoder.fingerprint}: its "
                "vectors mean something else.",
                fix="Install the isogloss it was made with, or train again what stands on these vectors.",
            )
        self.model = model
        self.language = None if language is None else str(Language.parse(language))
        self.fingerprint = encoder.fingerprint
        self.dimensions = int(encoder.encode([""]).shape[1])

    @property
    def encoder(self) -> Encoder:
        """The encoder behind the name."""
        return load_encoder(self.model)

    def preprocess(
        self,
        inputs: Sequence[str],
        prompt: str | None = None,
        *,
        language: str | Language | None = None,
        **_: object,
    ) -> dict[str, Tensor]:
        """Return the vectors as ``sentence_embedding``, float32[n, d]; a prompt is put before every text.

        The work is done here and not in ``forward``, so that a data loader may do it ahead. Raises InputError
        if ``inputs`` is no list of texts.
        """
        import torch

        texts = [prompt + text for text in inputs] if prompt else list(inputs)
        named = self.language if language is None else language
        vectors = self.encoder.encode(texts, language=Language.given(named))
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        """Return the features as they are: ``preprocess`` made the vectors."""
        return features

    def get_embedding_dimension(self) -> int:
        """Return d, the length of a vector."""
        return self.dimensions

    @property
    def max_seq_length(self) -> float:
        """Infinite: no text is cut off."""
        return math.inf

    def get_config_dict(self) -> dict[str, str | None]:
        """Return what ``save`` writes; a folder of one's own is named as the copy that stands beside it."""
        kind, _, place = self.model.partition(":")
        model = f"{kind}:{_OWN}" if place else kind
        return {"model": model, "language": self.language, "fingerprint": self.fingerprint}

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write the configuration; of weights other than the shipped ones, write a copy too.

        The shipped weights come with isogloss and are only named, with their fingerprint.
        """
        place = self.model.partition(":")[2]
        target = Path(output_path, _OWN)
        if place and target.resolve() != Path(place).resolve():
            leave = shutil.ignore_patterns("stages", ".*")  # what training keeps to resume, and hidden files
            shutil.copytree(place, target, dirs_exist_ok=True, ignore=leave)
        self.save_config(output_path)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: object) -> Self:
        """Return the module that ``save`` wrote into a folder; raises InputError if its encoder changed."""
        config = cls.load_config(model_name_or_path, subfolder=subfolder)
        kind, _colon, place = str(config.get("model", "static")).partition(":")
        if place:  # only ever the copy beside the configuration, whatever the file says
            config["model"] = f"{kind}:{Path(model_name_or_path, subfolder, _OWN)}"
        return cls(**config)
