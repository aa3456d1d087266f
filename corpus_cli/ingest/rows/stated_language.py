"""What a record says of its language: a code or a name, as tables have them."""

from __future__ import annotations

import re

# Names and three-letter codes (ISO 639-2 and -3) of languages that reports of the region are written in.
_CODES = {
    name: code
    for code, names in {
        "ar": "ara arabic عربي عربية العربية عربى",
        "en": "eng english إنجليزي إنجليزية الإنجليزية انجليزي انجليزية الانجليزية إنكليزي الإنكليزية الانكليزية",
        "fr": "fra fre french français فرنسي فرنسية الفرنسية",
        "tr": "tur turkish türkçe تركي تركية التركية",
        "ku": "kur kmr kurdish kurmanji kurdî كردي كردية الكردية",
        "ckb": "sorani",
        "fa": "fas per persian farsi فارسي فارسية الفارسية",
        "ur": "urd urdu",
        "de": "deu ger german deutsch ألماني الألمانية",
        "es": "spa spanish español",
        "it": "ita italian",
        "ru": "rus russian روسي الروسية",
        "uk": "ukr ukrainian",
        "he": "heb hebrew iw",
        "hy": "hye arm armenian",
        "syr": "syriac aramaic",
    }.items()
    for name in names.split()
}
# ar, AR, ar-SY, ar_SY.UTF-8
_TAG = re.compile(r"([a-z]{2,3})(?:[-_.@].*)?", re.DOTALL)
_KNOWN = frozenset(_CODES.values()) | frozenset(
    "nl sv da no nb fi pl cs sk sl hr bs sr mk bg be ro hu el pt ca ps ug hi bn th ko ja zh ka am az kk so".split()
)


def stated_language(value: object) -> str | None:
    """The code of the language that the value names, ``None`` where it names none: empty, unknown, several."""
    if not isinstance(value, str):
        return None
    name = " ".join(value.split()).casefold()
    if match := _TAG.fullmatch(name):
        name = match[1]
    return _CODES.get(name) or (name if name in _KNOWN else None)
