"""Bytes to text: the encoding is told from the bytes, Arabic and Western single-byte ones included."""

from __future__ import annotations

import os

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.encoding import decode

ARABIC = "عاد مئات النازحين إلى مدينة حمص بعد اتفاق محلي.\r\nوقالت سيدة: «لم نجد إلا الجدران»، وطلبت المساعدة.\n"
FRENCH = "Le conseil a été élu à Homs ; les familles déplacées sont rentrées.\nVoilà où naît l'espoir.\n"
GERMAN = "Die Rückkehr der Geflüchteten größtenteils über Zürich, fünf Städte.\n"
TURKISH = "Şırnak'taki aileler geri döndü; köylere giden yollar açıldı ve ateşkes için görüşmeler sürüyor.\n"
ENGLISH = "The council\u2019s report \u2013 \u201cwe returned\u201d \u2013 was published.\n"


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "plain\n", "مرحبا"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_encodings_are_told_with_and_without_a_mark(text: str, codec: str, name: str) -> None:
    """UTF-8 and UTF-16 decode to the same text, newlines kept, byte order mark out."""
    assert decode(text.encode(codec)) == (text, name)


def test_utf16_text_with_a_byte_order_mark_big_endian() -> None:
    """The mark decides the byte order."""
    assert decode(b"\xfe\xff" + ARABIC.encode("utf-16-be")) == (ARABIC, "utf-16-be")


@pytest.mark.parametrize("text", [ARABIC, "مرحبا", "في", "Report: حمص 2023", "قال “نعم”", "سلاح الجو السوري أو الروسي"])
def test_windows_1256_is_told_by_arabic_words(text: str) -> None:
    """In windows-1256 the bytes make words of Arabic letters only; in windows-1252 they would be all accents."""
    assert decode(text.encode("cp1256")) == (text, "windows-1256")


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH, "café", "naïve", "El niño ganó en Perú", "worth €1.93 each"])
def test_windows_1252_is_told_by_latin_words(text: str) -> None:
    """A few accents among Latin letters are Western European, although windows-1256 has some of them too."""
    assert decode(text.encode("cp1252")) == (text, "windows-1252")


@pytest.mark.parametrize("codec", ["cp1256", "cp1252", "cp1254"])
def test_a_mark_of_utf8_before_another_encoding_is_not_believed(codec: str) -> None:
    """Scripts put it before whatever they copy; the letters behind it were all lost without a word."""
    text = {"cp1256": ARABIC, "cp1252": FRENCH, "cp1254": TURKISH}[codec]
    assert decode(b"\xef\xbb\xbf" + text.encode(codec)) == (text, codec.replace("cp", "windows-"))


@pytest.mark.parametrize(
    "text", [TURKISH, "Şırnak ve Şanlıurfa'da", "The café owners of İdlib met in Diyarbakır and Elâzığ."]
)
def test_turkish_is_told_by_the_letters_that_iceland_has_in_their_place(text: str) -> None:
    """windows-1254 is windows-1252 but for six letters."""
    assert decode(text.encode("cp1254")) == (text, "windows-1254")
    assert decode(text.encode("cp1254"), declared="iso-8859-1") == (text, "windows-1254")


def test_icelandic_stays_western() -> None:
    """It has accents that Turkish has not beside the letters that both could have."""
    text = "Það er búið að opna skólann á ný og börnin eru komin aftur, sagði Þórður í gær."
    assert decode(text.encode("cp1252")) == (text, "windows-1252")


def test_iso_8859_6_is_not_taken_for_windows_1256() -> None:
    """The two share ا to غ, but not ف to ي, which ISO puts where windows-1256 has accented Latin letters."""
    text = "عاد مئات من النازحين إلى مدينة حمص في الشمال"
    assert decode(text.encode("iso8859_6")) == (text, "iso-8859-6")


def test_other_encodings_are_left_to_the_general_detector() -> None:
    """Russian in windows-1251 makes neither Arabic nor Western words."""
    text = "Доклад о возвращении беженцев в город Хомс был опубликован местным советом в апреле. " * 3
    assert decode(text.encode("cp1251"))[0] == text


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1251"])
@pytest.mark.parametrize("english", ["plain english words. ", "plainenglishwords"])
@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
def test_words_late_in_the_file_tell_its_encoding(codec: str, english: str, declared: str | None) -> None:
    """An English report quotes its first Arabic after two hundred pages."""
    text = english * 15_000 + "\n" + "عاد مئات النازحين إلى مدينة حمص في الشمال"
    assert decode(text.encode(codec), declared=declared)[0] == text


@pytest.mark.parametrize("codec", ["cp1251", "shift_jis", "gb18030", "big5", "euc_kr"])
def test_other_encodings_are_told_late_in_the_file_too(codec: str) -> None:
    """Of letters of two bytes, the second one may be ASCII."""
    texts = {
        "cp1251": "Доклад о возвращении беженцев был опубликован местным советом в апреле. ",
        "shift_jis": "難民はホムスに戻り、表とソースを見た。",
        "euc_kr": "난민들이 홈스로 돌아왔다는 보고서이다.",
    }
    text = "plain english words. " * 15_000 + texts.get(codec, "難民回到霍姆斯的報告由地方議會發布。") * 20
    assert decode(text.encode(codec))[0] == text


def test_a_declaration_counts_after_the_evidence() -> None:
    """Valid UTF-8 wins over a stale charset; a Western charset does not hide Arabic; a right one is believed."""
    assert decode(ARABIC.encode(), declared="windows-1256") == (ARABIC, "utf-8")
    assert decode(ARABIC.encode("cp1256"), declared="iso-8859-1") == (ARABIC, "windows-1256")
    assert decode(ARABIC.encode("cp1256"), declared="utf-8") == (ARABIC, "windows-1256")
    assert decode("Łódź".encode("iso8859_2"), declared="ISO-8859-2")[0] == "Łódź"
    for nonsense in ("no-such-thing", "hex", "\0", "rot13", "undefined", ""):
        assert decode(FRENCH.encode("cp1252"), declared=nonsense) == (FRENCH, "windows-1252")


def test_utf7_is_read_where_it_is_declared_and_holds() -> None:
    """Old programs sent mails in it; a plus before a number is none of its marks."""
    assert decode(ARABIC.encode("utf-7"), declared="UTF-7") == (ARABIC, "utf-7")
    assert decode(b"call +963 11 22", declared="utf-7") == ("call +963 11 22", "utf-8")
    assert decode("حمص".encode(), declared="utf-7") == ("حمص", "utf-8")
    assert decode(b"1 +AOk- 2", declared="utf-8") == ("1 +AOk- 2", "utf-8")


def test_utf8_with_a_few_damaged_bytes_stays_utf8() -> None:
    """A file cut in the middle of a letter loses that letter only."""
    text, encoding = decode(ARABIC.encode()[:-2] + b"\xd8")
    assert encoding == "utf-8"
    assert text == ARABIC[:-2] + "\ufffd"


def test_newlines_are_kept_as_they_stand() -> None:
    """Offsets count the newlines of the file."""
    assert decode(b"a\r\nb\rc\n")[0] == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x00" * 100, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50), b"\x00"]
)
def test_binary_data_is_refused_as_no_text(data: bytes) -> None:
    """Data full of control characters is no text in any encoding, and the message says so and what to do."""
    with pytest.raises(DocumentError, match="does not look like text") as caught:
        decode(data)
    assert caught.value.remedy


def test_one_stray_control_character_is_forgiven() -> None:
    """A page break or a NUL in a long text does not make it binary."""
    text = ENGLISH * 20 + "\x0c\x00"
    assert decode(text.encode())[0] == text


def test_empty_data_is_empty_text() -> None:
    """No bytes, no text, no error."""
    assert decode(b"") == ("", "utf-8")


def test_random_bytes_never_crash() -> None:
    """Any bytes give text or a DocumentError."""
    for size in range(1, 60):
        try:
            text, encoding = decode(os.urandom(size))
        except DocumentError:
            continue
        assert isinstance(text, str) and encoding
