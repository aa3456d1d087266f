import pytest

from corpus_cli.entities.reading.reading import read
from corpus_cli.entities.taggers.patterns import arabic, english


def organizations(text: str) -> list[str]:
    names = [*arabic.find(read(text)), *english.find(read(text))]
    return [text[name.start : name.end] for name in names if name.label == "ORG" and name.score >= 0.5]


def places(text: str) -> list[str]:
    names = [*arabic.find(read(text)), *english.find(read(text))]
    return [text[name.start : name.end] for name in names if name.label == "PLACE" and name.score >= 0.5]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلن مركز توثيق الأضرار عن تقريره", "مركز توثيق الأضرار"),
        ("زارت رابطة عائلات الغائبين المدينة", "رابطة عائلات الغائبين"),
        ("قالت وزارة السياحة اللبنانية أمس", "وزارة السياحة اللبنانية"),
        ("وبحسب وزارة الشباب والرياضة فإن", "وزارة الشباب والرياضة"),
        ("قدّم المركز العراقي لحقوق الإنسان للنازحين", "المركز العراقي لحقوق الإنسان"),
        ("في جامعة المشرق للعلوم التطبيقية", "جامعة المشرق للعلوم التطبيقية"),
        ("عقدت لجنة المصالحة في حوران اجتماعاً", "لجنة المصالحة في حوران"),
        ("اجتمع المجلس المحلي في السلمية", "المجلس المحلي في السلمية"),
        ("بثّ راديو نسيم فقرة يومية", "راديو نسيم"),
        ("نقلت وكالة «بريق» الإخبارية الخبر", "وكالة «بريق» الإخبارية"),
        ("أسّسوا جمعية آفاق للتنمية عام 2020", "جمعية آفاق للتنمية"),
        ("تعمل حركة نساء من أجل السلام هناك", "حركة نساء من أجل السلام"),
        ("نشرت شركة Blue Line بياناً", "Blue Line"),
        ("وصلت بعثة الأمم المتحدة في السودان", "بعثة الأمم المتحدة في السودان"),
    ],
)
def test_arabic_names_begin_with_a_cue_and_end_where_they_end(text: str, name: str) -> None:
    """A construct chain up to its definite word, adjectives, a purpose; verbs and new clauses end it."""
    assert organizations(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [("بمركز توثيق الأضرار", "مركز توثيق الأضرار"), ("وللجنة المصالحة في حوران", "لجنة المصالحة في حوران")],
)
def test_proclitics_before_a_cue_are_outside(text: str, name: str) -> None:
    """ب and ول are words of their own."""
    assert organizations(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "افتُتح مركز صحي في القرية",
        "تدعو منظمات دولية إلى وقف القتال",
        "وسط مركز المدينة",
        "أعضاء مجلس الإدارة",
        "انقطاع شبكة الكهرباء",
        "قال المركز الصحي",
        "شكّلوا لجنة تحقيق مستقلة",
        "هذه المنظمة تعمل",
        "القوات السورية",
        "الموقع الجغرافي للمستشفى",
    ],
)
def test_arabic_ordinary_phrases_are_no_organizations(text: str) -> None:
    """Indefinite adjectives (صحي, دولية), common nouns (المدينة) and bare anaphora (المنظمة) name nothing."""
    assert organizations(text) == []


def test_a_known_organization_after_a_classifying_word_stays_alone() -> None:
    """فريق الدفاع المدني is a team of it, قناة أورينت نيوز is the channel's own name."""
    assert organizations("وصل فريق الدفاع المدني") == []
    assert organizations("نشرت قناة أورينت نيوز الخبر") == ["قناة أورينت نيوز"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Furat Center for Field Studies asked", ["Furat Center for Field Studies"]),
        (
            "said the Ministry of Local Administration and Environment.",
            ["Ministry of Local Administration and Environment"],
        ),
        ("Ministry of Health and Ministry of Education", ["Ministry of Health", "Ministry of Education"]),
        ("the Ghouta Women's Forum gave", ["Ghouta Women's Forum"]),
        ("In the Tartus Justice and Accountability Centre", ["Tartus Justice and Accountability Centre"]),
        ("France's Ministry of Housing", ["Ministry of Housing"]),
        ("Radio Nasim reported", ["Radio Nasim"]),
        ("near al-Salaam hospital today", ["al-Salaam hospital"]),
        ("the Lebanese air force", ["Lebanese air force"]),
    ],
)
def test_english_names_are_capitalised_runs_with_a_head(text: str, names: list[str]) -> None:
    """Small words stay inside, "the" outside; a second head after "and" is a second name."""
    assert organizations(text) == names


@pytest.mark.parametrize("text", ["The Committee met", "a local council", "Monitoring Group", "The Center is closed"])
def test_english_ordinary_phrases_are_no_organizations(text: str) -> None:
    """A head alone, or with words that every such body has, names nothing."""
    assert organizations(text) == []


def test_unknown_places_beside_a_type_word() -> None:
    """The type word stays outside; adjectives after it are no names."""
    assert places("في قرية كفر مجهولة") == ["كفر مجهولة"]
    assert places("في قرية صغيرة") == []
    assert places("the village of Qorshel was") == ["Qorshel"]
    assert places("a Syrian village") == []


def test_a_facility_keeps_its_type_word() -> None:
    """مطار رأس العين العسكري is the airport's name."""
    assert places("هبطت في مطار رأس العين العسكري") == ["مطار رأس العين العسكري"]


@pytest.mark.parametrize(
    "text",
    [
        "وحده حصيلة المعرض",
        "وكالة مصدقة من الكاتب بالعدل",
        "وكالة مزورة",
        "وكالة عامة",
        "وكالة خاصة",
        "عبر شبكة متطورة",
        "رصدت حركة الطيران الروسي",
        "حركة الطائرات الحربية",
        "في تجمع السيارات",
        "قال المجلس المنتخب",
    ],
)
def test_cue_words_with_another_sense(text: str) -> None:
    """وحده "alone" is written with ه; وكالة is a power of attorney too, حركة traffic, تجمع a place where cars stand."""
    assert organizations(text) == []


@pytest.mark.parametrize("name", ["Youth of the Steppe Movement", "Documentation Unit for the Missing"])
def test_small_words_inside_english_names(name: str) -> None:
    """Members before the head, and whom a unit is for."""
    assert organizations(f"Yesterday {name} said") == [name] or organizations(f"with {name} there") == [name]
    assert organizations("the Intensive Care Unit is full") == []
