"""The page in a real browser: both languages, what can be chosen, searched and sorted, the keyboard, a phone, paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

PHONE, DESKTOP = (360, 740), (1280, 900)
Opened = Callable[..., Any]
Report = Callable[..., Path]
Keep = Callable[[Any, str], None]


@pytest.mark.parametrize("seen", list(product(("en", "ar"), ("light", "dark"), (DESKTOP, PHONE))))
def test_every_section_is_there_and_nothing_is_wider_than_the_screen(
    opened: Opened, report_of: Report, keep: Keep, seen: tuple[str, str, tuple[int, int]]
) -> None:
    language, scheme, size = seen
    with opened(report_of(), language=language, scheme=scheme, size=size) as page:
        sections = page.eval_on_selector_all("main section", "all => all.map((one) => one.id)")
        assert sections == ["read", "themes", "cards", "places", "names", "about"]
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        keep(page, f"report-{language}-{scheme}-{size[0]}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_interface_is_in_the_readers_language_and_direction(
    opened: Opened, report_of: Report, language: str
) -> None:
    with opened(report_of(), language=language) as page:
        html = page.locator("html")
        assert html.get_attribute("lang") == language
        assert html.get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[language]
        assert page.title() == {"en": "What 24 reports say", "ar": "ما الذي يرد في 24 تقريرًا"}[language]


def test_the_switch_changes_language_and_direction_and_keeps_the_focus(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        page.get_by_role("button", name="العربية").click()
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("h1").inner_text() == "ما الذي يرد في 24 تقريرًا"
        assert page.evaluate("document.activeElement.dataset.language") == "ar"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert page.locator("html").get_attribute("dir") == "ltr"


def test_numbers_take_the_form_of_the_noun_that_arabic_asks_for(opened: Opened, report_of: Report) -> None:
    # Arabic has a dual (وثيقتان), a plural for 3 to 10 (6 وثائق) and a singular again from 11 on (12 وثيقة).
    shown = {}
    for documents in (1, 3, 6):
        path = report_of(documents=documents, languages=("ar",))
        with opened(path, language="ar") as page:
            shown[documents * 2] = page.locator("#read .facts li").first.inner_text()
    assert "وثيقتان" in shown[2]
    assert "6 وثائق" in shown[6]
    assert "12 وثيقة" in shown[12]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_word_of_the_interface_is_there_in_both_languages(
    opened: Opened, report_of: Report, language: str
) -> None:
    with opened(report_of(), language=language) as page:
        page.evaluate("document.querySelectorAll('details').forEach((details) => details.unfold())")
        text = page.locator("body").inner_text()
        assert "undefined" not in text
        assert "[object" not in text
        assert "NaN" not in text
        assert "{" not in text


def test_names_and_titles_are_isolated_from_the_text_around_them(opened: Opened, report_of: Report) -> None:
    with opened(report_of(), language="ar") as page:
        for selector in (".namelist li", "cite", "#names tbody th", "#cards h3"):
            assert page.locator(f"{selector}:has(bdi)").count() == page.locator(selector).count() > 0


def test_a_theme_and_a_language_filter_the_map_of_places(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        circles = page.locator("#places .chart svg g[data-mark=dot] circle")
        fields = page.locator("#places select")
        # Aleppo, Raqqa and Homs are drawn as points and the governorate Daraa as an area; the country is told below.
        assert circles.count() == 4
        assert "Syria 12" in page.locator("#places figure").first.inner_text()
        fields.nth(0).select_option("1")
        assert circles.count() == 3
        fields.nth(1).select_option("ar")
        page.locator("#places summary").click()
        assert sorted(page.locator("#places figure").first.locator("tbody tr").all_inner_texts()) == [
            "Aleppo حلب\tcity\t2", "Daraa درعا\tgovernorate\t2", "Raqqa الرقة\tcity\t2", "Syria سوريا\tcountry\t6"
        ]  # fmt: skip


def test_a_theme_filters_the_map_of_passages(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        marks = page.locator("#themes .chart svg g[data-mark=dot] path, #themes .chart svg g[data-mark=dot] circle")
        coloured = marks.and_(page.locator("[fill^='var(--theme']"))
        assert coloured.count() == 24
        page.locator("#themes select").nth(0).select_option("0")
        assert coloured.count() == 12
        page.locator("#themes select").nth(1).select_option("en")
        assert coloured.count() == 6


def test_the_arrow_keys_go_from_mark_to_mark_and_tell_what_each_says(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        for section in ("#themes", "#places"):
            chart, said = page.locator(f"{section} svg[role=application]"), page.locator(f"{section} .said")
            before = said.inner_text()
            chart.focus()
            page.keyboard.press("ArrowRight")
            first = said.inner_text()
            for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
                page.keyboard.press(key)
            assert first != before
            assert said.get_attribute("role") == "status"


def test_the_scale_of_the_map_changes_by_key_and_by_button(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        land = page.locator("#places .chart svg g[data-mark=geo] path").first
        shapes = [land.get_attribute("d")]
        page.locator("#places svg[role=application]").focus()
        page.keyboard.press("+")
        shapes.append(land.get_attribute("d"))
        page.get_by_role("button", name="Smaller").click()
        page.get_by_role("button", name="Smaller").click()
        shapes.append(land.get_attribute("d"))
        assert len(set(shapes)) == 3
        assert page.evaluate("document.activeElement.textContent") == "−"


@pytest.mark.parametrize(
    ("typed", "found"), [("Aleppo", "Aleppo"), ("حلب", "Aleppo"), ("الرقه", "Raqqa"), ("raqqa", "Raqqa")]
)
def test_names_are_found_in_either_script_and_spelling(
    opened: Opened, report_of: Report, typed: str, found: str
) -> None:
    with opened(report_of()) as page:
        table = page.locator("#names .table", has=page.locator("input")).last
        table.locator("input").fill(typed)
        assert [row.split(" ")[0] for row in table.locator("tbody th").all_inner_texts()] == [found]
        table.locator("input").fill("لا شيء")
        assert table.locator("tbody tr").count() == 0
        assert "Nothing has these words" in table.inner_text()


def test_tables_are_sorted_by_their_heads(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        table = page.locator("#names .table").nth(1)
        head = table.locator("th", has_text="Mentions")
        head.get_by_role("button").click()
        down = [int(text) for text in table.locator("tbody td:nth-child(4)").all_inner_texts()]
        assert down == sorted(down, reverse=True)
        assert head.get_attribute("aria-sort") == "descending"
        head.get_by_role("button").press("Enter")
        up = [int(text) for text in table.locator("tbody td:nth-child(4)").all_inner_texts()]
        assert up == sorted(down)
        assert up != down
        assert head.get_attribute("aria-sort") == "ascending"


def test_a_reader_can_choose_the_colours(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        colour = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(colour)
        page.locator(".controls select").select_option("dark")
        assert page.evaluate(colour) != light
        page.emulate_media(color_scheme="dark")
        page.locator(".controls select").select_option("light")
        assert page.evaluate(colour) == light
        page.locator(".controls select").select_option("")
        assert page.evaluate(colour) != light


def test_a_keyboard_reaches_everything_from_the_top(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        reached = set()
        for _ in range(120):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate("document.activeElement.tagName + (document.activeElement.getAttribute('role') ?? '')")
            )
        assert {"BUTTON", "SELECT", "A", "SUMMARY", "INPUT", "svgapplication", "DIVregion"} <= reached


def test_landmarks_headings_and_labels_are_there_for_screen_readers(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        for role in ("banner", "navigation", "main"):
            assert page.get_by_role(role).count() == 1
        assert page.locator("h1").count() == 1
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map((one) => Number(one.tagName[1]))")
        assert all(after - before <= 1 for before, after in pairwise(levels))
        unnamed = "all => all.filter((one) => !one.labels?.length && !one.getAttribute('aria-label')).length"
        assert page.eval_on_selector_all("select, input", unnamed) == 0
        assert page.eval_on_selector_all("table", "all => all.filter((one) => !one.caption?.textContent).length") == 0
        assert page.locator("svg:not([aria-hidden=true]):not([aria-label])").count() == 0


def test_small_counts_in_a_trend_are_hollow(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        bars = page.locator("#cards article").first.locator(".trend g[data-mark=bar][fill-opacity]")
        assert bars.count() > 0
        assert "fewer than five documents" in page.locator("#cards .trend").first.inner_text()


def test_the_page_prints_with_what_is_folded_open(opened: Opened, report_of: Report, tmp_path: Path) -> None:
    with opened(report_of(), language="ar") as page:
        # Told after the page's own listener.
        page.evaluate("""() => window.addEventListener("beforeprint", () => {
            document.body.dataset.open = document.querySelectorAll("#cards details[open]").length; })""")
        data = page.pdf(path=tmp_path / "report.pdf", format="A4")
        assert data.startswith(b"%PDF")
        assert int(page.evaluate("document.body.dataset.open")) > 0
        assert page.locator("#cards details[open]").count() == 0


def test_pairs_and_differences_of_languages_stand_on_the_card(opened: Opened, report_of: Report) -> None:
    with opened(report_of()) as page:
        card = page.locator("#theme-t001")
        page.evaluate("document.querySelectorAll('#theme-t001 details').forEach((details) => details.unfold())")
        assert (
            card.locator(".pair blockquote[lang=ar]").count() == card.locator(".pair blockquote[lang=en]").count() == 1
        )
        text = card.inner_text()
        assert "on the same subject" in text
        assert "Arabic, and hardly in English" in text
        assert "characters 0–" in text


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_hostile_corpus_changes_nothing(
    opened: Opened, report_of: Report, keep: Keep, language: str, size: tuple[int, int]
) -> None:
    with opened(report_of(hostile=True, documents=7), language=language, size=size) as page:
        page.evaluate("document.querySelectorAll('details').forEach((details) => details.unfold())")
        page.locator("#themes svg[role=application]").focus()
        page.keyboard.press("ArrowRight")
        assert page.evaluate("window.harmed") is None
        assert (
            page.locator("#page script, #page img, #page iframe, #page link, #page style:not(svg style)").count() == 0
        )
        handlers = "all => all.filter((one) => [...one.attributes].some((each) => each.name.startsWith('on'))).length"
        assert page.eval_on_selector_all("*", handlers) == 0
        assert page.locator("main section").count() == 6
        assert page.evaluate("/[\\u202a-\\u202e\\u2066\\u2067]/.test(document.body.innerText)") is False
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert "<img src=x" in page.locator("#read").inner_text()
        keep(page, f"hostile-{language}-{size[0]}")


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ({"themes": False}, "This run has no themes"),
        ({"names": False}, "did not look for names"),
        ({"languages": ("en",)}, "Nearly all text is in one language"),
        ({"dated": False}, "No document has a date"),
        ({"documents": 1, "languages": ("ar",)}, "first impression"),
        ({"documents": 0}, "No reports were read"),
        ({"failures": False}, "Everything given was read"),
    ],
)
def test_a_run_that_lacks_something_says_so(
    opened: Opened, report_of: Report, holds: dict[str, Any], said: str
) -> None:
    for language in ("ar", "en"):
        with opened(report_of(**holds), language=language) as page:
            assert page.evaluate("document.documentElement.scrollWidth") == DESKTOP[0]
            text = page.locator("body").inner_text()
            assert "undefined" not in text
    assert said in text


def test_themes_of_another_version_are_named_and_the_rest_is_shown(
    opened: Opened, report_of: Report, tmp_path: Path
) -> None:
    import shutil

    from corpus_cli.pipeline.passes.report import write_report
    from corpus_cli.pipeline.progress import Silence

    run = tmp_path / "run"
    shutil.copytree(report_of().parent, run)
    (run / "themes.json").write_bytes(b'{"schema_version": 99}')
    with opened(write_report(run, progress=Silence())) as page:
        assert "from another version of corpus" in page.locator("#themes").inner_text()
        assert page.locator("#names").count() == 1
