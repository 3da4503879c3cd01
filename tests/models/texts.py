"""What the wrappers of an encoder are given in their tests."""

from __future__ import annotations

from typing import Final

# English, Swahili, Hindi, Amharic, Thai, Chinese, Arabic, N'Ko; nothing; a lone surrogate.
TEXTS: Final = [
    "The children are going to school.",
    "Watoto wanaenda shuleni.",
    "बच्चे स्कूल जा रहे हैं।",
    "ልጆቹ ወደ ትምህርት ቤት ይሄዳሉ።",
    "เด็กๆ กำลังไปโรงเรียน",
    "孩子们去上学。",
    "الأطفال ذاهبون إلى المدرسة.",
    "ߘߋߣߍ߲ ߠߎ߬ ߦߋ߫ ߕߊ߯ ߟߊ߫ ߟߎ߬ߝߍ߬",
    "",
    "\ud800",
]
