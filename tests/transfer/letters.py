"""A small labelled data set in five scripts, written for these tests."""

from __future__ import annotations

from pathlib import Path

TRAIN = {
    "food": [
        "The soup was cold and the bread was stale.",
        "We ate rice with fish and vegetables.",
        "She cooks the best dinner in town.",
        "I would like coffee with milk and sugar.",
        "The kitchen smells of onions and garlic.",
        "Our breakfast was eggs, fruit and tea.",
        "This restaurant serves fresh meat.",
        "He drank three glasses of orange juice.",
    ],
    "travel": [
        "The train to the city leaves at noon.",
        "Our flight was late and the airport was full.",
        "We took the bus across the border.",
        "She booked a hotel near the beach.",
        "The road to the village is closed.",
        "My passport and ticket are in the bag.",
        "They crossed the river by boat.",
        "The driver of the taxi knew the way.",
    ],
    "health": [
        "The doctor gave me medicine for the fever.",
        "My head hurts and I cannot sleep.",
        "The hospital is full of sick people.",
        "She broke her arm and needs a nurse.",
        "The child has a cough and a sore throat.",
        "Vaccines protect against disease.",
        "He lost blood and felt weak.",
        "Exercise is good for the heart.",
    ],
}
DEV = {
    "food": ["Dinner was meat and potatoes.", "The cook made sweet cake."],
    "travel": ["We missed the last bus.", "The ship sails to the island."],
    "health": ["The patient has a fever.", "Take this pill for the pain."],
}
TEST = {
    "eng_Latn": {
        "food": ["Lunch was chicken with rice.", "The cheese and bread were good."],
        "travel": ["The plane landed in the capital.", "The bus station is far."],
        "health": ["She has a fever and a headache.", "The nurse washed the wound."],
    },
    "swh_Latn": {
        "food": ["Chakula cha mchana kilikuwa wali na samaki.", "Ninapenda chai na mkate."],
        "travel": ["Ndege iliondoka uwanja wa ndege asubuhi.", "Tulipanda basi kwenda mjini."],
        "health": ["Daktari alinipa dawa ya homa.", "Hospitali ina wagonjwa wengi."],
    },
    "hin_Deva": {
        "food": ["दोपहर के खाने में चावल और मछली थी।", "मुझे चाय और रोटी पसंद है।"],
        "travel": ["हवाई जहाज़ सुबह हवाई अड्डे से उड़ा।", "हम बस से शहर गए।"],
        "health": ["डॉक्टर ने बुखार की दवा दी।", "अस्पताल में बहुत मरीज़ हैं।"],
    },
    "amh_Ethi": {
        "food": ["ምሳ ሩዝ እና ዓሣ ነበር።", "ሻይ እና ዳቦ እወዳለሁ።"],
        "travel": ["አውሮፕላኑ ጠዋት ከአየር ማረፊያ ተነሳ።", "በአውቶቡስ ወደ ከተማ ሄድን።"],
        "health": ["ሐኪሙ የትኩሳት መድኃኒት ሰጠኝ።", "ሆስፒታሉ ብዙ ሕመምተኞች አሉት።"],
    },
    "tha_Thai": {
        "food": ["อาหารกลางวันคือข้าวกับปลา", "ฉันชอบชาและขนมปัง"],
        "travel": ["เครื่องบินออกจากสนามบินตอนเช้า", "เรานั่งรถบัสไปในเมือง"],
        "health": ["หมอให้ยาแก้ไข้", "โรงพยาบาลมีคนไข้มาก"],
    },
}


def write_split(folder: Path, split: str, examples: dict[str, list[str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{label}\t{text}" for label, texts in examples.items() for text in texts]
    (folder / f"{split}.tsv").write_text("\n".join(["label\ttext", *lines]) + "\n", encoding="utf-8")


def write_letters(folder: Path) -> Path:
    """Write the data set: English has all splits, Swahili a small train split, the others only test."""
    for language, examples in TEST.items():
        write_split(folder / language, "test", examples)
    write_split(folder / "eng_Latn", "train", TRAIN)
    write_split(folder / "eng_Latn", "dev", DEV)
    extra = {label: [f"{text} {text}" for text in texts] for label, texts in TEST["swh_Latn"].items()}
    write_split(folder / "swh_Latn", "train", extra)
    return folder
