import pytest

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.distance import kilometres
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.linking.linking import link_places
from corpus_cli.entities.reading.reading import beside, country_behind, read
from corpus_cli.entities.reading.resolve import Mention


def links(text: str, *names: str) -> dict[str, Link]:
    """The links of the first mention of each name; all that the gazetteer finds in the text is mentioned with them."""
    reading = read(text)
    wanted = {(text.index(name), text.index(name) + len(name)) for name in names}
    taken = {
        (hit.start, hit.end)
        for hit in reading.places
        if all(hit.end <= start or end <= hit.start for start, end in wanted)
    }
    mentions = []
    for start, end in sorted(wanted | taken):
        around, country = beside(reading, start, end)
        mentions.append(Mention(start, end, "PLACE", 1.0, ("model",), "s1", kind=around.kind, country=country))
    found = link_places(text, mentions)
    return {
        text[mentions[number].start : mentions[number].end]: link
        for number, link in sorted(found.items(), reverse=True)
    }


def linked(text: str, name: str) -> str | None:
    link = links(text, name).get(name)
    return link.id if link else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("حلب", "حلب", "gn:170063"),
        ("مدينة حلب", "حلب", "gn:170063"),
        ("محافظة حلب", "حلب", "sy:aleppo-governorate"),
        ("Aleppo", "Aleppo", "gn:170063"),
        ("Aleppo governorate", "Aleppo", "sy:aleppo-governorate"),
        ("Halab", "Halab", "gn:170063"),
        ("Alep", "Alep", "gn:170063"),
        ("مخيم اليرموك", "اليرموك", "gn:166716"),
        ("نهر اليرموك", "اليرموك", "sy:yarmouk-river"),
    ],
)
def test_the_type_word_tells_what_bears_the_name(text: str, name: str, expected: str) -> None:
    """Without one the city is meant."""
    assert linked(text, name) == expected


def test_the_documents_country_decides_between_namesakes() -> None:
    """أريحا is a town near Idlib and one in Palestine (Jericho)."""
    syrian = links("نزح الأهالي من إدلب وسراقب إلى أريحا", "أريحا")["أريحا"]
    palestinian = links("في فلسطين بين نابلس ورام الله وأريحا", "أريحا")["أريحا"]
    assert (syrian.country, palestinian.country) == ("SY", "PS")


def test_a_far_small_namesake_needs_its_country() -> None:
    """A village of Russia is not meant in a report that names none of its places."""
    assert links("The meeting in Sharan near Afrin", "Sharan")["Sharan"].country == "SY"
    assert links("The road from Ufa to Sharan in Russia", "Sharan")["Sharan"].country == "RU"


def test_alternatives_are_kept_with_their_chances() -> None:
    """At most four, the likeliest first."""
    link = links("طرابلس", "طرابلس")["طرابلس"]
    assert {other.id for other in link.alternatives} >= {"gn:2210247"}
    scores = [other.score for other in link.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 4
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["Xqzvbn", "زخغظجث", "Qwertyuiopp Asdfgh"])
def test_what_no_gazetteer_has_is_not_linked(text: str) -> None:
    """Abstaining is an answer."""
    assert linked(text, text) is None


def test_a_far_capital_is_not_meant_before_a_town_near_us() -> None:
    """طرابلس is Lebanon's unless the document speaks of Libya."""
    assert linked("طرابلس", "طرابلس") == "gn:266826"
    assert linked("الحكومة في طرابلس ومصراتة وسبها وبنغازي", "طرابلس") == "gn:2210247"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("في طرابلس شمال لبنان", "LB"),
        ("طرابلس بلبنان", "LB"),
        ("طرابلس، ليبيا", "LY"),
        ("Tripoli in northern Lebanon", "LB"),
        ("Tripoli (Libya)", "LY"),
        ("طرابلس وليبيا", None),
        ("في طرابلس", None),
    ],
)
def test_the_country_behind_a_name_is_read(text: str, code: str | None) -> None:
    """و joins another place, it does not say where the first one lies."""
    reading = read(text)
    assert country_behind(reading, reading.places[0]) == code


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("بعد حلب وإدلب وحمص زار الوفد طرابلس، ليبيا", "طرابلس", "LY"),
        ("After Homs, Hama and Idlib the talks moved to Tripoli, Libya.", "Tripoli", "LY"),
        ("He moved from Birmingham, Alabama, to Mobile.", "Birmingham", "US"),
        ("The Lebanese city of Tripoli", "Tripoli", "LB"),
    ],
)
def test_the_area_beside_the_name_decides(text: str, name: str, country: str) -> None:
    """Whatever else the document speaks of."""
    assert links(text, name)[name].country == country


