"""What a model wrote in a language: saved generations, or what it writes now."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import msgspec

from isogloss.languages import Language
from isogloss.measure.generations import Generation, read_generations, read_prompts
from isogloss.measure.job import Job
from isogloss.measure.subject import offered
from isogloss.models.language_models import Generator
from isogloss.runs.writing import write_bytes

_log = logging.getLogger(__name__)
_BLOCK = 64  # prompts that a model is given at a time
FOLDER = "generations"


def answers(job: Job, language: Language) -> tuple[Generation, ...]:
    """Return what was written when ``language`` was asked for: the saved file's rows, or the model's now.

    What a model writes is kept in the run's folder as ``generations/<language>.jsonl``, which
    ``--generations`` reads, and is asked for once.
    """
    keep_going = job.settings.keep_going
    if job.settings.generations is not None:
        return read_generations(job.settings.generations, keep_going=keep_going).of(language)
    if job.settings.prompts is None:
        return ()
    asked = read_prompts(job.settings.prompts, keep_going=keep_going).of(language)
    written = job.folder / FOLDER / f"{language}.jsonl"
    if not written.exists():
        generator: Generator = offered(job.model, "generator")
        rows = _written(generator, asked, job.settings.most)
        write_bytes(written, b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return read_generations(written).of(language)


def _written(generator: Generator, asked: Sequence[Generation], most: int) -> list[dict[str, str]]:
    rows = []
    for start in range(0, len(asked), _BLOCK):
        block = asked[start : start + _BLOCK]
        texts = generator.generate([one.text for one in block], most=most)
        rows += [
            {"language": one.asked, "prompt": one.text, "text": _whole(text)}
            for one, text in zip(block, texts, strict=True)
        ]
    return rows


def _whole(text: str) -> str:
    """Return a text as UTF-8 takes it: half of a surrogate pair, which a cut text may end in, is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
