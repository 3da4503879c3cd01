"""A small parallel text, written by us, in layouts that are in use."""

from __future__ import annotations

from pathlib import Path

import pytest

SENTENCES = {
    "eng": [
        "The river is high this year.",
        "My sister reads a book.",
        "The market opens in the morning.",
        "We eat bread and fish.",
        "The teacher asks a question.",
        "Water is life.",
        "The moon is bright tonight.",
        "He bought three goats.",
    ],
    "swh": [
        "Mto umejaa mwaka huu.",
        "Dada yangu anasoma kitabu.",
        "Soko linafunguliwa asubuhi.",
        "Tunakula mkate na samaki.",
        "Mwalimu anauliza swali.",
        "Maji ni uhai.",
        "Mwezi unang'aa usiku huu.",
        "Alinunua mbuzi watatu.",
    ],
    "amh": [
        "ወንዙ ዘንድሮ ሞልቷል።",
        "እህቴ መጽሐፍ ታነባለች።",
        "ገበያው ጠዋት ይከፈታል።",
        "ዳቦና ዓሣ እንበላለን።",
        "መምህሩ ጥያቄ ይጠይቃል።",
        "ውሃ ሕይወት ነው።",
        "ጨረቃዋ ዛሬ ማታ ብሩህ ናት።",
        "ሦስት ፍየሎች ገዛ።",
    ],
    "tha": [
        "ปีนี้แม่น้ำสูง",
        "พี่สาวของฉันอ่านหนังสือ",
        "ตลาดเปิดตอนเช้า",
        "เรากินขนมปังและปลา",
        "ครูถามคำถาม",
        "น้ำคือชีวิต",
        "คืนนี้พระจันทร์สว่าง",
        "เขาซื้อแพะสามตัว",
    ],
}


@pytest.fixture
def parallel(tmp_path: Path) -> Path:
    """A folder with a file per language."""
    return write(tmp_path / "parallel", SENTENCES)


def write(folder: Path, sentences: dict[str, list[str]]) -> Path:
    folder.mkdir()
    for code, lines in sentences.items():
        (folder / f"news.{code}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder
