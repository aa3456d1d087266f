"""Arabic-script text: which language it is in, Persian letters and digits in Arabic, folding, proclitics."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus_cli.normalize.words import MARKS, WORD

# Letters that hint at another language. They decide nothing alone: Arabic text has پ چ ژ گ ڤ in foreign names, and
# ی ک ہ ھ ە when it was typed on a Persian, Urdu or Kurdish keyboard.
_LETTERS = {
    "fa": "پچژگ",
    "ur": "ٹڈڑںےہۓۂ۔",
    "ckb": "ەێۆڕڵڤ",
    "ug": "ېۇۈۋڭھە",
    "ps": "ټډړږښګڼۍېځڅ",
}
_FOREIGN = re.compile("[" + "".join(sorted({*"".join(_LETTERS.values()), *"یکھ"})) + "]")
# Function words that Arabic does not have (به, له, و and او, words or common slips of Arabic, are left out), and some
# that Arabic alone has.
_WORDS = {
    "fa": "که از در این است را برای می آن‌ها های شد شده شدند کرد کردند کرده شود می‌شود باید خود دارد بود یک نیز با",
    "ur": "کے کی کا میں ہے ہیں سے اور کو نے پر یہ وہ اس تھا تھے گیا ہو گئی لئے",
    "ckb": "لە بۆ کە بە لەگەڵ ئەو ئەم لەسەر بوو هەر ئەوەی کرد دوای نێوان",
    "ug": "ۋە بىلەن ئۈچۈن بۇ بىر ئۇ بولغان",
    "ps": "په چې کې ته شو دی دي شوي نه",
}
_ARABIC_WORDS = "في على إلى الى أن عن مع هذا هذه ذلك التي الذي الذين لم لن وفي ومن"
_ARTICLE = re.compile("[وفبك]?(?:ال|لل)..")
_SURELY_ARABIC = re.compile(r"ة|(?<!\w)[وفب]?ال\w\w")
# Below this, one foreign name in a heading would make the heading foreign.
_ENOUGH = 3

_KEYBOARD = str.maketrans("یکڪہھەۃےۓ", "يككهههةيئ")
_SAME_KEYBOARD = str.maketrans("یک", "يك")
# At a word's end Persian ی stands for ى as well as ي. In these words Arabic has ى (على is far commoner than علي).
_FINAL_YEH = re.compile(
    rf"(?<![^\W_])(?<![{MARKS}])([وف]?(?:ال|إل|عل|حت|لد|مت|سو|مد|أخر|اخر|الأخر|الاخر|كبر|الكبر|مستشف|المستشف))ی(?![^\W_]|[{MARKS}])"
)
_DIGITS = {code: str(unicodedata.digit(chr(code))) for low in (0x660, 0x6F0) for code in range(low, low + 10)}
_WESTERN = {**_DIGITS, ord("٪"): "%"}
_SEPARATOR = re.compile(r"(?<=\d)[٫٬](?=\d)")
ZWNJ = re.compile("\u200c")
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08c9]")


def has_letters(text: str) -> bool:
    """Whether there is any letter of the Arabic script in the clean text."""
    return _LETTER.search(text) is not None


def variety(text: str) -> str | None:
    """The language of Arabic-script text: ar, fa, ur, ckb, ug or ps; ``None`` if the text itself does not tell.

    ``text`` is clean and in NFC. Normalising a text that was found Arabic only ever removes evidence for other
    languages, so it is found Arabic again.
    """
    foreign = _FOREIGN.search(text)
    if foreign is None and _SURELY_ARABIC.search(text):
        return "ar"
    words = WORD.findall(text)
    scores = {language: _score(language, text, words) for language in _LETTERS}
    best = max(scores, key=lambda language: scores[language])
    arabic = _arabic_score(text, words)
    if scores[best] >= _ENOUGH and scores[best] > arabic:
        return best
    return "ar" if arabic else None


def _score(language: str, text: str, words: list[str]) -> int:
    # Old Persian texts are typed with Arabic ي and ك, so Persian words are compared with both alike.
    known = _foreign_words()[language]
    shaped = [word.translate(_SAME_KEYBOARD) for word in words] if language == "fa" else words
    letters = sum(text.count(letter) for letter in _LETTERS[language])
    return 2 * sum(word in known for word in shaped) + letters


def _arabic_score(text: str, words: list[str]) -> int:
    known = _arabic_words()
    shaped = [word.translate(_KEYBOARD) for word in words]
    found = sum(2 if word in known else 1 for word in shaped if word in known or _ARTICLE.match(word))
    return found + text.count("ة") + text.count("ۃ")


@cache
def _foreign_words() -> dict[str, frozenset[str]]:
    known = {language: frozenset(words.split()) for language, words in _WORDS.items()}
    return {**known, "fa": frozenset(_WORDS["fa"].translate(_SAME_KEYBOARD).split())}


@cache
def _arabic_words() -> frozenset[str]:
    # Words are compared as off a Persian keyboard, with ي for ى. علي is left out: it is a name in Persian too.
    return frozenset((_ARABIC_WORDS + " " + _ARABIC_WORDS.replace("ى", "ي")).split()) - {"علي"}


def arabic_letters(text: str) -> str:
    """The Arabic text with the letters of a Persian, Urdu or Kurdish keyboard as Arabic ones, as long as before.

    گ چ پ ڤ ژ stay: they spell foreign names.
    """
    return _FINAL_YEH.sub(r"\1ى", text.replace("ک", "ك")).translate(_KEYBOARD)


def western_digits(text: str) -> str:
    """The text with ٠-٩ and ۰-۹ as 0-9, ٪ as %, and ٫ ٬ between digits as point and comma; as long as before."""
    shaped = _SEPARATOR.sub(lambda match: "." if match.group() == "٫" else ",", text)
    return shaped.translate(_WESTERN)


def without_zwnj(match: re.Match[str]) -> str:
    """What a ZWNJ inside an Arabic word becomes: nothing, or a space where a word must have ended.

    Persian spells with it (می‌شود); Arabic does not, and there it comes from keyboards and page layouts. After ة and
    ى, which only end words, it was typed for a space.
    """
    return " " if match.string[match.start() - 1] in "ةى" else ""


def fold_char(char: str) -> str:
    """The letter or mark as it is compared: one alef, ي for ى, ه for ة, no tatweel, no vowel signs, western digits.

    ؤ ئ and bare ء stay: they are spelled consistently, and without ء ماء (water) would be ما (what). Persian, Urdu and
    Kurdish forms of Arabic letters are compared as Arabic.
    """
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

    if ord(char) in _DIGITS:
        return _DIGITS[ord(char)]
    # All vowel signs and Quranic marks. camel-tools' dediac_ar knows nine of them, and importing it builds sets over
    # all of Unicode (0.4 s); a test says that those nine are among these.
    if char == "ـ" or unicodedata.category(char) == "Mn":
        return ""
    alef = normalize_alef_ar(char.translate(_KEYBOARD))
    return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(alef)))


# Groups: 1 conjunction; then 2 ل with 3 the ل of an article, or 4 the future س, or 5 preposition and 6 article.
_PROCLITICS = re.compile(
    "([وف]M)?(?:(لM)(لM)?|(سM)(?=[ينتأ])|([بك]M)?(اMلM)?)".replace("M", f"[{MARKS}]*"),
)


def strip_proclitics(word: str) -> list[tuple[int, str]]:
    """Candidate splits ``(prefix_length, stem)``, longest prefix first; empty if no proclitic can be there.

    Purely orthographic: و ف ب ل ك س and the article, alone and joined (وبال…), as the word is spelled, vowel signs
    allowed. Callers keep a split whose stem they know. ``word[prefix_length:]`` is where the stem stands in the
    text; the stem differs from it only after ل, where spelling drops the alef of the article (للرقة is ل + الرقة) and a
    third lam (للاذقية is ل + اللاذقية).
    """
    match = _PROCLITICS.match(word)
    if match is None or match.end() == 0:
        return []
    splits: list[tuple[int, str]] = []
    for cut in sorted({match.end(group) for group in range(1, 7) if match.group(group)}, reverse=True):
        rest = word[cut:]
        if sum(char.isalpha() for char in rest) < 2:
            continue
        if match.group(3) and cut == match.end(2):
            splits += [(cut, "ا" + rest), (cut, "ال" + rest)]
        splits.append((cut, rest))
    return splits
