"""What a model wrote in a language: saved generations, or what it writes now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.measure.generations import Generation, Table, read_generations, read_prompts
from isogloss.measure.job import Job
from isogloss.measure.request import Settings
from isogloss.measure.subject import offered
from isogloss.models.language_models import Generator
from isogloss.runs.writing import write_bytes

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


def asked_table(settings: Settings) -> tuple[Path, Table]:
    """Return the table of generations or of prompts, and where it is; raises InputError without one."""
    if settings.generations is not None:
        return settings.generations, read_generations(settings.generations, keep_going=settings.keep_going)
    if settings.prompts is not None:
        return settings.prompts, read_prompts(settings.prompts, keep_going=settings.keep_going)
    raise InputError("Neither texts nor prompts were named.", fix="Write --generations or --prompts FILE.")


def left_out(settings: Settings, languages: Sequence[Language]) -> Iterator[str]:
    """Yield what of generations or prompts is not measured in ``languages``, a line each."""
    if settings.generations is None and settings.prompts is None:
        return
    path, table = asked_table(settings)
    if table.left_out:
        yield f"{path.name}: {table.left_out:,} rows without language or text are left out."
    reached = {row.asked for language in languages for row in table.of(language)}
    others = sorted({row.asked for row in table.texts} - reached)
    if others:
        named = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        count = sum(row.asked in others for row in table.texts)
        rows = "1 row is" if count == 1 else f"{count:,} rows are"
        yield f"{path.name}: {rows} in languages that are not measured: {named}."


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
