"""What systems wrote and what was wanted, in many scripts: the fixed cases of chrF, BLEU and ROUGE."""

from __future__ import annotations

from typing import Final

# What was written, what counts as right, in which language.
CASES: Final[list[tuple[str, tuple[str, ...], str]]] = [
    ("The cat sat on the mat.", ("The cat sat on the mat.",), "eng_Latn"),
    ("the cat sat on a mat", ("The cat sat on the mat.", "A cat was sitting on a mat."), "eng_Latn"),
    ("Rain is expected in the north tomorrow.", ("Tomorrow it will rain in the north.",), "eng_Latn"),
    ("", ("Something was to be said here.",), "eng_Latn"),
    ("...", ("Nothing but words.",), "eng_Latn"),
    ("a a a a a a a", ("a b a b a b",), "eng_Latn"),
    ("don't stop: it's 3.5% (about $1,200)!", ("Do not stop; it is 3.5% (some $1,200).",), "eng_Latn"),
    ("one", ("one",), "eng_Latn"),
    ("one two three", ("three two one", "one two"), "eng_Latn"),
    ("snake_case and e-mail stay", ("snake case and email stay",), "eng_Latn"),
    ("Die Katze saß auf der Matte.", ("Die Katze sitzt auf der Matte.",), "deu_Latn"),
    ("¿Dónde está la biblioteca?", ("¿Dónde queda la biblioteca?", "¿En qué calle está?"), "spa_Latn"),
    ("Mvua kubwa inatarajiwa kaskazini kesho.", ("Kesho mvua itanyesha kaskazini.",), "swh_Latn"),
    ("Ọjọ́ dára lónìí.", ("Ọjọ́ náà dára gan-an lónìí.",), "yor_Latn"),
    ("Завтра на севере ожидается дождь.", ("Завтра на севере будет дождь.",), "rus_Cyrl"),
    ("Аўтра будзе дождж", ("Заўтра будзе моцны дождж.",), "bel_Cyrl"),
    ("Αύριο θα βρέξει στον βορρά.", ("Αύριο αναμένεται βροχή στα βόρεια.",), "ell_Grek"),
    ("מחר יירד גשם בצפון.", ("מחר צפוי גשם בצפון הארץ.",), "heb_Hebr"),
    ("سيهطل المطر غدا في الشمال.", ("من المتوقع هطول المطر غدًا في الشمال.", "غدا مطر"), "arb_Arab"),
    ("کل شمال میں بارش ہوگی۔", ("کل شمال میں بارش متوقع ہے۔",), "urd_Arab"),
    ("فردا در شمال باران می‌بارد.", ("فردا در شمال بارانی است.",), "pes_Arab"),
    ("कल उत्तर में बारिश होगी।", ("कल उत्तर में भारी बारिश की संभावना है।",), "hin_Deva"),
    ("আগামীকাল উত্তরে বৃষ্টি হবে।", ("উত্তরে আগামীকাল বৃষ্টি হতে পারে।",), "ben_Beng"),
    ("நாளை வடக்கில் மழை பெய்யும்.", ("நாளை வடக்குப் பகுதியில் மழை பெய்யும்.",), "tam_Taml"),
    ("రేపు ఉత్తరాన వర్షం పడుతుంది.", ("రేపు ఉత్తరాన భారీ వర్షం.",), "tel_Telu"),
    ("พรุ่งนี้ฝนจะตกทางเหนือ", ("พรุ่งนี้ทางเหนือจะมีฝนตก",), "tha_Thai"),
    ("ມື້ອື່ນຝົນຈະຕົກທາງເໜືອ", ("ມື້ອື່ນທາງເໜືອຈະມີຝົນຕົກ",), "lao_Laoo"),
    ("ស្អែកនឹងមានភ្លៀងនៅភាគខាងជើង", ("ស្អែកភ្លៀងនៅភាគខាងជើង",), "khm_Khmr"),
    ("မနက်ဖြန် မြောက်ပိုင်းတွင် မိုးရွာမည်။", ("မြောက်ပိုင်းတွင် မနက်ဖြန် မိုးရွာနိုင်သည်။",), "mya_Mymr"),
    ("སང་ཉིན་བྱང་ཕྱོགས་ལ་ཆར་པ་འབབ་ངེས།", ("སང་ཉིན་བྱང་ཕྱོགས་སུ་ཆར་པ་འབབ།",), "bod_Tibt"),
    ("明天北方会下雨。", ("明天北方预计有雨。", "北方明天会下大雨。"), "zho_Hans"),
    ("聽日北面會落雨。", ("聽日北部會落大雨。",), "yue_Hant"),
    ("明日は北部で雨が降るでしょう。", ("明日、北部では雨が予想されます。",), "jpn_Jpan"),
    ("내일 북쪽에 비가 올 것입니다.", ("내일 북부 지방에 비가 예상됩니다.",), "kor_Hang"),
    ("ነገ በሰሜን ዝናብ ይዘንባል።", ("ነገ በሰሜኑ ክፍል ዝናብ ይጠበቃል።",), "amh_Ethi"),
    ("ხვალ ჩრდილოეთში იწვიმებს.", ("ხვალ ჩრდილოეთში წვიმაა მოსალოდნელი.",), "kat_Geor"),
    ("Վաղը հյուսիսում անձրև կլինի։", ("Վաղը հյուսիսում սպասվում է անձրև։",), "hye_Armn"),
    ("ߛߊ߲ߖߌ ߘߌ߫ ߣߊ߬ ߛߌߣߌ߲߫", ("ߛߌߣߌ߲߫ ߛߊ߲ߖߌ ߣߊ߬ߕߐ߫ ߟߋ߬",), "nqo_Nkoo"),
    ("हेलो 😀 world 👨‍👩‍👧", ("हेलो 😀 दुनिया 👨‍👩‍👧!",), "hin_Deva"),
    ("lone \ud800 half", ("lone half",), "eng_Latn"),
]
