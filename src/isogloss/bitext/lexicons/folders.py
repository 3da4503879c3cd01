"""Coverage of one text, or of a folder of texts by a folder of lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from isogloss.bitext.lexicons.covering import Covered, lexicon_coverage
from isogloss.data.lexicons import read_any_lexicon
from isogloss.data.lexicons.frequencies import read_frequencies
from isogloss.data.lines import missing, read_lines
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language, chosen
from isogloss.progress import track


@dataclass(frozen=True, slots=True)
class Coverages:
    """What was found of each language, and the files that found no partner."""

    languages: tuple[Covered, ...]
    unmatched: tuple[str, ...]


def coverages(
    lexicon: Path | str,
    text: Path | str,
    *,
    language: Language | str | None = None,
    side: str = "target",
    counted: bool = False,
    rejects: list[Reject] | None = None,
) -> Coverages:
    """Return how much of a text a lexicon knows, or of every text of a folder the lexicon in its language.

    side: which side of the lexicon is in the text's language. counted: the texts are words and counts.
    Of folders, the language is read from the names of files: what stands behind their last ``_`` or ``.``,
    or all of it. Raises InputError if one is a folder and the other is not, if no languages match, and as
    the readers do.
    """
    places = Path(lexicon), Path(text)
    for place in places:
        if not place.exists():
            raise missing(place)
    if places[0].is_dir() != places[1].is_dir():
        folder, file = places if places[0].is_dir() else places[::-1]
        raise InputError(
            f"{folder} is a folder, and {file} is a file.", fix="Give two files, or two folders."
        )
    if not places[0].is_dir():
        known = Language.given(language)
        return Coverages((_covered(*places, known, side, counted, rejects),), ())
    lexicons, texts = (_by_language(place) for place in places)
    pairs: list[tuple[Path, Path, Language]] = []
    used: set[Path] = set()
    for own, path in texts.items():
        found = chosen(own, lexicons)
        if found:
            pairs.append((lexicons[found[0]], path, own))
            used |= {lexicons[found[0]], path}
    if not pairs:
        raise InputError(
            f"No file of {places[0]} is in the language of one of {places[1]}.",
            fix="Their names should end in codes: en_sw.tsv, news.swa.txt.",
        )
    languages = tuple(
        _covered(one, other, own, side, counted, rejects)
        for one, other, own in track(pairs, label="languages", unit="files")
    )
    left = sorted(
        {path.name for path in (*lexicons.values(), *texts.values())} - {path.name for path in used}
    )
    return Coverages(languages, tuple(left))


def _covered(
    lexicon: Path,
    text: Path,
    language: Language | None,
    side: str,
    counted: bool,
    rejects: list[Reject] | None,
) -> Covered:
    entries = {
        entry.source if side == "source" else entry.target
        for entry in read_any_lexicon(lexicon, rejects=rejects)
    }
    if not entries:
        raise InputError(f"{lexicon} holds no entry.", fix="A word and its translation a line were expected.")
    if counted:
        counts = {word: int(count) for word, count in read_frequencies(text, rejects=rejects)}
        return lexicon_coverage(entries, counts, language)
    return lexicon_coverage(entries, (line for _, line in read_lines(text)), language)


def _by_language(folder: Path) -> dict[Language, Path]:
    """Return the files of a folder by the language that their names say; others are left aside."""
    found: dict[Language, Path] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith("."):
            continue
        language = _said(path)
        if language is not None:
            found.setdefault(language, path)
    return found


def _said(path: Path) -> Language | None:
    stem = path.name.removesuffix(".gz").removesuffix(".zst").rpartition(".")[0]
    for part in dict.fromkeys((stem.rpartition(".")[2], stem.partition("_")[2], stem.rpartition("_")[2])):
        if part and len(part) <= 12 and (language := Language.known(part)):
            return language
    return None
