"""A fine-tuned network as a folder that transformers reads by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.models.hf.quiet import quiet
from isogloss.tasks.table import task as task_of
from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.tuned import Tuned, TunedCard
from isogloss.training.heads.head import Exported

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

_PURPOSES: Final = {
    "AutoModelForCausalLM": "text-generation",
    "AutoModelForMultipleChoice": "multiple-choice",
    "AutoModelForQuestionAnswering": "question-answering",
    "AutoModelForSeq2SeqLM": "text2text-generation",
    "AutoModelForSequenceClassification": "text-classification",
    "AutoModelForTokenClassification": "token-classification",
}
_KINDS: Final = "token_type_ids"
_NOTES: Final = {
    "answers": (
        "An answer begins and ends in the passage, never in the question. Long passages are read in windows.",
    ),
    "choice": (
        "The first text is the premise with what is asked of it (cause, effect), the second a choice.",
    ),
    "entities": ("Words are joined by blanks; the label of a word is that of its first token.",),
    "tagging": ("Words are joined by blanks; the label of a word is that of its first token.",),
}


def exported(tuned: Tuned, folder: Path) -> Exported:
    """Write network and tokenizer into ``folder``, an adapter merged into its base; return what they are.

    Texts are cut where they were in training, padding is known, and labels have their names.
    """
    model, tokenizer = tuned.trainee.model, tuned.trainee.reading.tokenizer
    kind = tuned.objective.architecture
    _settle(tokenizer, tuned.trainee, writes=kind == "AutoModelForCausalLM")
    if model.can_generate():
        model.generation_config.max_new_tokens = int(tuned.card.limits["most"])
        model.generation_config.num_beams = tuned.card.settings.beams
    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    notes = (*_NOTES.get(tuned.card.task, ()), *_of_numbers(tuned))
    return Exported(kind, _PURPOSES[kind], notes, _facts(tuned.card))


def _facts(card: TunedCard) -> dict[str, str]:
    whole = card.settings.adapter == "none"
    return {
        "fingerprint of that": card.fingerprint,
        "trained": "all weights" if whole else f"low-rank updates of rank {card.settings.rank}, merged",
        "epochs": str(card.epoch),
    }


def _settle(tokenizer: PreTrainedTokenizerFast, trainee: Trainee, *, writes: bool) -> None:
    """Make a tokenizer read by itself as it does here."""
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.convert_ids_to_tokens(trainee.filler)
    if writes:
        tokenizer.padding_side = "left"  # what is written follows the prompt
    else:
        tokenizer.model_max_length = trainee.reading.longest
    names = [name for name in tokenizer.model_input_names if name != _KINDS]
    tokenizer.model_input_names = [*names, _KINDS] if trainee.kinds else names
    tokenizer.init_kwargs["model_input_names"] = tokenizer.model_input_names  # what is written to the folder


def _of_numbers(tuned: Tuned) -> list[str]:
    """Return how what the network gives becomes what isogloss says."""
    card = tuned.card
    if tuned.objective.architecture == "AutoModelForSeq2SeqLM":
        return ["Where the vocabulary marks languages, source and answer begin with the language's mark."]
    if tuned.objective.architecture == "AutoModelForCausalLM":
        chat = tuned.trainee.reading.tokenizer.chat_template
        framed = "what a user says in its chat template" if chat else "the source and an empty line after it"
        return [f"A prompt is {framed}."]
    if task_of(card.task).answer == "score":
        least, most = card.labels
        return [f"The score is {least} + ({most} - {least}) * sigmoid(logit 1 - logit 0)."]
    if card.temperature != 1:
        return [f"For honest probabilities, divide the logits by {card.temperature:.6g}."]
    return []
