"""Arabic words of themes: what carries no theme, and which written forms are one word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpus_cli.normalize.arabic import strip_proclitics
from corpus_cli.normalize.folding import fold_text
from corpus_cli.topics.words.joints import FREE, LEANING, PAIRED, UNJOINED
from corpus_cli.topics.words.listed import listed_stop_words

# Words of reports, months and numbers that spaCy's list lacks and that say nothing about a theme.
OWN_STOP_WORDS = """
قال قالت قالوا يقول تقول أضاف أضافت أكد أكدت أشار أشارت أوضح أوضحت ذكر ذكرت رأى يرى ترى يتم تم تمت يجري جرى جرت
كانون الثاني الأول شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس
سبتمبر أكتوبر نوفمبر ديسمبر عام عاما سنة سنوات أعوام شهر أشهر شهرا يوم يوما أيام أسبوع أسابيع ساعة تاريخ اليوم
السنة العام الشهر الأسبوع الماضي الماضية المقبل المقبلة الحالي الحالية
أحد إحدى اثنان اثنين اثنتين ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع تسعة عشر عشرة عشرون
عشرين ثلاثين أربعين خمسين مئة مئات مائة ألف آلاف مليون بالمئة نسبة عدد كل بعض جميع كافة معظم أكثر أقل نحو حوالي
أبرز أهم عدة عديد العديد كثير كثيرا كثيرة قليل جدا أيضا كذلك كما إذ إذا حيث حين حينها بينما بين لدى لدينا لديهم لديها
عبر خلال ضمن حول دون بدون رغم بسبب نتيجة لأن لكن ولكن إلا غير سوى مثل مثلا أي أية أيضاً هنا هناك هنالك الآن بعد قبل
منذ حتى عند عندما عندنا فقط ثم أو أم بل قد لقد سوف لن لم لا ليس ليست ما ماذا من منها منه منهم عن عنها عنه على عليها
عليه عليهم إلى إليها إليه إليهم في فيها فيه فيهم مع معه معها معهم هو هي هم هن نحن أنا أنت هذا هذه هذان هؤلاء ذلك تلك
أولئك التي الذي الذين اللذين اللواتي اللاتي كان كانت كانوا يكون تكون يكونوا كنا كنت صار أصبح أصبحت بات باتت يمكن
يجب ينبغي يريد نريد تريد أن إن أنه أنها أنهم إنه إنها وهو وهي وهم بأن بأنه بأنها مما عما فيما كلما ربما لعل ليت
بشكل شكل بصورة جهة جهات جانب قدر مدى وفق وفقا حسب بحسب ضد تجاه نفس نفسه نفسها ذات ذاته عبارة أمر أمور شيء أشياء
مرة مرات أول أولى أخرى آخر آخرين الآخر الأخرى الآخرين مختلف مختلفة جديد جديدة كبير كبيرة كبرى صغير صغيرة
خاص بينهم بينها وجود عدم تلك تقرير التقرير ورقة صفحة جدول
أجرى أجرت أدى أدت يؤدي تؤدي ظهر ظهرت يظهر تظهر بدأ بدأت يبدأ تبدأ بقي بقيت يبقى تبقى ظلت عاد عادت زال زالت يزال تزال
وجد وجدت يوجد توجد وقع وقعت حدث حدثت حصل حصلت بلغ بلغت قام قامت يقوم تقوم قاموا تمكن تمكنت يتمكن استطاع استطاعت
يستطيع تستطيع أمكن ممكن الممكن محتمل المحتمل محتملة يكن تكن قادر قادرا قادرة يرجح نشر نشرت تحدث تحدثت كشف كشفت شدد
لفت بينت اعتبر اعتبرت يعتبر تعتبر يشير تشير تابع قائلا قائلة مضيفا شمل شملت يشمل تشمل تضمن تضمنت يتضمن تتضمن يعمل
تعمل يعرف يكفي يجمع يمر يسمع استخدم استخدمت يستخدم تستخدم استخدام المستخدم المستخدمة استلزمت اتفق سبقت تلت تلته
المأمول أعلاه أدناه انظر التالي التالية السابق السابقة المذكور المذكورة متعلق متعلقة المتعلق المتعلقة مرتبط مرتبطة
المعني المعنية الواقع الواقعة الممتدة المزعوم المزعومة زعم بشأن بحدود بواسطة استنادا اعتمادا إضافة بالإضافة إضافي
إضافية إضافيا سواء سيما عموما عادة غالبا أحيانا دائما أبدا فورا تماما تقريبا خصوصا مباشرة مؤخرا أخيرا سابقا لاحقا
حاليا آنذاك وقتها عندها علما مثال المثال سبيل وجه اعتبارا نظرا إثر عقب جراء طوال طيلة داخل خارج فوق وراء خلف قرب
أجل جميعها جميعهم بعضهم بعضها بعضنا أحدهم أحدهما إحداهما منهما بينهما فيهما عليهما غيره غيرها غيرهم الآخرون آخرون
أولا ثانيا ثالثا رابعا خامسا الثانية الثالث الثالثة الرابع الرابعة الخامس واحد واحدة واحدا أحدا نصف ربع ثلث وقت
الوقت فترة الفترة الزمنية مدة لحظة صباحا مساء ليلا ظهرا مزيد المزيد كونه كونها كلها كلهم كله
الاثنين الثلاثاء الأربعاء الخميس السبت الجمعة إبريل إيلول توصيات خلاصة ملخص مقدمة نتائج محضر
اللي يلي بيلي بس شو هلق هلأ مشان منشان عشان هيك كتير ليش وين بدو بدي بدنا حدا شي هون لسا لسه كمان هاد هاي هدول إحنا
نحنا أنتو بيصير صرنا
بوضوح باستمرار بشدة بدقة بسرعة بالكامل بالتالي تحديدا كامل كاملة كيفية بغرض الخ إلخ باسم السبب فضلا العثور الموجودة
التابعة تابع القدرة المسؤولة المسؤول متوفر المتوفرة طلب يقارب لحظات اللحظات تأكيد التعرف بهدف إطار اطار بشكل مهم
المهم أهمية
""".split()

# Words that describe a theme only with another one: المجلس المحلي, حقوق الأشخاص, وكالة خاصة.
PHRASE_WORDS = """
الأشخاص شخص الناس المحلية المحلي الدولية الدولي العامة عامة خاصة مكان منطقة مدينة مركز مجموعة أعضاء
الشمالي الشمالية الجنوبي الجنوبية الشرقي الشرقية الغربي الغربية شمال جنوب شرق غرب الرسمي الرسمية عملية فريق أنواع نوع
""".split()

# Words that join two others in one phrase: الوصول إلى العدالة, العنف القائم على النوع.
LINKS = frozenset(("علي", "الي", "في"))
# The article is written on its word.
ARTICLES: frozenset[str] = frozenset()

ARTICLE = "ال"
# A Latin word in an Arabic passage is a name or markup, not this language's name for the theme.
ARABIC = re.compile("[\u0621-\u064a]+(?:-[\u0621-\u064a]+)*")
MIN_KEY = 3
LONG_KEY = 4
# A word marked as an adverb or predicate (رقميًا, مألوفاً) ends a phrase.
_TANWIN = re.compile("ً[اى]?$|اً$")
# A verb in the first person or the third of the plural (تحققنا, قتلوا) is a sentence, no phrase.
_VERB = re.compile("..(?:نا|وا)$")
# Particles that lean on the word behind them, where the article does not stand between.
_PARTICLES = ("ب", "ل", "ك")


@cache
def stop_words() -> frozenset[str]:
    """Folded words that never describe a theme: spaCy's Arabic list and our own."""
    return frozenset(fold_text(word) for word in (*listed_stop_words("ar"), *OWN_STOP_WORDS))


