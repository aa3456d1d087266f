"""Names in Arabic: where they begin after proclitics, what the words beside them say; twin of ``english.py``."""

from __future__ import annotations

from functools import lru_cache

from corpus_cli.entities.names.evidence import Evidence, Kind
from corpus_cli.entities.names.words import Words, word_key
from corpus_cli.normalize.arabic import strip_proclitics
from corpus_cli.normalize.folding import fold_text


def _keys(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())


# Type words, with their duals and plurals (محافظتي حلب وإدلب), as they are compared.
_BY_KIND: dict[Kind, str] = {
    "city": "مدينة مدينتي مدينتا مدن بلدة بلدتي بلدتا بلدات قرية قريتي قريتا قرى عاصمة العاصمة",
    "governorate": "محافظة محافظتي محافظتا محافظات ريف ريفي أرياف ولاية مقاطعة",
    "district": "قضاء ناحية نواحي منطقة منطقتي مناطق",
    "neighbourhood": "حي حيي أحياء ضاحية شارع",
    "camp": "مخيم مخيمي مخيما مخيمات",
    "river": "نهر نهري ضفاف حوض وادي بحيرة",
    "mountain": "جبل جبال هضبة مرتفعات",
    "region": "إقليم سهل صحراء جزيرة",
    "country": "دولة جمهورية مملكة سلطنة إمارة",
    "facility": "معبر مطار قاعدة سجن سد جسر مشفى مستشفى جامع مسجد",
}
_TYPES: dict[str, Kind] = {word: kind for kind, words in _BY_KIND.items() for word in _keys(words)}
# في حلب, but also شمال حلب and قرب حلب: words after which a place is named.
_PREPOSITIONS = _keys(
    "في من إلى على نحو عبر قرب قرية باتجاه داخل خارج بين حول وسط ضمن أهالي سكان أبناء نازحي مهجري شمال جنوب شرق "
    "غرب شمالي جنوبي "
    "شرقي غربي وفي ومن وإلى فرع أسواق سوق طريق قصف غارة معركة دخول مغادرة سقوط حصار"
)
# Not ل: verbs have it before their object (أدى لتدمر أجزاء).
_PLACE_CLITICS = frozenset("ب")
_PERSON = _keys(
    "السيد السيدة الدكتور الدكتورة د أ الأستاذ الشيخ الأب الأخ الأخت الرئيس المدعو الناشط الناشطة أبو أم ابن بن "
    "بنت عبد آل الطفل "
    "الطفلة الشاب الإعلامي الصحفي المحامي الباحث الباحثة العقيد النقيب المهندس الملك الأمير الوزير"
)
_ORGANIZATION = _keys(
    "منظمة تنظيم حركة جماعة وكالة صحيفة جريدة مجلة موقع منصة فريق مؤسسة جمعية شركة قناة راديو إذاعة مركز شبكة "
    "تطبيق مبادرة "
    "جبهة مقاتلي عناصر"
)
_NATIONS = {
    fold_text(f"ال{stem}{end}"): code
    for code, stem in (
        ("SY", "سوري"), ("LB", "لبناني"), ("JO", "أردني"), ("IQ", "عراقي"), ("TR", "تركي"), ("PS", "فلسطيني"),
        ("LY", "ليبي"), ("EG", "مصري"), ("TN", "تونسي"), ("DZ", "جزائري"), ("MA", "مغربي"), ("SA", "سعودي"),
        ("SD", "سوداني"), ("YE", "يمني"), ("US", "أمريكي"), ("US", "أميركي"),
    )
    for end in ("", "ة")
}  # fmt: skip
_TANWIN = "\u064b"
_QUOTES = ('"', "«", "“")


