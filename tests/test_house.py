"""The house in order: tables against files, what is public, and what importing costs."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

import isogloss
from isogloss import table
from isogloss.bitext.quality.table import RULES
from isogloss.data.readers.table import ANNOTATED, READERS
from isogloss.errors import IsoglossError, UnknownName
from isogloss.languages.normalisation.table import STEPS
from isogloss.languages.segmentation.segmenters.table import SEGMENTERS
from isogloss.languages.segmentation.stemmers.table import STEMMERS
from isogloss.measure.probes.table import PROBES
from isogloss.metrics.table import METRICS
from isogloss.models.aligners.table import ALIGNERS
from isogloss.models.registry import MODELS
from isogloss.models.tokenizers.table import TOKENIZERS
from isogloss.models.translators.table import TRANSLATORS
from isogloss.tasks.table import TASKS
from isogloss.training.finetuning.objectives.table import OBJECTIVES, OF_DECODERS
from isogloss.training.heads.table import HEADS
from isogloss.training.prompting.kinds.table import KINDS
from isogloss.training.strategies.table import STRATEGIES
from isogloss.transfer.recipe import RECIPES, load_recipe
from isogloss.views.table import VIEWS

SOURCE = Path(isogloss.__file__).parent
HEAVY = ("numpy", "scipy", "sklearn", "duckdb", "torch", "rich", "jinja2", "pyarrow", "langcodes")


# In each folder: its table, and the files that are no entries of it.
TABLES: list[tuple[str, Mapping[str, str], set[str]]] = [
    ("bitext/quality/rules", RULES, set()),
    ("data/readers", dict(sorted({**READERS, **ANNOTATED}.items())), set()),
    ("languages/normalisation", STEPS, {"normalizing", "step"}),
    ("languages/segmentation/segmenters", SEGMENTERS, {"cutting", "segmenter"}),
    ("languages/segmentation/stemmers", STEMMERS, {"stemmer", "stemming"}),
    ("measure/probes", PROBES, set()),
    (
        "metrics",
        METRICS,
        {
            "alignment",
            "answer_match",
            "bootstrap",
            "cka",
            "contract",
            "counted",
            "discovery",
            "group",
            "isotropy",
            "joint",
            "lexicon_induction",
            "mexa",
            "neighbours",
            "randomisation",
            "ranks",
            "references",
            "topk",
            "mapping",
            "rcsls",
            "ridge",
            "sampling",
            "self_learning",
            "separability",
            "xsim",
        },
    ),
    ("models/aligners", ALIGNERS, {"eflomal", "evidence", "similarity"}),
    ("models/tokenizers", TOKENIZERS, {"bytelevel", "counting", "files", "patterns"}),
    (
        "models/translators",
        TRANSLATORS,
        {
            "casing",
            "asking",
            "codes",
            "joining",
            "lists",
            "neighbours",
            "phrases",
            "runs",
            "selective",
            "sentencewise",
            "tokenizer",
        },
    ),
    ("tasks", TASKS, {"sides", "task"}),
    (
        "training/finetuning/objectives",
        dict(
            sorted({**OBJECTIVES, **{f"{kind} of decoders": at for kind, at in OF_DECODERS.items()}}.items())
        ),
        {"objective"},
    ),
    (
        "training/heads",
        HEADS,
        {
            "checking",
            "decoding",
            "head",
            "layers",
            "linear",
            "regression",
            "rowspace",
            "shapes",
            "spans",
            "ties",
        },
    ),
    ("training/strategies", STRATEGIES, {"strategy"}),
    ("training/prompting/kinds", KINDS, {"kind", "options"}),
    ("views", VIEWS, {"originals", "showing"}),
]


@pytest.mark.parametrize(
    ("folder", "parts", "others"), TABLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_table_names_every_file_of_its_folder_and_no_other(
    folder: str, parts: Mapping[str, str], others: set[str]
) -> None:
    package = "isogloss." + folder.replace("/", ".")
    named = {target.partition(":")[0] for target in parts.values()}
    beside = {"__init__", "table", *others}
    on_disk = {f"{package}.{path.stem}" for path in (SOURCE / folder).glob("*.py") if path.stem not in beside}
    assert named == on_disk


@pytest.mark.parametrize("parts", [parts for _, parts, _ in TABLES] + [MODELS])
def test_every_entry_of_a_table_is_there(parts: Mapping[str, str]) -> None:
    assert list(parts) == sorted(parts)
    for name in parts:
        assert table.load(parts, name, kind="part") is not None


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean logreg"):
        table.load(HEADS, "logregg", kind="head")


def test_every_recipe_is_a_file_and_every_file_a_recipe() -> None:
    folder = files("isogloss.transfer.recipes")
    assert set(RECIPES.values()) == {file.name for file in folder.iterdir() if file.name.endswith(".toml")}
    for name in RECIPES:
        assert load_recipe(name).name.startswith(name)


def test_what_is_public_is_there_and_nothing_else() -> None:
    for name in isogloss.__all__:
        assert getattr(isogloss, name) is not None
    seen = {name for name in vars(isogloss) if not name.startswith("_") and name[0].isupper()}
    assert seen - {"Any", "TYPE_CHECKING"} <= set(isogloss.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = isogloss.nonsense


@pytest.mark.parametrize(
    "code",
    [
        "import isogloss",
        "import isogloss.cli.app",
        "import sys; sys.argv = ['isogloss', '--help']\n"
        "from isogloss.cli.app import app\n"
        "try: app()\n"
        "except SystemExit: pass",
    ],
)
def test_importing_and_asking_for_help_load_nothing_heavy(code: str) -> None:
    probe = f"{code}\nimport sys; print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_no_module_and_function_share_a_dotted_name() -> None:
    for path in SOURCE.rglob("__init__.py"):
        package = ".".join(["isogloss", *path.parent.relative_to(SOURCE).parts])
        module = importlib.import_module(package)
        submodules = {file.stem for file in path.parent.glob("*.py")} | {
            folder.name for folder in path.parent.iterdir() if folder.is_dir()
        }
        assert not {name for name in getattr(module, "__all__", []) if name in submodules}, package


def test_errors_survive_the_way_between_processes() -> None:
    import pickle

    error = IsoglossError("ሰነዱ የለም", fix="ሌላ ይምረጡ")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert (type(again), str(again), again.message, again.fix) == (
        IsoglossError,
        str(error),
        error.message,
        error.fix,
    )