def test_one_name_means_one_place_in_a_document_unless_each_is_told_apart() -> None:
    """What is said of one mention holds for the others; two that are both told apart stay two."""
    text = "Springfield, Illinois, was quiet. In Springfield nobody spoke."
    both = links(text, "Springfield")
    assert both["Springfield"].admin1 == "Illinois"
    text = "محافظة حلب ومدينة حلب"
    reading = read(text)
    mentions = [
        Mention(hit.start, hit.end, "PLACE", 1.0, ("model",), "s1", kind=beside(reading, hit.start, hit.end)[0].kind)
        for hit in reading.places
        if text[hit.start : hit.end] == "حلب"
    ]
    assert [link.type for link in link_places(text, mentions).values()] == ["governorate", "city"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Washington", "gn:4140963"),
        ("واشنطن", "gn:4140963"),
        ("Geneva", "gn:2660646"),
        ("لاهاي", "gn:2747373"),
        ("New York", "gn:5128581"),
        ("نيويورك", "gn:5128581"),
        ("عكار", "lb:akkar"),
        ("Hatay", "tr:hatay-province"),
        ("England", "iso:GB-ENG"),
        ("Texas", "gn:4736286"),
        ("Mexico", "iso:MX"),
        ("Russia", "iso:RU"),
    ],
)
def test_cities_of_the_world_and_areas_of_the_region(name: str, expected: str) -> None:
    """The great Washington is the capital; an area is not its capital town; a country is not its namesake village."""
    assert linked(name, name) == expected


def test_mansura_beside_tabqa_is_syrian() -> None:
    """Egypt's is greater, but the document does not speak of Egypt."""
    assert linked("between Raqqa, Tabqa and Mansura", "Mansura") == "gn:8559276"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("القنيطرة", "Qunaytirah"), ("القنيطرة", "Quneitra"), ("القنيطرة", "Qunaitra"), ("حماة", "Hamah"),
        ("حماة", "Ḩamāh"), ("حماه", "Hama"), ("دير الزور", "Dayr az-Zawr"), ("دير الزور", "Deir ez-Zor"),
        ("ادلب", "Edlib"), ("الرقه", "Ar-Raqqah"), ("السويدا", "As-Suwayda"), ("جسر الشغور", "Jisr ash-Shughur"),
        ("معرة النعمان", "Maaret al-Numan"), ("خان شيخون", "Khan Sheikhoun"), ("تل رفعت", "Tall Rif'at"),
        ("القامشلي", "Qamishlo"), ("سراقب", "Saraqeb"), ("الأتارب", "Atareb"),
    ],
)  # fmt: skip
def test_both_languages_lead_to_one_id(arabic: str, english: str) -> None:
    """However either spells it."""
    ids = {linked(arabic, arabic), linked(english, english)}
    assert len(ids) == 1
    assert None not in ids


def test_a_link_says_what_holds_the_place() -> None:
    """The smallest area first, the country last."""
    link = links("دوما", "دوما")["دوما"]
    assert link.within == ("sy:rif-dimashq", "iso:SY")
    assert link.admin1 == "Rif Dimashq"


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("وصلت المساعدات للرقة", "لرقة", "Raqqa"),
        ("عاد للاذقية", "لاذقية", "Latakia"),
        ("عاد للبنان", "لبنان", "Lebanon"),
        ("سافر للندن", "لندن", "London"),
    ],
)
def test_after_lam_an_article_has_lost_its_alef_and_a_names_own_lam_has_not(text: str, span: str, name: str) -> None:
    """للرقة is ل and الرقة, للبنان is ل and لبنان."""
    start = text.index(span)
    (link,) = link_places(text, [Mention(start, start + len(span), "PLACE", 1.0, ("model",), "s1")]).values()
    assert link.name_en == name


