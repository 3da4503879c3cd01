"""What survives a kill, want of memory, and numbers that run away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

import torch

from isogloss.errors import IsoglossError
from isogloss.training.finetuning.checkpoint import load_checkpoint
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.fitting import Start, started
from isogloss.training.finetuning.loop import train
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.objectives.objective import Feature, Output
from isogloss.training.finetuning.weights import trainable
from tests.training.finetuning.lessons import lesson, topics

STEPS = 4  # of an epoch: 60 examples in batches of 16


class Interrupting(Classification):
    """A classifier that is interrupted, or whose loss is no number, when it has been asked so often."""

    after = 0
    then = "interrupt"

    def loss(self, output: Output, features: Sequence[Feature]) -> torch.Tensor:
        type(self).after -= 1
        if self.after == -1 and self.then == "interrupt":
            raise KeyboardInterrupt
        loss = super().loss(output, features)
        return loss * torch.nan if self.after < 0 else loss


def interrupting(start: Start, after: int, then: str = "interrupt") -> Start:
    kind = type("Again", (Interrupting,), {"after": after, "then": then, "__slots__": ()})
    return replace(start, objective=kind(start.objective.task, start.objective.labels))


def begin(work: Path | None, **settings: Any) -> Start:  # noqa: ANN401  of FineTuning
    """Return a start with dropout, so that random numbers take part in training."""
    start = started(lesson(topics(60, seed=3), dev=topics(15, seed=4), work=work, **settings))
    for module in start.trainee.model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.1
    return start


def weights_after(start: Start) -> dict[str, bytes]:
    train(start.trainee, start.objective, start.material, start.course)
    return {name: one.detach().numpy().tobytes() for name, one in trainable(start.trainee).items()}


@pytest.mark.parametrize("adapter", ["none", "lora"])
@pytest.mark.parametrize("steps", [2 * (STEPS + 1), 2 * (STEPS + 1) + 2])  # one of dev an epoch
def test_a_training_that_was_killed_ends_in_the_same_bits(tmp_path: Path, adapter: str, steps: int) -> None:
    with steady(5):
        whole = weights_after(begin(None, adapter=adapter, epochs=4))
    with steady(5), pytest.raises(KeyboardInterrupt):
        weights_after(interrupting(begin(tmp_path, adapter=adapter, epochs=4), steps))
    with steady(5):
        start = begin(tmp_path, adapter=adapter, epochs=4)
        assert start.course.work is not None
        found = load_checkpoint(start.course.work)
        assert found is not None
        assert found.progress.epoch == 2
        assert weights_after(start) == whole


def test_another_lesson_does_not_go_on_from_it(tmp_path: Path) -> None:
    with steady(0):
        first = begin(tmp_path, epochs=1)
        weights_after(first)
        other = begin(tmp_path, epochs=2)
    assert first.course.work != other.course.work


def test_a_damaged_checkpoint_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with steady(0):
        first = begin(tmp_path, epochs=2)
        whole = weights_after(first)
        assert first.course.work is not None
        for file in first.course.work.glob("*/state.safetensors"):
            file.write_bytes(b"\x00" * 9)
        assert weights_after(begin(tmp_path, epochs=2)).keys() == whole.keys()
    assert "damaged" in caplog.text


def test_no_checkpoint_is_a_pickle(tmp_path: Path) -> None:
    with steady(0):
        weights_after(begin(tmp_path, epochs=1))
    kinds = {file.suffix for file in tmp_path.rglob("*") if file.is_file()}
    assert kinds == {".json", ".safetensors"}


def test_out_of_memory_the_batch_is_halved_and_the_step_is_the_same(caplog: pytest.LogCaptureFixture) -> None:
    def too_small(_: Any, inputs: tuple[()], named: dict[str, Any]) -> None:  # noqa: ARG001, ANN401  a hook's
        if len(named["input_ids"]) > 5:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    trained = []
    for hook in (None, too_small):
        with steady(0):
            start = started(lesson(topics(64, seed=3), dev=topics(15, seed=4), epochs=2))
            if hook is not None:
                start.trainee.model.register_forward_pre_hook(hook, with_kwargs=True)
            progress = train(start.trainee, start.objective, start.material, start.course)
        trained.append({name: one.detach() for name, one in trainable(start.trainee).items()})
    assert progress.at_once == 4
    assert "Out of memory with 16 examples at once: going on with 8" in caplog.text
    for name, weight in trained[0].items():
        torch.testing.assert_close(trained[1][name], weight, atol=2e-4, rtol=1e-3)


def test_what_never_fits_is_said() -> None:
    def never(*_: Any) -> None:  # noqa: ANN401  a hook's
        raise torch.OutOfMemoryError("CUDA out of memory.")

    with steady(0):
        start = begin(None)
        start.trainee.model.register_forward_pre_hook(never)
        with pytest.raises(IsoglossError, match=r"Memory does not hold a text of \d+ tokens"):
            train(start.trainee, start.objective, start.material, start.course)


def test_an_error_that_is_not_of_memory_is_none_of_ours() -> None:
    def broken(*_: Any) -> None:  # noqa: ANN401  a hook's
        raise RuntimeError("something else")

    with steady(0):
        start = begin(None)
        start.trainee.model.register_forward_pre_hook(broken)
        with pytest.raises(RuntimeError, match="something else"):
            train(start.trainee, start.objective, start.material, start.course)


def test_a_loss_that_is_no_number_stops_with_the_last_good_epoch(caplog: pytest.LogCaptureFixture) -> None:
    with steady(5):
        good = weights_after(begin(None, epochs=4, patience=0, warmup=0.5))
    with steady(5):
        start = interrupting(begin(None, epochs=4, patience=0, warmup=0.5), 3 * (STEPS + 1) + 2, "nan")
        progress = train(start.trainee, start.objective, start.material, start.course)
    assert progress.epoch == 3
    assert f"The weights of epoch {progress.best} are kept" in caplog.text
    kept = {name: one.detach() for name, one in trainable(start.trainee).items()}
    assert all(bool(torch.isfinite(one).all()) for one in kept.values())
    assert kept.keys() == good.keys()


def test_a_model_of_no_numbers_is_one_clear_error() -> None:
    with steady(0):
        start = begin(None)
        with torch.no_grad():
            start.trainee.model.get_input_embeddings().weight[7:] = torch.nan
        with pytest.raises(IsoglossError, match="went astray in its first epoch"):
            train(start.trainee, start.objective, start.material, start.course)


def test_a_rate_much_too_high_leaves_no_broken_weights() -> None:
    with steady(0):
        start = begin(None, rate=0.9, warmup=0.0, epochs=3)
        train(start.trainee, start.objective, start.material, start.course)
    assert all(bool(torch.isfinite(one).all()) for one in trainable(start.trainee).values())


def test_computing_steadily_leaves_torch_as_it_was() -> None:
    state, threads = torch.get_rng_state(), torch.get_num_threads()
    with steady(3):
        torch.rand(4)
    assert torch.equal(torch.get_rng_state(), state)
    assert torch.get_num_threads() == threads
