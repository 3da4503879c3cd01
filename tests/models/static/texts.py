"""Short texts in many scripts with their English, written for the tests."""

from __future__ import annotations

from hypothesis import strategies as st

# English, then the same in other languages.
TRANSLATIONS = (
    (
        "The children are going to school.",
        {
            "spa": "Los niños van a la escuela.", "deu": "Die Kinder gehen zur Schule.",
            "swh": "Watoto wanaenda shuleni.", "rus": "Дети идут в школу.", "hin": "बच्चे स्कूल जा रहे हैं।",
            "arb": "الأطفال يذهبون إلى المدرسة.", "zho": "孩子们去学校。",
            "ell": "Τα παιδιά πηγαίνουν στο σχολείο.",
            "kor": "아이들이 학교에 갑니다.", "jpn": "子供たちは学校へ行きます。",
        },
    ),
    (
        "The doctor works in the hospital.",
        {
            "spa": "El médico trabaja en el hospital.", "deu": "Der Arzt arbeitet im Krankenhaus.",
            "swh": "Daktari anafanya kazi hospitalini.", "rus": "Врач работает в больнице.",
            "hin": "डॉक्टर अस्पताल में काम करता है।", "arb": "يعمل الطبيب في المستشفى.", "zho": "医生在医院工作。",
            "ell": "Ο γιατρός εργάζεται στο νοσοκομείο.", "kor": "의사는 병원에서 일합니다.",
            "jpn": "医者は病院で働いています。",
        },
    ),
    (
        "The government won the election in May.",
        {
            "spa": "El gobierno ganó las elecciones en mayo.",
            "deu": "Die Regierung gewann die Wahl im Mai.",
            "swh": "Serikali ilishinda uchaguzi mwezi Mei.",
            "rus": "Правительство победило на выборах в мае.",
            "hin": "सरकार ने मई में चुनाव जीता।", "arb": "فازت الحكومة بالانتخابات في مايو.",
            "zho": "政府在五月赢得了选举。", "ell": "Η κυβέρνηση κέρδισε τις εκλογές τον Μάιο.",
            "kor": "정부가 5월 선거에서 이겼습니다.", "jpn": "政府は五月の選挙に勝った。",
        },
    ),
    (
        "Fresh fish and vegetables at the market.",
        {
            "spa": "Pescado fresco y verduras en el mercado.",
            "deu": "Frischer Fisch und Gemüse auf dem Markt.",
            "swh": "Samaki na mboga sokoni.", "rus": "Свежая рыба и овощи на рынке.",
            "hin": "बाज़ार में ताज़ी मछली और सब्ज़ियाँ।", "arb": "سمك طازج وخضروات في السوق.",
            "zho": "市场上有新鲜的鱼和蔬菜。", "ell": "Φρέσκα ψάρια και λαχανικά στην αγορά.",
            "kor": "시장에 신선한 생선과 야채가 있다.", "jpn": "市場の新鮮な魚と野菜。",
        },
    ),
    (
        "The football team lost the match.",
        {
            "spa": "El equipo de fútbol perdió el partido.", "deu": "Die Fußballmannschaft verlor das Spiel.",
            "swh": "Timu ya mpira wa miguu ilishindwa mechi.", "rus": "Футбольная команда проиграла матч.",
            "hin": "फुटबॉल टीम मैच हार गई।", "arb": "خسر فريق كرة القدم المباراة.", "zho": "足球队输了比赛。",
            "ell": "Η ποδοσφαιρική ομάδα έχασε τον αγώνα.", "kor": "축구팀이 경기에서 졌다.",
            "jpn": "サッカーチームは試合に負けた。",
        },
    ),
)  # fmt: skip

AWKWARD = (
    "", " ", "a", "ab", "?!…", "😀👍🏽", "\ud800", "abc\udfffdef", "ሰላም ለዓለም ይሁን", "မြန်မာစာ", "ไทย ภาษา น้ำ",
    "ߒߞߏ ߞߊ߲ߜߍ", "العَرَبِيَّة لغةٌ", "日本語がデス", "한국어 문장", "नमस्ते १२३", "ΟΔΟΣ οδός", "İstanbul ıĞ",
    "½ ﬃ Ǆ Ⅷ",
    "it's l’été ʻokina", "\u0344\u05b0 x\u0e38\u0e48\u0e38", "\u0301", "x\u0f71\u0f72\u0f7a",
    "\U00020000\U00020001a",
    "\u202eabc\u202c", "\x00\x01", "\U000e0100", "ᏣᎳᎩ ꮳꮃꭹ", "٣٤ ۵ ९ 𝟗", "\U0010ffff", "\u1fb3\u0345",
)  # fmt: skip

_SCRIPTS = (
    "aZéßİσΣжאבءيहिन्दीকখதுไทยมါမြန်ሀለߒߞߏ가힣漢字かガー"
    "𠀀ᏣꮳⅣ½²٣९😀🏽\u0301\u0345\u05b0\u200d\u0640\ud800'’- \n.,"
)
every_script = st.text(st.one_of(st.sampled_from(_SCRIPTS), st.characters()), max_size=40)
