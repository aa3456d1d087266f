"""Arabic words as search compares them: without particles, article and the endings of number, gender and possession."""

from __future__ import annotations

from functools import cache

from corpus_cli.normalize.arabic import strip_proclitics
from corpus_cli.normalize.folding import fold_text

ARTICLE = "ال"
_LEAST_STEM = 3
# Word to word, the endings that may be taken off and how many letters must stay. With fewer, لبنان would be لبن (milk)
# and مدني (civilian) would be مدن (cities).
_ENDINGS = (
    ("هما", 3), ("كما", 4), ("تين", 4), ("تان", 4), ("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4), ("هم", 3), ("هن", 3),
    ("ها", 3), ("كم", 4), ("نا", 4), ("وا", 3), ("ه", 3), ("ي", 4), ("ا", 4),
)  # fmt: skip
# ة is written ت before these.
_POSSESSIVES = frozenset(("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ه", "ي"))
# Words whose first letter is their own although what is left is a word or a name: ورقة (paper) is not و + رقة (Raqqa).
# فقد is not among them: ف + قد opens sentences in every report, far oftener than it says that something was lost.
_WHOLE = """
ورقة أوراق ورق وقت وضع وصل وصول ورد ورود وعد وعود وفد وفود وجه وجود وطن ولد وزن وحدة وحيد وسط وسيط وظيفة وفاة وقف
وقوف وقع وثيقة وثائق وكالة وكيل ولاية ولاء واجب واحد واقع واسع والد والدة وادي وزير وزارة وزراء ورشة وسيلة وسائل وصف
وقود وعي وفر وفق ولي وارد واقعة وراثة وتر وحش
بلد بلاد بلدية بلدة بيت بيوت باب بحث بحر برد برنامج برامج بداية بديل بشر بطل بعث بقاء بقية بناء بند بنك بنية بيان
بيع بيئة بصر بصمة بذر بذور برق بارد باقي بالغ بريد بذل بدل بدء باحث بسمة بتر برية
كتاب كتب كاتب كبار كبير كرم كرامة كلام كلمة كلية كامل كارثة كثير كثافة كسر كشف كفاءة كيان كفالة كهرباء كوادر كادر
لغة لجنة لجان لجوء لاجئ لاجئين لقاء لعب لاعب لوحة ليلة لواء لباس لبنان لحظة لحم لقمة لقاح لائحة لفظ لون
فرق فقر فقراء فصل فصائل فصيل فكر فكرة فتح فرد أفراد فريق فترة فرصة فرص فئة فعل فعالية فساد فيلم فرن فرع فلسطين فرنسا
فنان فلاح فوز فوضى فهم فقدان فائدة فاعل فارق فتاة فتيات فضاء فضل فشل فيضان
""".split()
# Words that stand in every text and say nothing about one. Folded when they are used.
_STOP_WORDS = """
في من على إلى الى عن مع أن إن كان كانت كانوا يكون تكون هذا هذه ذلك تلك التي الذي الذين اللواتي ما ماذا لا لم لن ليس
هو هي هم هن نحن أنا أنت قد لقد كل بعض غير بين بعد قبل عند عندما حتى ثم أو أم بل لكن حيث إذا إذ كما كيف لماذا متى أين
هل أي أية عليه عليها عليهم فيه فيها فيهم منه منها منهم إليه إليها به بها بهم له لها لهم لنا لي وهو وهي مما فيما كي سوف
سواء أيضا أيضاً تم يتم أنه أنها أنهم إنه إنها بأن كأن لأن منذ خلال ضمن نحو لدى لديه لديها لديهم حول دون ضد عبر هنا
هناك مثل الا إلا كم من مَن يا ألا أما إما لو لولا
""".split()


@cache
def stop_words() -> frozenset[str]:
    """Folded words that are not searched for."""
    return frozenset(fold_text(word) for word in _STOP_WORDS)


@cache
def _whole() -> frozenset[str]:
    return frozenset(_stem(fold_text(word)) for word in _WHOLE)


def is_stop(key: str) -> bool:
    """Whether a folded word says nothing by itself; with و or ف before it no more (ومن, فهو).

    But فهم (understanding) is not ف + هم, and ولي (guardian) not و + لي: what is one word by itself is looked for.
    """
    if key in stop_words():
        return True
    return key.startswith(("و", "ف")) and key[1:] in stop_words() and _stem(key) not in _whole()


def terms(key: str) -> tuple[str, ...]:
    """What a folded word is found by: its stem, and where a letter at its beginning may be a particle, that without.

    With an article the particles before it are sure (وبالعدالة is عدال). Without one بحلب may be a word of its own, so
    it is found by itself and by حلب. Light stemming after Larkey et al. 2002, with prepositions and longer stems.
    """
    splits = [stem for _, stem in strip_proclitics(key)]
    definite = [stem for stem in (key, *splits) if _has_article(stem)]
    bare = [_without_article(stem) for stem in definite]
    if not bare:
        own = () if _stem(key) in _whole() else splits
        bare = [key, *(stem for stem in own if len(stem) >= _LEAST_STEM)]
    elif key.startswith("لل"):
        # للجنة is ل + اللجنة as well as ل + الجنة.
        bare += [stem for stem in splits if stem.startswith("ل") and len(stem) >= _LEAST_STEM]
    return tuple(dict.fromkeys(_stem(word) for word in bare))


def _has_article(word: str) -> bool:
    return word.startswith(ARTICLE) and len(word) >= len(ARTICLE) + _LEAST_STEM


def _without_article(word: str) -> str:
    # More than once: الالتزام is ال + التزام, which would lose its first letters where it stands alone.
    while _has_article(word):
        word = word.removeprefix(ARTICLE)
    return word


def _stem(word: str) -> str:
    """The word without its endings, one after the other: فلسطينيين and فلسطيني meet, حكومتهم and حكومة."""
    while (shorter := _shorter(word)) != word:
        word = shorter
    return word


def _shorter(word: str) -> str:
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            stem = word.removesuffix(ending)
            if ending in _POSSESSIVES and stem.endswith("ت") and len(stem) > _LEAST_STEM:
                return stem[:-1]
            return stem
    return word