def test_a_list_of_thousands_of_villages_takes_no_quadratic_time() -> None:
    """Annexes are that long: 800 names are linked in about a second, not in minutes."""
    names = sorted({entry.name_en for entry in load_gazetteer().places.entries[:30_000] if entry.name_en})[:800]
    text = ", ".join(names)
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, "PLACE", 1.0, ("model",), "s1"))
    assert len(link_places(text, mentions)) > 400


@pytest.mark.parametrize("name", ["—", "?", "", "؟"])
def test_a_mention_of_signs_is_no_place(name: str) -> None:
    """Whatever a tagger thinks."""
    assert link_places(name, [Mention(0, len(name), "PLACE", 1.0, ("model",), "s1")]) == {}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("حي الشعار، حلب", "حلب", "gn:170063"),
        ("حي صلاح الدين في حلب", "حلب", "gn:170063"),
        ("قرية كفر ناها بحلب", "حلب", "sy:aleppo-governorate"),
        ("Idlib: Maarrat al-Numan", "Idlib", "sy:idlib-governorate"),
        ("الموقع: إدلب: سراقب", "إدلب", "sy:idlib-governorate"),
        ("most of rural Idlib", "Idlib", "sy:idlib-governorate"),
        ("in Homs' countryside", "Homs", "sy:homs-governorate"),
        ("Homs's countryside", "Homs", "sy:homs-governorate"),
    ],
)
def test_a_town_and_its_governorate_are_told_apart_by_what_stands_around(text: str, name: str, expected: str) -> None:
    """A neighbourhood lies in the town, a village in the governorate; a heading goes from the area to the place."""
    assert linked(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The city council in Afrin met", "Afrin", "gn:174186"),
        ("عاد أهالي عفرين", "عفرين", "gn:174186"),
        ("نهر عفرين", "عفرين", "sy:afrin-river"),
        ("met the elders in Yarmouk", "Yarmouk", "gn:166716"),
        ("في القدس", "القدس", "gn:281184"),
    ],
)
def test_a_bare_name_is_no_river(text: str, name: str, expected: str) -> None:
    """That is called نهر, and a governorate محافظة."""
    assert linked(text, name) == expected


def test_what_is_said_of_one_mention_does_not_overrule_the_document_for_the_others() -> None:
    """Two Tripolis in one report of Lebanon."""
    text = "Families from Arsal, Zahle and Akkar met in Tripoli. One boat left from Tripoli, Libya."
    reading = read(text)
    mentions = [
        Mention(hit.start, hit.end, "PLACE", 1.0, ("model",), "s1", country=beside(reading, hit.start, hit.end)[1])
        for hit in reading.places
    ]
    found = link_places(text, mentions)
    countries = [found[number].country for number, one in enumerate(mentions) if text[one.start : one.end] == "Tripoli"]
    assert countries == ["LB", "LY"]


def test_the_camps_of_syrians_abroad_lie_where_they_lie() -> None:
    """Zaatari in Jordan, Domiz in Iraq."""
    assert links("مخيم الزعتري", "الزعتري")["الزعتري"].country == "JO"
    assert links("Domiz camp", "Domiz")["Domiz"].country == "IQ"


def test_a_link_by_sound_is_no_surer_than_the_names_are_alike() -> None:
    """A village that no gazetteer has may sound like one that it has."""
    link = links("في قرية كفر نوور", "كفر نوور").get("كفر نوور")
    assert link is None or link.score < 0.9


def test_shared_type_words_do_not_make_two_air_bases_one() -> None:
    """مطار and العسكري are said of every one."""
    assert links("قرب مطار حميميم العسكري", "مطار حميميم العسكري")["مطار حميميم العسكري"].id == "sy:hmeimim"


def test_distances() -> None:
    """Aleppo lies 310 km from Damascus as the crow flies."""
    assert kilometres(36.2, 37.16, 33.51, 36.29) == pytest.approx(310, abs=5)
