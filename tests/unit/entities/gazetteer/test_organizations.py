from corpus_cli.entities.gazetteer.organizations import unknown_organization


def test_the_id_does_not_depend_on_spelling() -> None:
    """Hamza, the article, and the alef that the article loses after ل make no second organization."""
    plain = unknown_organization("الشبكة الأهلية", before=" ")
    assert unknown_organization("الشبكه الاهلية", before=" ").id == plain.id
    assert unknown_organization("شبكة الأهلية", before=" ").id == plain.id
    after_lam = unknown_organization("لشبكة الأهلية", before="ل")
    assert (after_lam.id, after_lam.name_ar) == (plain.id, "الشبكة الأهلية")


def test_the_name_is_in_its_own_language_only() -> None:
    """The other language's name is not known."""
    link = unknown_organization("Wheat Foundation (WF)", before=" ")
    assert (link.name_en, link.name_ar, link.kb) == ("Wheat Foundation", None, "corpus")
    assert link.id.startswith("org:x-")


def test_a_name_that_begins_with_lam_gets_no_article() -> None:
    """وللجنة المصالحة: after ل stands لجنة itself; with an alef it would read "Paradise"."""
    assert unknown_organization("لجنة المصالحة في حوران", before="ل").name_ar == "لجنة المصالحة في حوران"
    assert unknown_organization("لواء السهل", before="ل").name_ar == "لواء السهل"


def test_one_hospital_has_one_id() -> None:
    """مشفى and مستشفى are one word, quotation marks and centre/center say nothing."""
    ids = {unknown_organization(name, before=" ").id for name in ("مشفى «الأمل»", "مستشفى الأمل", 'المشفى "الأمل"')}
    assert len(ids) == 1
    english = {unknown_organization(name, before=" ").id for name in ("Amal Centre", "Amal center")}
    assert len(english) == 1
