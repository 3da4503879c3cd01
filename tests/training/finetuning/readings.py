"""Tokenizers of three kinds, each of which knows all that the tests of this folder read."""

from __future__ import annotations

from functools import cache
from typing import Any

from isogloss.training.finetuning.reading import Reading

# A name, what it is about and a year; words as ``isogloss.languages.words`` would cut them.
SENTENCES = {
    "eng": ("Anna", "moved", "to", "London", "in", "1987", "."),
    "amh": ("ሐና", "በ", "1987", "ወደ", "ለንደን", "ሄደች", "።"),
    "mya": ("အန်နာ", "သည်", "၁၉၈၇", "တွင်", "လန်ဒန်", "သို့", "ပြောင်း", "ခဲ့", "သည်"),
    "tha": ("แอนนา", "ย้าย", "ไป", "ลอนดอน", "ใน", "ปี", "๑๙๘๗"),
    "ara": ("انتقلت", "آنا", "إلى", "لندن", "عام", "١٩٨٧"),
    "nqo": ("ߊߣߊ", "ߕߊ߯", "ߘߊ߫", "ߟߐ߲ߘߐ߲߫", "߁߉߈߇"),
    "zho": ("安娜", "1987", "年", "搬", "到", "伦敦"),
    "hin": ("अन्ना", "१९८७", "में", "लंदन", "चली", "गई", "।"),
    "heb": ("אנה", "עברה", "ללונדון", "ב", "1987"),
    "sat": ("ᱟᱱᱟ", "ᱞᱚᱸᱰᱚᱱ", "ᱛᱮ", "👩🏽‍🔬", "ᱥᱮᱱ", "ᱮᱱᱟ"),
}
KINDS = ("bytes", "pieces", "unigram")


@cache
def tokenizer(kind: str) -> Any:  # noqa: ANN401  transformers has no types
    """Return a tokenizer: of bytes (as GPT-2's), of word pieces (BERT), or with marked blanks (XLM-R)."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    names = {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]"}
    special = list(names.values())
    texts = [" ".join(words) for words in SENTENCES.values()]
    if kind == "bytes":
        made = Tokenizer(models.BPE())
        made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        made.decoder = decoders.ByteLevel()
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trainer: Any = trainers.BpeTrainer(
            vocab_size=300, special_tokens=special, initial_alphabet=alphabet, show_progress=False
        )
    elif kind == "pieces":
        made = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106  a token of text, no secret
        made.normalizer = normalizers.BertNormalizer(lowercase=False)
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = trainers.WordPieceTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    else:
        made = Tokenizer(models.Unigram())
        made.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(
            vocab_size=250,
            special_tokens=special,
            unk_token="[UNK]",  # noqa: S106  as above
            show_progress=False,
        )
    made.train_from_iterator(texts, trainer)
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, made.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    return PreTrainedTokenizerFast(tokenizer_object=made, **names)


def reading(kind: str, longest: int) -> Reading:
    """Return the tokenizer for a network that reads so many tokens."""
    return Reading(tokenizer(kind), longest)
