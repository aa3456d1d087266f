"""csv and jsonl files to records, each broken one alone."""

from __future__ import annotations

import json

import pytest

from corpus_cli.errors import ConfigError, DocumentError
from corpus_cli.ingest.rows.records import BrokenRecord, Record, read_jsonl
from corpus_cli.ingest.rows.tables import read_csv


def jsonl(data: bytes, mapping: dict[str, str] | None = None) -> list[Record | BrokenRecord]:
    return list(read_jsonl(data, mapping=mapping))


def rows(data: bytes, mapping: dict[str, str] | None = None) -> list[Record | BrokenRecord]:
    return list(read_csv(data, mapping=mapping))


def brief(items: list[Record | BrokenRecord]) -> list[tuple[str | int, str]]:
    """Records as (place, text), broken ones as (line, reason)."""
    return [(item.place, item.text) if isinstance(item, Record) else (item.line, item.reason) for item in items]


def test_jsonl_lines_become_records() -> None:
    """Known fields are taken, others ignored; an id may be a number; without one the line number is the place."""
    data = (
        '\ufeff{"id": 7, "text": "نص", "title": "عنوان", "date": "2023-04-17", "x": 1}\r\n\n{"text": "two"}\n'.encode()
    )
    first, second = jsonl(data)
    assert isinstance(first, Record) and isinstance(second, Record)
    assert (first.place, first.text, first.title, first.written) == ("7", "نص", "عنوان", "2023-04-17")
    assert first.data == data.splitlines()[0].removeprefix(b"\xef\xbb\xbf")
    assert (second.place, second.text, second.title, second.written) == ("3", "two", None, None)


def test_broken_jsonl_lines_cost_only_themselves() -> None:
    """Each broken line is named by its number and the rest goes on."""
    lines = [
        b'{"text": "good"}',
        b'{"text": "cut off',
        b'{"text": "bad \xff"}',
        b"[1]",
        b'{"title": "no text"}',
        b'{"text": "  "}',
        b'{"text": 5}',
        b'{"text": null}',
        b"[" * 100_000,
        b'{"text": "x", "id": ' + b"9" * 5000 + b"}",
        b'{"text": "good again"}',
    ]
    found = jsonl(b"\n".join(lines))
    assert [item.text for item in found if isinstance(item, Record)] == ["good", "good again"]
    broken = [item for item in found if isinstance(item, BrokenRecord)]
    assert [item.line for item in broken] == list(range(2, 11))
    assert all(item.reason and item.remedy for item in broken)


def test_columns_can_be_mapped_and_are_found_in_any_case() -> None:
    """The mapping leads from our names to the file's; without one, ' Text ' is text."""
    data = b'{"body": "hello", "Ref": "a1"}\n'
    assert brief(jsonl(data, {"text": "body", "id": "Ref"})) == [("a1", "hello")]
    assert brief(jsonl(b'{" Text ": "hello", "ID": "x"}')) == [("x", "hello")]
    (missing,) = jsonl(data)
    assert isinstance(missing, BrokenRecord)
    assert "body" in missing.reason and "--map" in missing.remedy


def test_a_mapping_of_unknown_names_is_a_configuration_error() -> None:
    """A misspelt name is not silently ignored."""
    with pytest.raises(ConfigError, match="txet"):
        jsonl(b"{}", {"txet": "body"})


def test_lone_surrogates_are_replaced() -> None:
    """JSON can escape half a character, which no file can hold."""
    assert brief(jsonl(rb'{"text": "a\ud800b"}')) == [("1", "a\ufffdb")]
    (missing,) = jsonl(rb'{"\ud83d": "x"}')
    assert isinstance(missing, BrokenRecord) and missing.reason.endswith("its columns are: \ufffd")


