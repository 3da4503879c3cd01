"""The command ``isogloss``: which groups of commands there are, and what an exit code means.

0 done; 2 the input or the command is at fault; 3 finished with gaps; 130 interrupted; 1 our fault.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from typing import Annotated

import typer

from isogloss.cli import data, languages, measure, model, report, transfer
from isogloss.cli.panels import Panelled
from isogloss.errors import IsoglossError
from isogloss.version import __version__

app = typer.Typer(
    name="isogloss",
    help="Take what works in one language to all of them, and say what is lost in each.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(cls=Panelled)(transfer.transfer)
app.command()(transfer.predict)
app.command()(measure.measure)
app.command()(report.report)
app.add_typer(languages.app, name="languages")
app.add_typer(data.app, name="data")
app.add_typer(model.app, name="model")


def _version(asked: bool) -> None:
    if asked:
        print(f"isogloss {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take what works in one language to all of them, and say what is lost in each."""


class _Interrupted(BaseException):
    """Ctrl-C, under a name that no library on the way takes for its own."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed by the shell: there is nobody to tell
            sys.exit(1)
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper at run time
    interrupts: list[int] = []
    with contextlib.suppress(ValueError):  # signals are only the main thread's
        signal.signal(signal.SIGINT, lambda number, _: _interrupt(interrupts, number))
    try:
        app()
        sys.stdout.flush()
    except IsoglossError as error:
        from isogloss.cli.console import remark
        from isogloss.cli.hints import fitting, options_of

        advice = fitting(error.fix, options_of(app, sys.argv[1:]))
        remark(f"isogloss: {error.message} {advice}".rstrip())
        sys.exit(2)
    except _Interrupted:
        _kept()
    except OSError as fault:
        if fault.errno not in (errno.EPIPE, errno.ENOSPC):
            _confess()
            sys.exit(1)
        # The reader of a pipe went away (`| head`), or the disk behind the output is full.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if fault.errno == errno.ENOSPC:
            print("isogloss: the output cannot be written: no space left on device.", file=sys.stderr)
        sys.exit(141 if fault.errno == errno.EPIPE else 2)
    except Exception:
        if interrupts:  # a library turned the signal into an error of its own
            _kept()
        _confess()
        sys.exit(1)


def _interrupt(interrupts: list[int], number: int) -> None:
    interrupts.append(number)
    raise _Interrupted


def _kept() -> None:
    print("isogloss: interrupted; what was finished is kept.", file=sys.stderr)
    sys.exit(130)


def _confess() -> None:
    """Write the traceback of a fault of ours to a file and say where it is."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="isogloss-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        log.write(f"isogloss {__version__}, Python {sys.version}\n{sys.argv}\n\n{traceback.format_exc()}")
    print(
        f"isogloss: this is a fault of isogloss, not yours. Please report it with the file {log.name}",
        file=sys.stderr,
    )