#: Words of organizations' names that name none by themselves, folded.
GENERIC = _keys(
    "مركز المركز منظمة المنظمة جمعية الجمعية شبكة الشبكة مجلس المجلس هيئة الهيئة لجنة اللجنة اتحاد الاتحاد مؤسسة "
    "المؤسسة وزارة الوزارة مديرية المديرية دائرة مكتب المكتب حركة الحركة حزب الحزب جبهة الجبهة جيش الجيش قوات "
    "القوات لواء اللواء كتيبة فرقة الفرقة فيلق الفيلق تجمع التجمع ائتلاف الائتلاف تيار التيار رابطة الرابطة نقابة "
    "النقابة جامعة الجامعة كلية معهد المعهد وكالة الوكالة صندوق الصندوق برنامج البرنامج مبادرة المبادرة حكومة "
    "الحكومة إدارة الإدارة بعثة البعثة المحلي المحلية الوطني الوطنية العام العامة السوري السورية السوريين العربي "
    "العربية الدولي الدولية الأهلي الأهلية المدني المدنية الشعبي الشعبية الديمقراطي الديمقراطية الديمقراطيه "
    "الإسلامي الإسلامية الحر الحرة الأعلى العليا حقوق الإنسان الدفاع الداخلية الخارجية الصحة التربية التعليم العدل "
    "المالية الزراعة الشؤون الاجتماعية الأمن السياسي السياسية العسكري العسكرية الثورة الشباب المرأة النساء مدينة "
    "محافظة ريف بلدة في من مستشفى المستشفى مشفى المشفى مدرسة محكمة المحكمة قناة صحيفة إذاعة شركة الشركة مرصد المرصد "
    "فريق الفريق إعلامي الإعلامي الإعلامية الإخباري الإخبارية للأنباء أنباء الأنباء نيوز الجمارك الطبي الطبية "
    "الجوية المسلحة الجامعي بلدية"
)


@lru_cache(maxsize=16384)
def _starts(word: str) -> tuple[tuple[int, str], ...]:
    starts = []
    for cut, stem in strip_proclitics(word):
        prefix = word_key(word[:cut])
        # The article belongs to the name; س of the future stands before verbs only.
        if prefix.endswith(("ال", "لل", "س")):
            continue
        starts.append((cut, word_key(stem)))
    return tuple(starts)


def name_starts(word: str) -> list[tuple[int, str]]:
    """Where a name can begin after proclitics, and its first word's key: (1, "الرقه") in للرقة, whose span is لرقة."""
    return list(_starts(word))


def is_written(words: Words, first: int, last: int, flags: int) -> bool:
    """Whether no word has the ending ً, which adverbs and objects have and names have not: دوماً is "always"."""
    del flags
    return _TANWIN not in words.text[words.starts[first] : words.ends[last]]


def evidence(words: Words, first: int, last: int, start: int) -> Evidence:
    """What the words before an Arabic name say about it, and a nationality behind it."""
    nation = _NATIONS.get(words.keys[last + 1]) if words.joined(last + 1) else None
    clitics = word_key(words.text[words.starts[first] : start])
    if first == 0:
        return Evidence(preposition=bool(_PLACE_CLITICS & set(clitics)), country=nation)
    before = words.gap(first)
    previous = words.keys[first - 1]
    adjacent = before.isspace() or before.strip() in _QUOTES
    bare = _without_clitics(previous)
    coordinated = ("و" in clitics and adjacent) or before.strip() in {"،", ",", "/", "-"}
    return Evidence(
        kind=_TYPES.get(bare) if adjacent and not clitics else None,
        preposition=bool(_PLACE_CLITICS & set(clitics)) or (adjacent and not clitics and bare in _PREPOSITIONS),
        coordinated=coordinated,
        person=adjacent and not clitics and bare in _PERSON,
        organization=adjacent and not clitics and (bare in _ORGANIZATION or before.strip() in _QUOTES),
        country=nation,
    )


def own_kind(name: str) -> Kind | None:
    """What a type word at the beginning of a folded name says: مخيم اليرموك."""
    first, _, rest = name.partition(" ")
    return _TYPES.get(first) if rest else None


@lru_cache(maxsize=4096)
def _without_clitics(key: str) -> str:
    """A type word or preposition without what may be written before it: بمدينة, ومحافظة, وبريف, والعاصمة."""
    known = (_TYPES.keys(), _PREPOSITIONS, _PERSON, _ORGANIZATION)
    for cut in range(min(3, len(key))):
        if any(key[cut:] in words for words in known) and all(letter in "وفبلك" for letter in key[:cut]):
            return key[cut:]
    return key