def test_jsonl_in_utf16_is_refused_as_a_whole() -> None:
    """One failure says it all instead of one a line."""
    with pytest.raises(DocumentError, match="UTF-16"):
        jsonl('{"text": "x"}'.encode("utf-16"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16"])
def test_csv_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    """Spreadsheets write commas, semicolons or tabs, in the encodings of their system."""
    data = "id,text,date\na,نص من حمص,2023-04-17\nb,نص ثان في حلب,\n".replace(",", delimiter).encode(encoding)
    first, second = rows(data)
    assert isinstance(first, Record) and isinstance(second, Record)
    assert (first.place, first.text, first.written) == ("a", "نص من حمص", "2023-04-17")
    assert second.written == ""


def test_a_csv_of_one_column_is_read() -> None:
    """Commas in an only column of text would make more columns: the header decides, and quotes are needed."""
    assert brief(rows(b'text\nhello\n"a, b"\n')) == [("1", "hello"), ("2", "a, b")]


def test_csv_fields_may_hold_newlines_quotes_and_much_text() -> None:
    """Numbers count rows, and a field may be longer than the csv module's own limit."""
    long = "word " * 60_000
    data = f'id,text\n1,"two\r\nlines ""quoted"""\n,{long}\n'.encode()
    assert brief(rows(data)) == [("1", 'two\r\nlines "quoted"'), ("2", long)]


def test_broken_csv_rows_cost_only_themselves() -> None:
    """Rows without text or with too many fields are named by line; empty rows are passed over."""
    data = b"id,text\n1,good\n\n,,\n2,\n3,a,b\n4,also good\n"
    assert brief(rows(data)) == [
        ("1", "good"),
        (5, "its text is empty"),
        (6, "the row has 3 fields and the header 2"),
        ("4", "also good"),
    ]


def test_an_unclosed_quotation_mark_does_not_swallow_the_rest() -> None:
    """A csv reader would put all later rows into one field without a word."""
    data = b'id,text\n1,good\n2,"never closed\n3,fine\n4,"closed"\n5,fine too\n'
    assert [place for place, _ in brief(rows(data))] == ["1", 3, "3", "4", "5"]
    assert [place for place, _ in brief(rows(b'id,text\n1,"open\n2,fine\n3,fine\n'))] == [2, "2", "3"]


def test_a_file_of_unclosed_quotation_marks_comes_to_an_end() -> None:
    """Reading again after each of them is bounded."""
    found = rows(b"id,text\n" + b'1,"open \n2,x""\n' * 300)
    assert all(isinstance(item, BrokenRecord | Record) for item in found)


def test_sloppy_quotation_marks_on_one_line_are_forgiven() -> None:
    """Text after a closing mark is not worth losing the row."""
    assert brief(rows(b'id,text\n1,"a" b\n2,c "d" e\n')) == [("1", "a b"), ("2", 'c "d" e')]


def test_a_csv_without_a_text_column_is_refused_with_its_columns_named() -> None:
    """The message shows what the columns are, the remedy how to map one."""
    with pytest.raises(DocumentError, match="body") as caught:
        rows(b"id,body\n1,x\n")
    assert "--map" in caught.value.remedy
    assert brief(rows(b"id,body\n1,x\n", {"text": "body"})) == [("1", "x")]


def test_csv_bytes_do_not_depend_on_how_the_row_is_written() -> None:
    """Quoting and the order of columns are the spreadsheet's; the record's bytes are its values."""
    (one,), (two,) = rows(b"id,text\n1,x\n"), rows(b'text;id\n"x";1\n')
    assert isinstance(one, Record) and isinstance(two, Record)
    assert one.data == two.data
    assert json.loads(one.data) == {"id": "1", "text": "x"}


def test_a_record_of_marks_only_is_a_record() -> None:
    """A dash is an answer in a survey: it becomes a document in which nothing is found; blank text is refused."""
    assert brief(jsonl(b'{"text": "--"}\n{"text": "\\u060c ."}\n{"text": " "}')) == [
        ("1", "--"),
        ("2", "، ."),
        (3, "its text is empty"),
    ]


def test_a_record_states_its_language_and_author() -> None:
    """By a code or a name; what is neither is as if it were not there."""
    first, second = rows("text,lang,author\nنص,العربية,ليلى\nwords,?,admin\n".encode())
    assert isinstance(first, Record) and isinstance(second, Record)
    assert (first.language, first.author) == ("ar", "ليلى")
    assert (second.language, second.author) == (None, None)


def test_jsonl_columns_may_lie_within_others() -> None:
    """A key of that very name wins; where the way leads nowhere the record says what it has."""
    mapping = {"text": "body.text", "id": "meta.id"}
    assert brief(jsonl(b'{"body": {"text": "x"}, "meta": {"id": 5}}', mapping)) == [("5", "x")]
    assert brief(jsonl(b'{"body.text": "y", "body": {"text": "x"}}', mapping)) == [("1", "y")]
    ((_, reason),) = brief(jsonl(b'{"body": "x"}', mapping))
    assert "body.text" in str(reason)


@pytest.mark.parametrize("header", ["\u200fالنص\u200e", "النص\u00a0", "\ufeffالنص", "ﺍﻟﻨﺺ"])
def test_marks_in_a_header_that_nobody_sees_do_not_matter(header: str) -> None:
    """Spreadsheets put marks of direction and hard spaces there, and old ones presentation forms."""
    assert brief(rows(f"id;{header}\n1;نص\n".encode(), {"text": "النص"})) == [("1", "نص")]


@pytest.mark.parametrize("line", [b"sep=;\r\n", b'"sep=;"\n', b"SEP=;\n"])
def test_excels_own_line_above_the_header_is_obeyed(line: bytes) -> None:
    """It says the delimiter and is no header; lines are still counted from the top."""
    assert brief(rows(line + b"id;text\n1;a, b\n2;\n")) == [("1", "a, b"), (4, "its text is empty")]


def test_a_csv_of_bars_is_read() -> None:
    """Databases export them."""
    assert brief(rows(b"id|text\n1|a; b, c\n")) == [("1", "a; b, c")]


@pytest.mark.parametrize("header", ["text,text", " Text ,TEXT", "text,date,date", "text,Body,body"])
def test_a_csv_with_two_columns_of_a_name_that_is_read_is_refused(header: str) -> None:
    """The last one would win without a word."""
    with pytest.raises(DocumentError, match="more than one column") as caught:
        rows(f"{header}\na,b,c\n".encode(), {"author": "BODY"})
    assert "name of its own" in caught.value.remedy


def test_records_that_differ_in_a_column_of_a_name_that_stands_twice_differ() -> None:
    """Such columns are not read, but a record is known by all that it holds."""
    first, second = rows(b"text,note,note\nsame,1,3\nsame,2,3\n")
    assert isinstance(first, Record) and isinstance(second, Record)
    assert first.data != second.data
