"""What a score is plotted against: facts about a target's test split, stored as rows like any number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from isogloss.data.examples import Example
from isogloss.languages import Language, genetic_distance, geographic_distance, words
from isogloss.models.contracts import Coverage, Model
from isogloss.models.speaking import speaking
from isogloss.tasks.task import Task

Fact = tuple[str, str, float]  # system ("" for a fact about the data alone), metric, value


def describe(
    task: Task,
    tests: Sequence[Example],
    source: Language,
    target: Language,
    model: Model,
    labels: Collection[str],
) -> Iterator[Fact]:
    """Yield what is known of the test examples; a distance that no table knows is left out.

    words, characters: means over texts. unseen_labels: share of examples whose label training lacks.
    genetic_distance: in [0, 1]; geographic_distance: km. coverage: mean over texts, in [0, 1].
    """
    known = set(labels)
    texts = [task.text(example) for example in tests]
    yield "", "words", sum(len(words(text, target)) for text in texts) / len(texts)
    yield "", "characters", sum(map(len, texts)) / len(texts)
    strange = sum(not known.issuperset(task.classes(example)) for example in tests)
    yield "", "unseen_labels", strange / len(tests)
    distances = {
        "genetic_distance": genetic_distance(source, target),
        "geographic_distance": geographic_distance(source, target),
    }
    for metric, distance in distances.items():
        if distance is not None:
            yield "", metric, distance
    if isinstance(model, Coverage):
        yield model.name, "coverage", float(speaking(model, target).coverage(texts).mean())
