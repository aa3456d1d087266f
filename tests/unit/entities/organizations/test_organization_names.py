import pytest

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.organizations import known_organization, organization_id
from corpus_cli.entities.organizations.in_document import BESIDE, LETTERS, SHORT_FORM, link_organizations
from corpus_cli.entities.reading.resolve import Mention


def links(text: str, *names: str, known: dict[str, Link] | None = None) -> list[Link]:
    """The links of these names, each found behind the one before it."""
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, "ORG", 1.0, ("model",), "s1", link=(known or {}).get(name)))
    return [link for _, link in sorted(link_organizations(text, mentions).items())]


def table(name_en: str, slug: str) -> Link:
    return known_organization(Entry(f"org:{slug}", name_en, None, None, None, None, None, "organization"))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Autonomous Administration (AA) said", "Autonomous Administration", "AA"),
        ("AA (Autonomous Administration) said", "AA", "Autonomous Administration"),
        ("نشر الأرشيف السوري (Syrian Archive) تقريراً", "الأرشيف السوري", "Syrian Archive"),
        ("منظمة «سوريانا الأمل» (Syria Hope)، وهي", "سوريانا الأمل", "Syria Hope"),
        ("by Suryana Al-Amal (Syria Hope) in May", "Suryana Al-Amal", "Syria Hope"),
        ("the Wheat Foundation, also known as Qamh, gave", "Wheat Foundation", "Qamh"),
        ("حركة أحرار السهل المعروفة باسم سهل، أعلنت", "حركة أحرار السهل", "سهل"),
        ("رابطة أهل الوادي – Valley League", "رابطة أهل الوادي", "Valley League"),
        ("حركة أحرار السهل (اختصارًا سهل)", "حركة أحرار السهل", "سهل"),
        ("حركة أحرار السهل (اختصاراً سهل)", "حركة أحرار السهل", "سهل"),
        ("حركة أحرار السهل معروفة باسم سهل", "حركة أحرار السهل", "سهل"),
        ("مركز سامز للأبحاث (سامز) قال", "مركز سامز للأبحاث", "سامز"),
    ],
)
def test_a_second_name_beside_the_first_is_the_same_organization(text: str, first: str, second: str) -> None:
    """In brackets, behind "known as", behind a dash in the other script."""
    one, other = links(text, first, second)
    assert one.id == other.id
    assert min(one.score, other.score) == BESIDE


def test_both_languages_names_are_in_the_link() -> None:
    """The id is the Arabic name's, so a document with that name alone gives the same."""
    link, _ = links("الأرشيف السوري (Syrian Archive) قال", "الأرشيف السوري", "Syrian Archive")
    assert (link.name_ar, link.name_en) == ("الأرشيف السوري", "Syrian Archive")
    (alone,) = links("قال الأرشيف السوري", "الأرشيف السوري")
    assert alone.id == link.id


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Olive Union and the Wheat Foundation", ("Olive Union", "Wheat Foundation")),
        ("the Olive Union, the Wheat Foundation", ("Olive Union", "Wheat Foundation")),
        ("UNICEF (WHO) is odd", ("UNICEF", "WHO")),
        ("اتحاد الزيتون واتحاد القمح", ("اتحاد الزيتون", "اتحاد القمح")),
        ("the Olive Union (ZK)", ("Olive Union", "ZK")),
    ],
)
def test_names_in_a_list_stay_apart(text: str, names: tuple[str, str]) -> None:
    """As do two acronyms, and one with a letter that the name does not begin a word with."""
    one, other = links(text, *names)
    assert one.id != other.id


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Omran Center for Strategic Studies", "Omran Center", True),
        ("مركز عمران للدراسات الاستراتيجية", "مركز عمران", True),
        ("Syrian Network for Human Rights", "Syrian Network", False),
        ("وزارة الدفاع في الحكومة المؤقتة", "وزارة الدفاع", False),
        ("Movement of the Free", "Movement", False),
    ],
)
def test_a_short_form_needs_a_word_of_its_own(full: str, short: str, same: bool) -> None:
    """The Movement and وزارة الدفاع may be anybody's."""
    one, other = links(f"{full}. {short}.", full, short)
    assert (one.id == other.id) is same
    if same:
        assert (one.score, other.score) == (1.0, SHORT_FORM)


def test_a_short_form_of_two_names_is_neither() -> None:
    """Which of the two Omran Centers is meant nobody can tell."""
    text = "Omran Center for Studies. Omran Center for Peace. Omran Center."
    assert len({link.id for link in links(text, *(part.strip() for part in text.split(".") if part))}) == 3


def test_letters_alone_make_an_acronym_less_sure() -> None:
    """Three of them at least, and of one name only."""
    full, acronym = links("The Bread Network for Peace. BNP said.", "Bread Network for Peace", "BNP")
    assert (full.id, acronym.score) == (acronym.id, LETTERS)
    full, acronym = links("Wheat Foundation. WF said.", "Wheat Foundation", "WF")
    assert full.id != acronym.id


def test_a_table_wins_and_two_of_its_organizations_are_never_joined() -> None:
    """Whatever stands in brackets."""
    un, eu = table("United Nations", "un"), table("European Union", "eu")
    named, second = links(
        "United Nations (Umam Muttahida) said", "United Nations", "Umam Muttahida", known={"United Nations": un}
    )
    assert named.id == second.id == "org:un"
    both = links("the UN (EU) said", "UN", "EU", known={"UN": un, "EU": eu})
    assert [link.id for link in both] == ["org:un", "org:eu"]


def test_the_article_after_lam_comes_back() -> None:
    """للشبكة الأهلية is of الشبكة الأهلية."""
    one, other = links("الشبكة الأهلية. للشبكة الأهلية.", "الشبكة الأهلية", "لشبكة الأهلية")
    assert one.id == other.id == organization_id("شبكه الاهليه")


def test_a_names_own_lam_stays_after_lam() -> None:
    """Where the document has the name as it stands."""
    one, other = links("باعت لافارج. قال ممثل للافارج.", "لافارج", "لافارج")
    assert one.id == other.id == organization_id("لافارج")


@pytest.mark.parametrize("aside", ["أعلاه", "اعلاه", "ايضا", "وفرعها السويسري"])
def test_an_aside_in_brackets_is_no_second_name(aside: str) -> None:
    """With or without hamza."""
    one, other = links(f"الشبكة السورية ({aside}) قالت", "الشبكة السورية", aside)
    assert one.id != other.id
