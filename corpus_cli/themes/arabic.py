"""Arabic sentences that lean on the one before them, or on a picture or table beside them."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06edـ]")
_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي"})
_FIRST = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)?")

# Folded: no hamza on alef, alef maqsura as yeh. Pronouns, demonstratives, connectives and adverbs that point back.
_LEANING = frozenset(
    "هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك اولئك ذاك هو هي هم هن هما نحن "
    "اما لكن لكنه لكنها لكنهم كما كذلك ايضا لذلك لذا لهذا بذلك بهذا حيث بينما بل ثم اذ اذن هنا هناك عندها حينها بعدها "
    "قبلها خلالها منها فيها عليها لها له لهم منهم اليها عنها بها به فيه منه عليه بيد سيما "
    "بالتالي بالمقابل بالمثل اخيرا اولا ثانيا ثالثا رابعا انه انها انهم لانه لانها لانهم الذي التي الذين "
    "اللذين اللواتي لاحقا سابقا مثلا انظر كلاهما كلتاهما الاول الثاني الاخر الاخرون لان".split()
)
_LEANING_PAIRS = frozenset(
    (
        "بعد يومين|بعد ايام|بعد ساعات|الا ان|الا انه|الا انها|غير ان|غير انه|لا سيما|في المقابل|علي العكس|علي سبيل|"
        "من جهة|من جانب|من ناحية|من هنا|من ثم|في حين|في الوقت|اضافة الي|بالاضافة الي|بناء علي|نتيجة لذلك|علاوة علي|"
        "فضلا عن|بعبارة اخري|الامر الذي|في الليلة|في الليله|بشكل مشابه|بشكل مماثل|بصورة مشابهة|بصورة مماثلة|"
        "علي غرار|في السياق|مع العلم"
    ).split("|")
)

# «يشمل ذلك», «في هذه»: a verb or preposition may come before the word that points back.
_POINTERS = frozenset(("ذلك", "تلك", "هذا", "هذه", "هؤلاء"))
# «في اليوم نفسه», «وفي العام التالي»: a time that only the sentence before it tells.
_SAME_TIME = re.compile(
    r"\W*[وف]?في "
    r"(?:ال\w+ (?:نفس|ذات)(?:ه|ها)|ال(?:يوم|ليله|ليلة|اسبوع|شهر|عام|سنة|صباح) التالي[هة]?|(?:نفس|ذات) ال\w+)(?!\w)"
)
# «الجزء الآخر من المصادر»، «يعود ذلك إلى»، «في سياق متصل»: within the first words something that was said before.
_EARLY = re.compile(
    r"\W*[وف]?(?:(?:\S+\s+){1,2}(?:الاخر|الاخري|الاخرون|الاخرين)(?!\w)|"
    r"(?:\S+\s+){1,5}(?<!في )(?:ذلك|تلك)\s+(?:الي\s|(?!ال))|في سياق (?:متصل|اخر)(?!\w))"
)
# «يُظهر الفيديو»، «رفض المجلس أيضاً»: half of what is meant stands before.
_HALF_LEANING = re.compile(
    r"\W*(?:(?:و?[يت]\w{2,4}\s+)?(?:ال(?:فيديو|مقطع|صورة|صور|لقطات|منشور)|مقطع الفيديو)(?!\w)|"
    r"(?:\S+\s+){1,5}ايضا(?!\w))"
)
_DEMONSTRATIVE = re.compile(r"(?<!\w)[وفبلك]{0,2}(?:هذا|هذه|هذان|هذين|هاتان|هاتين|هؤلاء|تلك|ذلك|ذاك|اولئك)\s+ال(\w+)")
# A time or the report itself needs no mention before.
_NEEDS_NO_MENTION = frozenset(
    "عام سنة شهر اسبوع يوم ليلة ليله صباح مساء فصل شتاء صيف ربيع خريف عقد قرن وقت مرحلة فترة لحظة تقرير دراسة ورقة مسح "
    "بحث استطلاع مقال مقالة دليل".split()
)
# The letters that come and go between the forms of a word; what they share are its first root letters: حادثة، حوادث.
_WEAK = re.compile("[اويةهءؤئ]")
_ROOT = 3
_ELSEWHERE = re.compile(
    r"(?<!\w)[وفبلك]{0,2}(?:ادناه|اعلاه|كما (?:يظهر|ترون|ذكر|اشرنا|هو (?:مبين|موضح))|سالف الذكر|"
    r"هذا (?:القسم|الفصل|الجدول)|ال(?:جدول|شكل|صور[ةه]|صور|قسم|فصل|فيديو) التالي[ةه]?|المذكور[ةه]?)(?!\w)"
)

# Words whose first letter و or ف belongs to them, by their opening letters (وزارة and فريق are whole words).
# Kept to what opens sentences of reports; a stem that is missed costs a quote some rank, nothing more.
_OWN_WAW = re.compile(
    r"و(?:زار|زير|زراء|كال|كيل|ثيق|ثائق|رش[ةه]|لاي|لاد|لادة|حد|اقع|اجه|اصل|افق|صل|صول|صف|ضع|ضوح|ضح|فد|فا[ةه]|فود|فق|فر|قع|"
    r"قف|قوع|قت|قاي|عي|عد|عود|ساط|سائل|سيل|سط|طن|طني|ظيف|ظائف|جود|جه|جوه|جهاء|جد|لد|لاء|راء|رد|رق|ادي|اشنطن|رث|"
    r"راث|باء|تير|ثق|دائ|زع|سع|يلات)"
)
_OWN_FAH = re.compile(
    r"ف(?:ري|رق|ئ|رص|تر|قر|ساد|كر|ي|يما|وق|ور|شل|صل|صائل|صيل|لسطين|رنس|رد|رض|راغ|رع|رار|تح|تيات|تا[ةه]|حص|جو|عال|عل|"
    r"نان|ندق|نون|از|اق|ارق|ضاء|ضل|طر|قد(?:ان|ت|وا)|وض|ات)"
)
# What an opening is looked for in.
_OPENING = 80
# A conjunction is the ordinary way to open an Arabic sentence: less of a lean than «However».
_CONJUNCTION = 0.4


def leans(sentence: str) -> float:
    """1 if the sentence opens with a pronoun or connective, also behind و or ف; 0.4 if with another word behind one.

    0.5 if it opens with a picture as if seen (يُظهر الفيديو) or adds to something (أيضاً); else 0.
    A proclitic و or ف is looked through: «وهذا» leans as «هذا» does, «وزارة» has no proclitic at all.
    """
    opening = _folded(sentence[:_OPENING])
    match = _FIRST.search(opening)
    if match is None:
        return 0.0
    words = match.group().split()
    first = words[0]
    if _SAME_TIME.match(opening) or _EARLY.match(opening) or _points_back(words):
        return 1.0
    if _HALF_LEANING.match(opening):
        return 0.5
    if first[0] not in "وف" or len(first) < 3:
        return 0.0
    if _points_back([first[1:], *words[1:]]):
        return 1.0
    own = _OWN_WAW if first[0] == "و" else _OWN_FAH
    return 0.0 if own.match(first) else _CONJUNCTION


def _points_back(words: list[str]) -> bool:
    return words[0] in _LEANING or " ".join(words[:2]) in _LEANING_PAIRS or not _POINTERS.isdisjoint(words)


def dangles(excerpt: str) -> bool:
    """Whether it speaks of «هذه الحوادث» without having named any."""
    text = _folded(excerpt)
    for match in _DEMONSTRATIVE.finditer(text):
        noun = match.group(1)
        before = text[: match.start()].split()
        if noun not in _NEEDS_NO_MENTION and not any(_root(noun)[:_ROOT] in _root(word) for word in before):
            return True
    return False


def points_elsewhere(sentence: str) -> bool:
    """Whether it sends the reader to another place of the report: «كما يظهر أدناه»."""
    return bool(_ELSEWHERE.search(_folded(sentence)))


def _root(word: str) -> str:
    return _WEAK.sub("", word)


def _folded(text: str) -> str:
    return _MARKS.sub("", text).translate(_FOLDED)