def is_content(key: str) -> bool:
    """Whether a folded word can describe a theme; a function word with a proclitic (وفي، بأن، لهذا) cannot."""
    words = stop_words()
    if len(key) < MIN_KEY or key in words or not ARABIC.fullmatch(key):
        return False
    # صغيرًا is صغير; of shorter ones another word may come of it (عليا is not على).
    if len(key) > LONG_KEY and key.endswith("ا") and key[:-1] in words:
        return False
    return not any(stem in words for _, stem in strip_proclitics(key) if len(stem) >= 2)


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(fold_text(word) for word in PHRASE_WORDS)


def stands_alone(base: str) -> bool:
    """Whether a word describes a theme without another beside it."""
    return not {base, ARTICLE + base} & _phrase_words()


def joint(key: str, base: str) -> int:
    """How a folded word, counted as ``base``, joins the word before it.

    With و written on it is another item, unless both have the article (النساء والشباب); with ب, ل or ك it may belong
    there (الحق بالعودة) or begin something else.
    """
    bare = key != base and strip_proclitics(key)
    if not bare or base.startswith(key[0]):
        return FREE
    if key[0] in "وف":
        return PAIRED if key.startswith("وال") else UNJOINED
    return LEANING if key.startswith(_PARTICLES) else FREE


def is_definite(key: str) -> bool:
    """Whether the word has the article, so that one with وال can be its pair."""
    return key.startswith((ARTICLE, "و" + ARTICLE, "ب" + ARTICLE, "لل"))


def ends_phrase(surface: str) -> bool:
    """Whether no phrase goes on across this word: شهريًا is an adverb by its tanwin, تحققنا a verb."""
    return _TANWIN.search(surface) is not None or _VERB.search(surface) is not None


def may_be_name(spellings: Mapping[str, int]) -> bool:
    """Whether a term may be a person's name by how it is written: any may, names have the article or not."""
    del spellings
    return True
