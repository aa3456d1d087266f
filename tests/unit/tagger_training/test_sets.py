import json

import pytest
from tagger.sets import (
    Sentence,
    Span,
    lengths,
    occurrences,
    read_fane,
    read_gold,
    read_marked,
    read_reading,
    read_samples,
    unmarked,
)


def names(sentence):
    return [(sentence.text[span.start : span.end], span.label) for span in sentence.spans]


def test_marks_become_spans_and_notes_in_them_fall_away():
    sentence = unmarked("و[[حلب|P]]: [[UNICEF|O|fund]] met [[Salma|H]].", id="x")
    assert sentence.text == "وحلب: UNICEF met Salma."
    assert names(sentence) == [("حلب", "PLACE"), ("UNICEF", "ORG"), ("Salma", "PERSON")]


def test_written_files_are_read_in_order_without_their_notes(tmp_path):
    (tmp_path / "b.txt").write_text("[[Homs|P]]\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("# what they are\n\n  in [[حلب|P]]  \nnothing\n", encoding="utf-8")
    found = list(read_marked(tmp_path))
    assert [(one.id, one.text) for one in found] == [("a-3", "in حلب"), ("a-4", "nothing"), ("b-1", "Homs")]
    assert lengths(found) == {"sentences": 3, "ORG": 0, "PERSON": 0, "PLACE": 2}


def test_sample_reports_are_read_by_paragraph_and_say_nothing_of_persons(tmp_path):
    (tmp_path / "r.md").write_text("---\ntitle: x\n---\n# **In** [[Homs|P]]\n\n| a | b |\n- one\n", encoding="utf-8")
    found = list(read_samples(tmp_path))
    assert [one.text for one in found] == ["In Homs", "one"]
    assert found[0].known == {"PLACE", "ORG"}


def test_a_line_separator_inside_a_json_line_ends_no_line(tmp_path):
    text = "in\u2028Homs"
    row = {"id": 5, "text": text, "entities": [{"start": 3, "end": 7, "label": "PLACE"}]}
    path = tmp_path / "gold.jsonl"
    path.write_text((json.dumps(row, ensure_ascii=False) + "\n") * 2, encoding="utf-8")
    found = list(read_gold(path, known=frozenset({"PLACE"}), style="theirs", edges=False))
    assert found == [Sentence("5", text, (Span(3, 7, "PLACE"),), frozenset({"PLACE"}), "theirs", False)] * 2


def fane(tmp_path, *pairs):
    rows = [{"tokens": [token for token, _ in row], "tags": [tag for _, tag in row]} for row in pairs]
    path = tmp_path / "fane.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return list(read_fane(path))


def test_fane_names_leave_out_the_proclitic_that_was_split_off(tmp_path):
    (sentence,) = fane(tmp_path, [("و", "O"), ("شمال", "B-Nation"), ("افريقيا", "I-Nation"), ("اليوم", "O")])
    assert sentence.text == "وشمال افريقيا اليوم"
    assert names(sentence) == [("شمال افريقيا", "PLACE")]
    assert sentence.style == "theirs"


def test_fane_tags_outside_our_labels_are_no_names_and_police_rows_are_left_out(tmp_path):
    found = fane(tmp_path, [("كتاب", "B-Book"), ("زيد", "B-Artist")], [("الشرطة", "B-Police")])
    assert [names(one) for one in found] == [[("زيد", "PERSON")]]


@pytest.mark.parametrize(
    ("text", "surface", "where"),
    [
        ("وحلب وبحلب", "حلب", [1, 7]),
        ("للأمم المتحدة", "لأمم المتحدة", [1]),
        ("حلبي", "حلب", []),  # the adjective is another word
        ("في انحلب", "حلب", []),  # ان is no proclitic
        ("Homs, Homsi", "Homs", [0]),
        ("xHoms", "Homs", []),
    ],
)
def test_a_surface_is_found_as_a_whole_word_after_proclitics(text, surface, where):
    assert [start for start, _ in occurrences(text, surface)] == where


def read(tmp_path, *lines, texts):
    path = tmp_path / "un-0.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(read_reading(path, texts.get))


def test_readings_mark_every_occurrence_and_nothing_inside_a_longer_name(tmp_path):
    text = "جامعة حلب في حلب وبحلب"
    (sentence,) = read(tmp_path, "# notes", "1\tحلب|P\tجامعة حلب|O", texts={"1": text})
    assert names(sentence) == [("جامعة حلب", "ORG"), ("حلب", "PLACE"), ("حلب", "PLACE")]
    assert sentence.id == "un-0-1"


def test_readings_leave_out_what_is_gone_or_doubtful_or_no_longer_holds_a_name(tmp_path):
    lines = ["1\t-", "2\t!|X", "3\tHoms|P", "4\tHoms|P", "5\tHoms|Q"]
    found = read(tmp_path, *lines, texts={"1": "nothing", "2": "doubtful", "3": "Hama", "5": "Homs"})
    assert [(one.id, one.spans) for one in found] == [("un-0-1", ())]


def test_a_fane_name_after_lil_begins_at_its_second_letter(tmp_path):
    row = {"tokens": ["للامم", "المتحدة"], "tags": ["B-Non-Governmental", "I-Non-Governmental"]}
    (tmp_path / "fane.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (sentence,) = read_fane(tmp_path / "fane.jsonl")
    assert [sentence.text[span.start : span.end] for span in sentence.spans] == ["لامم المتحدة"]
