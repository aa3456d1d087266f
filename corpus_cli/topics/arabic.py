"""Arabic words of themes: what carries no theme, and which written forms are one word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from corpus_cli.normalize.arabic import strip_proclitics
from corpus_cli.normalize.folding import fold_text

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
""".split()

# Words that describe a theme only with another one: المجلس المحلي, حقوق الأشخاص, وكالة خاصة.
PHRASE_WORDS = """
الأشخاص شخص الناس المحلية المحلي الدولية الدولي العامة عامة خاصة مكان منطقة مدينة مركز مجموعة
""".split()

MIN_STEM = 3
# Two spellings of one word.
VARIANTS = {"مشفي": "مستشفي"}
# و written on a verbal noun (وتوثيق, وتعزيز) that the corpus has only so: half of a pair, no word to show.
LOOSE_CONJUNCTION = re.compile("وت..ي.")
ARTICLE = "ال"
# A Latin word in an Arabic passage is a name or markup, not this language's name for the theme.
ARABIC = re.compile("[\u0621-\u064a]")


@cache
def stop_words() -> frozenset[str]:
    """Folded words that never describe a theme: spaCy's Arabic list and our own."""
    from spacy.lang.ar.stop_words import STOP_WORDS

    return frozenset(fold_text(word) for word in (*STOP_WORDS, *OWN_STOP_WORDS))


def is_content(key: str) -> bool:
    """Whether a folded word can describe a theme; a function word with a proclitic (وفي، بأن، لهذا) cannot."""
    words = stop_words()
    if len(key) < MIN_STEM or key in words or not ARABIC.match(key):
        return False
    return not any(stem in words for _, stem in strip_proclitics(key) if len(stem) >= 2)


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(fold_text(word) for word in PHRASE_WORDS)


def stands_alone(base: str) -> bool:
    """Whether a word describes a theme without another beside it."""
    return not {base, ARTICLE + base} & _phrase_words()


def joins(first: str, second: str) -> bool:
    """Whether two neighbouring folded words make one phrase.

    A second word with و written on is another item, unless both have the article (النساء والشباب).
    """
    return not second.startswith("و") or not strip_proclitics(second) or _both_definite(first, second)


def _both_definite(first: str, second: str) -> bool:
    return second.startswith("و" + ARTICLE) and first.startswith((ARTICLE, "و" + ARTICLE, "ب" + ARTICLE, "لل"))


def base_forms(counts: Counter[str]) -> dict[str, str]:
    """Each folded form of the corpus to the form it is counted with, or to nothing if it is no word to show.

    والعدالة، للعدالة and بعدالة count with عدالة, العدالة and عدالة together, but only where the bare form is attested
    in the corpus itself: ألمانيا stays whole, since no text says مانيا, and وزارة does not become زارة.
    """
    return {form: _base(form, counts) for form in counts}


def _base(form: str, counts: Counter[str]) -> str:
    best = form
    for _, stem in strip_proclitics(form):
        if len(stem) >= MIN_STEM and counts[stem] and (not _risky(form, stem) or counts[stem] > counts[form]):
            best = stem
            break
    if best == form and LOOSE_CONJUNCTION.fullmatch(form):
        return ""
    bare = best.removeprefix(ARTICLE)
    best = bare if len(bare) >= MIN_STEM and counts[bare] else best
    return VARIANTS.get(best.removeprefix(ARTICLE), best)


def _risky(form: str, stem: str) -> bool:
    """One or two letters taken off, and no article behind them: as likely of the root (وزارة, بناء, وكالة) as not."""
    definite = stem.startswith(ARTICLE) and len(stem) >= len(ARTICLE) + MIN_STEM
    return len(form) - len(stem) <= 2 and not definite


def display(forms: Counter[str], surfaces: dict[str, Counter[str]]) -> str:
    """The commonest written form of a word, article or not, without a proclitic if it was ever written without one."""
    bare = [form for form in forms if not _written_on(form, forms)]
    form = max(sorted(bare or list(forms)), key=lambda item: forms[item])
    return max(sorted(surfaces[form]), key=lambda item: surfaces[form][item])


def display_phrase(written: Counter[str]) -> str:
    """The commonest written form of a phrase, without a proclitic on its first word if it was ever written without."""
    first = {phrase: fold_text(phrase.split()[0]) for phrase in written}
    starts = Counter(first.values())
    bare = [phrase for phrase in written if not _written_on(first[phrase], starts)]
    return max(sorted(bare or list(written)), key=lambda item: written[item])


def _written_on(form: str, forms: Counter[str]) -> bool:
    """Whether the form is another of the forms with a particle written on; the article is no particle here."""
    return any(stem in forms and form != ARTICLE + stem for _, stem in strip_proclitics(form))
