"""Which commands ``isogloss data`` has: a file each."""

from __future__ import annotations

import typer

from isogloss.cli.data.alignment import align
from isogloss.cli.data.bridging import bridges
from isogloss.cli.data.checking import check
from isogloss.cli.data.documents import align_documents
from isogloss.cli.data.encoding import encode
from isogloss.cli.data.lexicons import app as lexicon
from isogloss.cli.data.mapping import map_vectors
from isogloss.cli.data.mining import mine
from isogloss.cli.data.projection import project
from isogloss.cli.data.quality import score
from isogloss.cli.data.questions import mine_questions
from isogloss.cli.data.switching import switch
from isogloss.cli.data.translation import translate

app = typer.Typer(help="Check, mine, score, carry over and translate data.", no_args_is_help=True)
app.command()(check)
app.command()(align)
app.command()(mine)
app.command()(align_documents)
app.command()(mine_questions)
app.command()(bridges)
app.command()(score)
app.command()(encode)
app.command("map")(map_vectors)
app.add_typer(lexicon, name="lexicon")
app.command()(project)
app.command()(translate)
app.command()(switch)


@app.callback()
def data() -> None:
    """Say what a data set holds and what is wrong with it; work on parallel text."""
