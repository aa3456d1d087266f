"""Revised copies of texts, and texts that only share what everybody writes: what repeats are measured on."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

from relation_sets import FEET, Folder

# What a publisher puts around a statement; the second is not the first with other words.
HEADS = {
    "en": (
        "PRESS RELEASE - for immediate publication",
        "From our correspondent. Shared by the partner network, page 3",
    ),
    "ar": ("بيان صحفي - للنشر الفوري", "من مراسلنا. نُشر عبر شبكة الشركاء، الصفحة ٣"),
}
FOOTS = {
    "en": ("Contact the press office for questions and pictures.", "© Network of local media. All rights reserved."),
    "ar": ("للأسئلة والصور يرجى الاتصال بالمكتب الإعلامي.", "© شبكة الإعلام المحلي. جميع الحقوق محفوظة."),
}
DISCLAIMERS = {code: f"{text} {text2}" for (code, text), text2 in zip(FEET.items(), (
    "The designations employed and the presentation of material do not imply the expression of any opinion whatsoever "
    "on the part of the donors concerning the legal status of any country, territory, city or area or of its "
    "authorities. Neither the donors nor any person acting on their behalf may be held responsible for the use of it.",
    "ولا تنطوي التسميات المستخدمة ولا طريقة عرض المواد على التعبير عن أي رأي كان من جانب الجهات المانحة بشأن المركز "
    "القانوني لأي بلد أو إقليم أو مدينة أو منطقة أو لسلطاتها، ولا يتحمل المانحون ولا من ينوب عنهم مسؤولية استخدامها.",
), strict=True)}  # fmt: skip
FORMS = {
    "en": "Weekly bulletin {0}\n\nIn the reporting period our monitors recorded {1} incidents in {8}, of which {2} "
    "concerned housing, land and property. The number of families who returned to {9} was {3}, while {4} families "
    "left. In {10} the local committee held {5} sessions with {6} participants, and {7} disputes were settled through "
    "mediation. The situation remains under review and will be updated next week.\n",
    "ar": "النشرة الأسبوعية {0}\n\nسجّل مراقبونا خلال الفترة المشمولة بالتقرير {1} حادثة في {8}، منها {2} تتعلق بالسكن "
    "والأراضي والملكية. وبلغ عدد الأسر العائدة إلى {9} {3} أسرة، بينما غادرت {4} أسرة. وفي {10} عقدت اللجنة المحلية "
    "{5} جلسات بمشاركة {6} شخصاً، وسُوّي {7} نزاعاً عن طريق الوساطة. ولا يزال الوضع قيد المتابعة وسيجري تحديثه في الأسبوع "
    "المقبل.\n",
}
Edit = Callable[[list[str], str, random.Random, float], list[str]]


def paragraphs_changed(text: list[str], others: str, draw: random.Random, rate: float) -> list[str]:
    """Of so many paragraphs each is removed, moved, or has one of another text put before it."""
    found = list(text)
    spare = [part for part in others.split("\n\n") if len(part.split()) > 5]
    for _ in range(max(1, round(rate * len(text)))):
        at = draw.randrange(len(found))
        what = draw.choice(("add", "move", "remove"))
        if what == "add":
            found.insert(at, draw.choice(spare))
        elif len(found) > 1:
            part = found.pop(at)
            if what == "move":
                found.insert(draw.randrange(len(found) + 1), part)
    return found


def words_misread(text: list[str], _: str, draw: random.Random, rate: float) -> list[str]:
    """In so many of the characters another letter, none, or one twice, as recognition of a bad scan gives."""
    letters = sorted({char for part in text for char in part if char.isalpha()})

    def misread(char: str) -> str:
        if char.isspace() or draw.random() >= rate:
            return char
        return draw.choice((draw.choice(letters), "", char * 2))

    return ["".join(map(misread, part)) for part in text]


def words_corrected(text: list[str], _: str, draw: random.Random, rate: float) -> list[str]:
    """So many words are left out or said twice."""
    return [" ".join(word if draw.random() >= rate else draw.choice(("", f"{word} {word}")) for word in part.split())
            for part in text]  # fmt: skip


def spelled_otherwise(text: list[str], _: str, draw: random.Random, rate: float) -> list[str]:
    """Arabic with and without hamza, diacritics, tatweel and presentation forms; English in capitals, other quotes."""
    return [" ".join(_respelled(word, draw) if draw.random() < rate else word for word in part.split(" "))
            for part in text]  # fmt: skip


def _respelled(word: str, draw: random.Random) -> str:
    if not re.search(r"[\u0621-\u064a]", word):
        return word.upper().replace("'", "’").replace('"', "”")
    ways: Sequence[Callable[[str], str]] = (
        lambda one: re.sub("[أإآ]", "ا", one),
        lambda one: one.replace("ى", "ي").replace("ة", "ه"),
        lambda one: re.sub(r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])", "ـ", one, count=1),
        lambda one: re.sub(r"([\u0628-\u064a])", lambda match: match[1] + draw.choice("\u064e\u064f\u0650\u0652"), one),
        lambda one: "".join(_isolated_form(char) for char in one),
    )
    return draw.choice(ways)(word)


def _isolated_form(char: str) -> str:
    try:
        return unicodedata.lookup(f"{unicodedata.name(char)} ISOLATED FORM")
    except (KeyError, ValueError):
        return char


EDITS: dict[str, tuple[Edit, tuple[float, ...]]] = {
    "paragraphs": (paragraphs_changed, (0.05, 0.1, 0.2, 0.3, 0.4)),
    "words": (words_corrected, (0.02, 0.05, 0.1, 0.2)),
    "ocr": (words_misread, (0.01, 0.02, 0.04, 0.06)),
    "spelling": (spelled_otherwise, (0.2, 1.0)),
}


def revised(name: str, texts: dict[str, str], edit: str, rate: float) -> Folder:
    """Every second text with a copy of it, edited at this rate and with another head and foot; the rest alone."""
    folder = Folder(f"{name}-{edit}-{rate}")
    change = EDITS[edit][0]
    names = sorted(texts)
    for number, own in enumerate(names):
        draw = random.Random(f"{own} {edit} {rate}")
        language = own.rpartition("-")[2].partition(".")[0]
        parts = [part for part in texts[own].split("\n\n") if part.strip()]
        folder.texts[own] = _around(parts, language, 0)
        if number % 2 == 0:
            same = [other for other in names if other != own and other.rpartition("-")[2] == own.rpartition("-")[2]]
            copy = own.replace(f"-{language}.", f"x-{language}.")
            folder.texts[copy] = _around(change(parts, texts[draw.choice(same)], draw, rate), language, 1)
            folder.kinds[frozenset((own, copy))] = "repeat"
    return folder


def _around(parts: list[str], language: str, which: int) -> str:
    return "\n\n".join([HEADS[language][which], *parts, FOOTS[language][which]]) + "\n"


def disclaimed(name: str, texts: dict[str, str]) -> Folder:
    """Every text with the same long disclaimer at its end: nobody repeats anybody."""
    folder = Folder(name)
    for own, text in texts.items():
        language = own.rpartition("-")[2].partition(".")[0]
        folder.texts[own] = f"{text.strip()}\n\n{DISCLAIMERS[language]}\n"
    return folder


def short_texts(texts: dict[str, str], *, words: int) -> dict[str, str]:
    """Notices: of each text as many of its first sentences as have so many words."""
    found = {}
    for name, text in texts.items():
        plain = [part for part in text.split("\n\n") if len(part.split()) >= words]
        if plain:
            found[name] = " ".join(plain[0].split()[: words + 5])
    return found


def copied(name: str, texts: dict[str, str], *, copies: int) -> Folder:
    """Every fourth text published so many times, each with a head of its own and a sentence more."""
    folder = Folder(name)
    for number, (own, text) in enumerate(sorted(texts.items())):
        language = own.rpartition("-")[2].partition(".")[0]
        folder.texts[own] = text
        if number % 4:
            continue
        same = [own]
        for copy in range(copies):
            title = own.replace(f"-{language}.", f"c{copy:02d}-{language}.")
            where = HEADS[language][copy % 2]
            folder.texts[title] = f"{where} {copy * 37 + 11}\n\n{text.strip()}\n\n{FOOTS[language][copy % 2]}\n"
            same.append(title)
        folder.kinds.update({frozenset((a, b)): "repeat" for a in same for b in same if a < b})
    return folder


def filled_in(name: str, forms: int = 40) -> Folder:
    """Weekly bulletins of one form with other figures and other places: no two are the same report."""
    folder = Folder(name)
    draw = random.Random(3)
    places = "Aleppo Homs Idlib Daraa Hama Raqqa Tartus Latakia Azaz Jarabulus Manbij Kobani".split()
    arabic = "حلب حمص إدلب درعا حماة الرقة طرطوس اللاذقية اعزاز جرابلس منبج كوباني".split()
    for week in range(forms):
        n = [str(draw.randrange(10, 900)) for _ in range(8)]
        at = draw.sample(range(len(places)), 3)
        folder.texts[f"{week:03d}-en.txt"] = FORMS["en"].format(*n, *(places[one] for one in at))
        folder.texts[f"{week:03d}-ar.txt"] = FORMS["ar"].format(*n, *(arabic[one] for one in at))
    return folder
